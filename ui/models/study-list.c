#include "ui/models/study-list.h"

#include "engine/study/store.h"

typedef struct {
  char *workspace;
  char *wanted;
} Order;

void
mien_study_listing_free (MienStudyListing *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->folders);
  mien_study_free (self->study);
  g_free (self);
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->workspace);
  g_free (order->wanted);
  g_free (order);
}

/* A study that is not finished is told as far as it got. */
static MienStudy *
read_study (const char *folder)
{
  MienStudy *study = mien_study_open (folder, NULL);

  return study != NULL ? study : mien_study_collect (folder, NULL);
}

/* The window's own connection stays on the main thread; this one is opened for the thread. */
static void
read_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  const Order *order = data;
  GError *error = NULL;
  g_autoptr (MienStore) store = mien_store_open (order->workspace, &error);
  MienStudyListing *listing;

  if (store == NULL) {
    g_task_return_error (task, error);
    return;
  }
  listing = g_new0 (MienStudyListing, 1);
  listing->folders = mien_store_list_studies (store);
  if (listing->folders == NULL)
    listing->folders = g_new0 (char *, 1);
  for (guint i = 0; listing->folders[i] != NULL; i++)
    if (g_strcmp0 (listing->folders[i], order->wanted) == 0)
      listing->chosen = i;
  if (listing->folders[listing->chosen] != NULL)
    listing->study = read_study (listing->folders[listing->chosen]);
  g_task_return_pointer (task, listing, (GDestroyNotify) mien_study_listing_free);
}

void
mien_study_listing_read_async (const char *workspace,
                               const char *wanted,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Order *order = g_new0 (Order, 1);

  order->workspace = g_strdup (workspace);
  order->wanted = g_strdup (wanted);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, read_on_thread);
}

MienStudyListing *
mien_study_listing_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
