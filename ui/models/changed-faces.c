#include "ui/models/changed-faces.h"

typedef struct {
  char *folder;
  char *a, *b;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->folder);
  g_free (order->a);
  g_free (order->b);
  g_free (order);
}

void
mien_changed_faces_free (MienChangedFaces *self)
{
  if (self == NULL)
    return;
  mien_changes_free (self->changes);
  g_free (self->run);
  g_free (self);
}

/* (transfer full) (nullable) */
static char *
find_finished (const MienStudy *study, const char *arm)
{
  g_autoptr (GPtrArray) plan =
      mien_study_plan (study->recipe, study->folder, (int) study->folds, NULL);

  for (guint i = 0; plan != NULL && i < plan->len; i++) {
    const MienPlannedRun *run = g_ptr_array_index (plan, i);
    g_autofree char *told = g_build_filename (run->folder, "run.json", NULL);

    if (run->trial < 0 && g_strcmp0 (run->arm, arm) == 0 && g_file_test (told, G_FILE_TEST_EXISTS))
      return g_strdup (run->folder);
  }
  return NULL;
}

static MienChangedFaces *
read_faces (const Order *order, GError **error)
{
  g_autoptr (MienChangedFaces) self = g_new0 (MienChangedFaces, 1);
  g_autoptr (MienStudy) study = mien_study_open (order->folder, NULL);

  if (study == NULL)
    study = mien_study_collect (order->folder, error);
  if (study == NULL)
    return NULL;
  self->changes = mien_changes_collect (study, order->a, order->b, error);
  if (self->changes == NULL)
    return NULL;
  self->run = find_finished (study, order->b);
  return g_steal_pointer (&self);
}

static void
read_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  MienChangedFaces *faces;

  if (g_task_return_error_if_cancelled (task))
    return;
  faces = read_faces (data, &error);
  if (faces != NULL)
    g_task_return_pointer (task, faces, (GDestroyNotify) mien_changed_faces_free);
  else
    g_task_return_error (task, error);
}

void
mien_changed_faces_read_async (const char *folder,
                               const char *a,
                               const char *b,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Order *order = g_new (Order, 1);

  *order = (Order){g_strdup (folder), g_strdup (a), g_strdup (b)};
  g_task_set_source_tag (task, mien_changed_faces_read_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, read_on_thread);
}

MienChangedFaces *
mien_changed_faces_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
mien_changed_faces_list (const MienChangedFaces *self, gboolean broken)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->changes->faces->len; i++) {
    const MienChangedFace *face = &g_array_index (self->changes->faces, MienChangedFace, i);

    if (face->was_right != face->is_right && face->was_right == broken)
      g_ptr_array_add (ids, face->path);
  }
  return ids;
}
