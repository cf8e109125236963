#include "ui/models/opening.h"

#include "engine/core/mailbox.h"
#include "engine/samples/union.h"

typedef struct {
  char **locations;
  char *layout;
  MienColumnEdits *edits;
  GPtrArray *joins;
  GCancellable *cancellable;
  MienMailbox *mail;
  MienProgressFunc progress;
  gpointer progress_data;
} Opening;

typedef struct {
  char *doing;
  double fraction;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_free (news->doing);
  g_free (news);
}

static void
opening_free (Opening *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->joins, g_ptr_array_unref);
  g_strfreev (self->locations);
  g_free (self->layout);
  g_free (self);
}

static void
send_news (const char *doing, double fraction, gpointer data)
{
  Opening *self = data;
  News *news = g_new0 (News, 1);

  news->doing = g_strdup (doing);
  news->fraction = fraction;
  mien_mailbox_push (self->mail, news);
}

/* Only the newest is told; the ones before it are out of date. */
static void
on_news (GPtrArray *batch, gpointer data)
{
  Opening *self = data;
  News *news = g_ptr_array_index (batch, batch->len - 1);

  if (self->progress != NULL && !g_cancellable_is_cancelled (self->cancellable))
    self->progress (news->doing, news->fraction, self->progress_data);
}

static void
open_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer task_data,
                GCancellable *cancellable)
{
  Opening *self = task_data;
  MienImport import = {.layout = self->layout,
                       .edits = self->edits,
                       .joins = self->joins,
                       .cancellable = cancellable,
                       .progress = send_news,
                       .progress_data = self};
  GError *error = NULL;
  MienDataset *dataset = mien_union_open ((const char *const *) self->locations, &import, &error);

  if (dataset == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, dataset, (GDestroyNotify) mien_dataset_unref);
}

void
mien_open_dataset_async (const char *location,
                         const char *layout,
                         MienColumnEdits *edits,
                         GPtrArray *joins,
                         GCancellable *cancellable,
                         MienProgressFunc progress,
                         gpointer progress_data,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_return_if_fail (location != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Opening *self = g_new0 (Opening, 1);

  self->locations = mien_union_split_location (location);
  self->layout = g_strdup (layout);
  self->edits = edits != NULL ? mien_column_edits_copy (edits) : NULL;
  self->joins = joins != NULL ? mien_joins_copy (joins) : NULL;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  self->mail = mien_mailbox_new (NULL, 20, news_free, on_news, self);
  g_task_set_task_data (task, self, (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_on_thread);
}

MienDataset *
mien_open_dataset_finish (GAsyncResult *result, GError **error)
{
  Opening *self = g_task_get_task_data (G_TASK (result));

  /* The thread has stopped sending by now; here is the thread that the mailbox delivers on. */
  g_clear_pointer (&self->mail, mien_mailbox_close);
  return g_task_propagate_pointer (G_TASK (result), error);
}
