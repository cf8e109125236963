#include "ui/models/correcting.h"
#include "ui/models/run-list.h"
#include "ui/models/workbench-private.h"

G_DEFINE_FINAL_TYPE (MienWorkbench, mien_workbench, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_OPENING,
  PROP_OPENING_TEXT,
  PROP_OPENING_FRACTION,
  PROP_BUSY,
  PROP_PAUSED,
  PROP_SHOWN,
  PROP_INSPECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

gboolean
mien_workbench_apply_corrections (MienWorkbench *self, GError **error)
{
  g_autoptr (GPtrArray) corrections =
      mien_store_get_corrections_of (self->store, self->original, error);
  MienDataset *corrected;

  if (corrections == NULL)
    return FALSE;

  corrected = corrections->len > 0 ? mien_dataset_correct (self->original, corrections, error)
                                   : mien_dataset_ref (self->original);
  if (corrected == NULL)
    return FALSE;
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->dataset = corrected;
  return TRUE;
}

void
mien_workbench_look_for_doubts (MienWorkbench *self)
{
  mien_doubt_search_start (self->doubts, self->original, self->dataset, self->recipe->subject,
                           self->recipe->folds);
}

MienDataset *
mien_workbench_get_dataset (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->dataset;
}

MienDataset *
mien_workbench_get_original (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->original;
}

MienDoubtSearch *
mien_workbench_get_doubts (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->doubts;
}

static gboolean
show_corrections (MienWorkbench *self, GError **error)
{
  if (!mien_workbench_apply_corrections (self, error))
    return FALSE;
  mien_workbench_look_for_doubts (self);
  g_signal_emit_by_name (self, "dataset-changed");
  return TRUE;
}

/* Takes @corrections over; NULL is what failed before. */
static gboolean
record (MienWorkbench *self, GPtrArray *corrections, guint *n_changed, GError **error)
{
  g_autoptr (GPtrArray) owned = corrections;

  if (owned == NULL)
    return FALSE;
  if (n_changed != NULL)
    *n_changed = owned->len;
  return owned->len == 0 ||
         (mien_store_correct (self->store, mien_dataset_get_location (self->original), owned,
                              error) &&
          show_corrections (self, error));
}

gboolean
mien_workbench_correct_all (MienWorkbench *self,
                            GArray *samples,
                            const char *column,
                            const char *label,
                            guint *n_changed,
                            GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && self->original != NULL, FALSE);

  return record (
      self, mien_correcting_label (self->original, self->dataset, samples, column, label, error),
      n_changed, error);
}

gboolean
mien_workbench_correct (MienWorkbench *self,
                        guint sample,
                        const char *column,
                        const char *label,
                        GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (samples, sample);
  return mien_workbench_correct_all (self, samples, column, label, NULL, error);
}

gboolean
mien_workbench_import_corrections (MienWorkbench *self,
                                   const char *path,
                                   guint *n_taken,
                                   guint *n_strange,
                                   GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && self->original != NULL, FALSE);

  return record (self, mien_correcting_read (self->original, path, n_strange, error), n_taken,
                 error);
}

gboolean
mien_workbench_undo (MienWorkbench *self, guint *n_changed, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  return self->original != NULL &&
         mien_store_undo (self->store, mien_dataset_get_location (self->original), n_changed,
                          error) &&
         show_corrections (self, error);
}

gboolean
mien_workbench_redo (MienWorkbench *self, guint *n_changed, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  return self->original != NULL &&
         mien_store_redo (self->store, mien_dataset_get_location (self->original), n_changed,
                          error) &&
         show_corrections (self, error);
}

MienStore *
mien_workbench_get_store (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->store;
}

MienRecipe *
mien_workbench_get_recipe (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->recipe;
}

void
mien_workbench_recipe_edited (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  g_signal_emit_by_name (self, "recipe-changed");
}

static void
on_runs_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienWorkbench) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRunListing) listing = mien_run_listing_read_finish (result, &error);

  if (listing == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;

  g_clear_object (&self->reading);
  g_free (self->interrupted);
  self->interrupted = g_steal_pointer (&listing->interrupted);
  mien_run_listing_show (listing, self->runs);
  g_signal_emit_by_name (self, "runs-changed");
}

void
mien_workbench_refresh_runs (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  mien_run_listing_read_async (mien_store_get_workspace (self->store), self->reading, on_runs_read,
                               g_object_ref (self));
}

GListModel *
mien_workbench_get_runs (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return G_LIST_MODEL (self->runs);
}

const char *
mien_workbench_get_interrupted (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->interrupted;
}

static const char *
find_newest_finished (MienWorkbench *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

  for (guint i = 0; i < n; i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

    if (mien_run_item_get_state (item) == MIEN_RUN_FINISHED)
      return mien_run_item_get_folder (item);
  }
  return NULL;
}

/* What is told may be a part of what is let go. */
static void
inspect (MienWorkbench *self, const char *folder, GPtrArray *ids, const char *title)
{
  char *inspected = g_strdup (folder), *inspected_title = g_strdup (title);

  g_free (self->inspected);
  g_free (self->inspected_title);
  g_clear_pointer (&self->inspected_faces, g_ptr_array_unref);
  self->inspected = inspected;
  self->inspected_title = inspected_title;
  self->inspected_faces = ids;
  g_object_notify (G_OBJECT (self), "inspected");
}

void
mien_workbench_inspect (MienWorkbench *self, const char *folder)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  inspect (self, folder, NULL, NULL);
}

void
mien_workbench_inspect_faces (MienWorkbench *self,
                              const char *folder,
                              GPtrArray *ids,
                              const char *title)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && folder != NULL && ids != NULL);

  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (ids, i)));
  inspect (self, folder, copy, title);
}

GPtrArray *
mien_workbench_get_inspected_faces (MienWorkbench *self, const char **title)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  if (title != NULL)
    *title = self->inspected_title;
  return self->inspected_faces;
}

const char *
mien_workbench_get_inspected (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->inspected != NULL ? self->inspected : find_newest_finished (self);
}

static void
mien_workbench_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienWorkbench *self = MIEN_WORKBENCH (object);

  switch (id) {
  case PROP_OPENING:
    g_value_set_boolean (value, self->opening != NULL);
    break;
  case PROP_OPENING_TEXT:
    g_value_set_string (value, self->opening_text);
    break;
  case PROP_OPENING_FRACTION:
    g_value_set_double (value, self->opening_fraction);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, mien_workbench_is_busy (self));
    break;
  case PROP_PAUSED:
    g_value_set_boolean (value, self->shown != NULL &&
                                    mien_queued_job_get_state (self->shown) == MIEN_QUEUED_PAUSED);
    break;
  case PROP_SHOWN:
    g_value_set_object (value, self->shown);
    break;
  case PROP_INSPECTED:
    g_value_set_string (value, mien_workbench_get_inspected (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_workbench_dispose (GObject *object)
{
  MienWorkbench *self = MIEN_WORKBENCH (object);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->shown);
  g_clear_object (&self->queue);
  mien_speeds_close (self->speeds);
  mien_doubt_search_close (self->doubts);
  g_clear_object (&self->runs);

  G_OBJECT_CLASS (mien_workbench_parent_class)->dispose (object);
}

static void
mien_workbench_finalize (GObject *object)
{
  MienWorkbench *self = MIEN_WORKBENCH (object);

  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->original, mien_dataset_unref);
  mien_recipe_free (self->recipe);
  mien_branching_free (self->branching);
  g_hash_table_unref (self->branches);
  g_clear_object (&self->speeds);
  g_clear_object (&self->doubts);
  mien_store_close (self->store);
  g_free (self->asked);
  g_free (self->asked_layout);
  g_clear_pointer (&self->asked_edits, g_hash_table_unref);
  g_clear_pointer (&self->asked_joins, g_ptr_array_unref);
  g_free (self->opening_text);
  g_free (self->interrupted);
  g_free (self->inspected_title);
  g_clear_pointer (&self->inspected_faces, g_ptr_array_unref);
  g_free (self->inspected);

  G_OBJECT_CLASS (mien_workbench_parent_class)->finalize (object);
}

static void
install_signal (GObjectClass *klass, const char *name, GType type)
{
  g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, type != G_TYPE_NONE ? 1 : 0, type);
}

static void
mien_workbench_class_init (MienWorkbenchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_workbench_get_property;
  object_class->dispose = mien_workbench_dispose;
  object_class->finalize = mien_workbench_finalize;

  properties[PROP_OPENING] = g_param_spec_boolean ("opening", NULL, NULL, FALSE, flags);
  properties[PROP_OPENING_TEXT] = g_param_spec_string ("opening-text", NULL, NULL, NULL, flags);
  properties[PROP_OPENING_FRACTION] =
      g_param_spec_double ("opening-fraction", NULL, NULL, -1.0, 1.0, -1.0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_SHOWN] = g_param_spec_object ("shown", NULL, NULL, MIEN_TYPE_QUEUED_JOB, flags);
  properties[PROP_INSPECTED] = g_param_spec_string ("inspected", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_signal (object_class, "dataset-changed", G_TYPE_NONE);
  install_signal (object_class, "dataset-failed", G_TYPE_ERROR);
  install_signal (object_class, "recipe-changed", G_TYPE_NONE);
  install_signal (object_class, "job-queued", MIEN_TYPE_QUEUED_JOB);
  install_signal (object_class, "job-started", G_TYPE_NONE);
  install_signal (object_class, "job-stopping", G_TYPE_NONE);
  install_signal (object_class, "job-events", G_TYPE_PTR_ARRAY);
  install_signal (object_class, "job-finished", G_TYPE_ERROR);
  install_signal (object_class, "branch-failed", G_TYPE_ERROR);
  install_signal (object_class, "runs-changed", G_TYPE_NONE);
}

static void
mien_workbench_init (MienWorkbench *self)
{
  self->recipe = mien_recipe_new ();
  self->runs = g_list_store_new (MIEN_TYPE_RUN_ITEM);
  self->opening_fraction = -1.0;
  self->queue = mien_job_queue_new ();
  self->branches =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  mien_workbench_follow_queue (self);
  self->speeds = mien_speeds_new ();
  self->doubts = mien_doubt_search_new ();
}

MienWorkbench *
mien_workbench_new (MienStore *store)
{
  MienWorkbench *self = g_object_new (MIEN_TYPE_WORKBENCH, NULL);

  self->store = store;
  mien_workbench_restore_queue (self);
  return self;
}
