#include "ui/models/run-list.h"

#include "engine/study/store.h"
#include "engine/study/study.h"

void
mien_run_listing_free (MienRunListing *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_free (self->interrupted);
  g_free (self);
}

/* The study that a run's folder, STUDY/runs/RUN, belongs to, or the run itself. */
static char *
find_whole (const char *run)
{
  g_autofree char *runs = g_path_get_dirname (run);
  g_autofree char *study = g_path_get_dirname (runs);

  return mien_folder_is_study (study) ? g_steal_pointer (&study) : g_strdup (run);
}

static char *
find_interrupted (MienStore *store, GPtrArray *runs)
{
  g_auto (GStrv) studies = mien_store_list_studies (store);

  for (guint i = 0; i < runs->len; i++) {
    MienRunItem *item = g_ptr_array_index (runs, i);

    if (mien_run_item_get_state (item) == MIEN_RUN_UNFINISHED)
      return find_whole (mien_run_item_get_folder (item));
  }
  for (guint i = 0; studies != NULL && studies[i] != NULL; i++) {
    g_autofree char *outcome = g_build_filename (studies[i], "study.json", NULL);

    if (!g_file_test (outcome, G_FILE_TEST_EXISTS))
      return g_strdup (studies[i]);
  }
  return NULL;
}

static GPtrArray *
wrap_runs (GPtrArray *runs)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = 0;
  g_autofree gpointer *stolen = g_ptr_array_steal (runs, &n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (items, mien_run_item_new (stolen[i]));
  return items;
}

/* The window's own connection stays on the main thread; this one is opened for the thread. */
static void
read_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer workspace,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  g_autoptr (MienStore) store = mien_store_open (workspace, &error);
  g_autoptr (GPtrArray) runs = store != NULL ? mien_store_list_runs (store, &error) : NULL;
  MienRunListing *listing;

  if (runs == NULL) {
    g_task_return_error (task, error);
    return;
  }
  listing = g_new0 (MienRunListing, 1);
  listing->runs = wrap_runs (runs);
  listing->interrupted = find_interrupted (store, listing->runs);
  g_task_return_pointer (task, listing, (GDestroyNotify) mien_run_listing_free);
}

void
mien_run_listing_read_async (const char *workspace,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (workspace), g_free);
  g_task_run_in_thread (task, read_on_thread);
}

MienRunListing *
mien_run_listing_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_same_tags (const MienRunEntry *a, const MienRunEntry *b)
{
  gboolean same = a->tags->len == b->tags->len;

  for (guint i = 0; same && i < a->tags->len; i++)
    same = g_str_equal (g_ptr_array_index (a->tags, i), g_ptr_array_index (b->tags, i));
  return same;
}

static gboolean
is_same (MienRunItem *a, MienRunItem *b)
{
  const MienRunEntry *x = mien_run_item_get_entry (a), *y = mien_run_item_get_entry (b);

  return g_str_equal (x->folder, y->folder) && x->modified == y->modified && x->state == y->state &&
         g_strcmp0 (x->name, y->name) == 0 && g_strcmp0 (x->note, y->note) == 0 &&
         x->starred == y->starred && x->archived == y->archived && has_same_tags (x, y) &&
         g_str_equal (x->digest, y->digest);
}

gboolean
mien_run_listing_show (const MienRunListing *self, GListStore *list)
{
  guint n = self->runs->len;
  guint old = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint tail = 0;

  /* Runs are added at the front: what is the same from the end on stays untouched. */
  for (; tail < MIN (n, old); tail++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (G_LIST_MODEL (list), old - 1 - tail);

    if (!is_same (item, g_ptr_array_index (self->runs, n - 1 - tail)))
      break;
  }
  if (tail == n && tail == old)
    return FALSE;
  g_list_store_splice (list, 0, old - tail, self->runs->pdata, n - tail);
  return TRUE;
}
