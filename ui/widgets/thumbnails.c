#include "ui/widgets/thumbnails.h"

#include "engine/core/priority.h"

/* More would only be in the way of the window, and of a training. */
#define MOST_THREADS 4

/* At 192 × 192 RGB, 800 pictures are 85 MiB at the very most; faces are rarely so large. */
#define N_KEPT 800

typedef struct {
  char *key;
  GdkTexture *texture;
} Entry;

typedef struct {
  MienDataset *dataset;
  guint sample;
} Request;

static GHashTable *nodes; /* key → node of @recent */
static GQueue recent = G_QUEUE_INIT;

static GMutex waiting_lock;
static GQueue waiting = G_QUEUE_INIT; /* of GTask, the newest at the head */

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_object_unref (entry->texture);
  g_free (entry);
}

/* Pictures outlive the data set's other versions, as corrections change labels only. */
static char *
make_key (MienDataset *dataset, guint sample)
{
  return g_strconcat (mien_dataset_get_location (dataset), "\n",
                      mien_dataset_get_id (dataset, sample), NULL);
}

static void
forget_oldest (void)
{
  Entry *entry = g_queue_pop_tail (&recent);

  g_hash_table_remove (nodes, entry->key);
  entry_free (entry);
}

static void
keep (MienDataset *dataset, guint sample, GdkTexture *texture)
{
  g_autofree char *key = make_key (dataset, sample);
  Entry *entry;

  if (nodes == NULL)
    nodes = g_hash_table_new (g_str_hash, g_str_equal);
  if (g_hash_table_contains (nodes, key))
    return;
  if (recent.length >= N_KEPT)
    forget_oldest ();
  entry = g_new0 (Entry, 1);
  entry->key = g_steal_pointer (&key);
  entry->texture = g_object_ref (texture);
  g_queue_push_head (&recent, entry);
  g_hash_table_insert (nodes, entry->key, recent.head);
}

GdkTexture *
mien_thumbnail_lookup (MienDataset *dataset, guint sample)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  g_autofree char *key = make_key (dataset, sample);
  GList *node = nodes != NULL ? g_hash_table_lookup (nodes, key) : NULL;

  if (node == NULL)
    return NULL;
  g_queue_unlink (&recent, node);
  g_queue_push_head_link (&recent, node);
  return g_object_ref (((Entry *) node->data)->texture);
}

void
mien_thumbnail_clear (void)
{
  while (recent.length > 0)
    forget_oldest ();
}

static void
request_free (Request *request)
{
  mien_dataset_unref (request->dataset);
  g_free (request);
}

static GdkPixbuf *
shrink (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int side = MAX (width, height);

  if (side <= MIEN_THUMBNAIL_SIZE)
    return g_object_ref (picture);
  return gdk_pixbuf_scale_simple (picture, MAX (1, width * MIEN_THUMBNAIL_SIZE / side),
                                  MAX (1, height * MIEN_THUMBNAIL_SIZE / side),
                                  GDK_INTERP_BILINEAR);
}

static void
load (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) small = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  picture = mien_dataset_load (request->dataset, request->sample, &error);
  if (picture == NULL) {
    g_task_return_error (task, error);
    return;
  }
  small = shrink (picture);
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (small), g_object_unref);
}

/* The newest first: of a grid that scrolls, what was asked for last is in view. */
static void
load_newest (gpointer token G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  static _Thread_local gboolean lowered;
  g_autoptr (GTask) task = NULL;

  if (!lowered)
    mien_priority_lower ();
  lowered = TRUE;
  g_mutex_lock (&waiting_lock);
  task = g_queue_pop_head (&waiting);
  g_mutex_unlock (&waiting_lock);
  load (task);
}

/* Threads of its own, as their priority would stay with shared ones. */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (load_newest, NULL,
                              (int) CLAMP (g_get_num_processors (), 1, MOST_THREADS), TRUE, NULL);
  return pool;
}

void
mien_thumbnail_load_async (MienDataset *dataset,
                           guint sample,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (dataset != NULL);

  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Request *request = g_new0 (Request, 1);

  request->dataset = mien_dataset_ref (dataset);
  request->sample = sample;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_mutex_lock (&waiting_lock);
  g_queue_push_head (&waiting, task);
  g_mutex_unlock (&waiting_lock);
  g_thread_pool_push (get_pool (), GINT_TO_POINTER (1), NULL); /* a turn, not this task's own */
}

GdkTexture *
mien_thumbnail_load_finish (GAsyncResult *result, GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);

  if (texture != NULL)
    keep (request->dataset, request->sample, texture);
  return texture;
}
