#include "ui/models/workbench.h"

#include "engine/core/error.h"
#include "engine/samples/union.h"
#include "ui/models/correcting.h"
#include "ui/models/draft.h"
#include "ui/models/opening.h"
#include "ui/models/run-list.h"

#include <glib/gi18n.h>

/* Of a training, before its speed is believed. */
#define FEWEST_STEPS 8

struct _MienWorkbench {
  GObject parent_instance;

  MienStore *store;
  MienRecipe *recipe;

  GCancellable *opening;        /* (nullable) */
  char *asked;                  /* (nullable): the location that was opened last */
  MienColumnEdits *asked_edits; /* what it was opened with */
  GPtrArray *asked_joins;
  char *opening_text;
  double opening_fraction;
  MienDataset *original;
  MienDataset *dataset;
  MienDoubtSearch *doubts;

  MienJob *job; /* (nullable) */
  MienMailbox *job_mail;
  MienRecipe *job_recipe;
  gboolean paused;
  MienSpeeds *speeds;

  GListStore *runs;
  GCancellable *reading;
  char *interrupted;
  char *inspected;
};

G_DEFINE_FINAL_TYPE (MienWorkbench, mien_workbench, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_OPENING,
  PROP_OPENING_TEXT,
  PROP_OPENING_FRACTION,
  PROP_BUSY,
  PROP_PAUSED,
  PROP_INSPECTED,
  N_PROPS,
};

enum {
  DATASET_CHANGED,
  DATASET_FAILED,
  RECIPE_CHANGED,
  JOB_STARTED,
  JOB_EVENTS,
  JOB_FINISHED,
  RUNS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (MienWorkbench *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Labels as the store's corrections make them; on failure the data set stays as it was. */
static gboolean
apply_corrections (MienWorkbench *self, GError **error)
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

static void
look_for_doubts (MienWorkbench *self)
{
  mien_doubt_search_start (self->doubts, self->original, self->dataset, self->recipe->subject,
                           self->recipe->folds);
}

static void
take_dataset (MienWorkbench *self, MienDataset *dataset)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->original, mien_dataset_unref);
  self->original = mien_dataset_ref (dataset);
  if (!apply_corrections (self, &error)) {
    g_clear_pointer (&self->dataset, mien_dataset_unref);
    self->dataset = mien_dataset_ref (dataset);
  }
  mien_draft_take_columns (self->recipe, self->asked_edits, self->asked_joins);
  mien_draft_adopt (self->recipe, self->dataset, self->asked);
  look_for_doubts (self);
  g_signal_emit (self, signals[DATASET_CHANGED], 0);
  g_signal_emit (self, signals[RECIPE_CHANGED], 0);
  if (error != NULL)
    g_signal_emit (self, signals[DATASET_FAILED], 0, error);
}

static void
on_opened (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienWorkbench) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_open_dataset_finish (result, &error);

  /* Another opening may have taken over since; its own end will tell. */
  if (g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;

  g_clear_object (&self->opening);
  notify (self, PROP_OPENING);
  if (dataset != NULL)
    take_dataset (self, dataset);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[DATASET_FAILED], 0, error);
}

static void
on_opening_progress (const char *doing, double fraction, gpointer data)
{
  MienWorkbench *self = data;

  g_free (self->opening_text);
  self->opening_text = g_strdup (doing);
  self->opening_fraction = fraction;
  notify (self, PROP_OPENING_TEXT);
  notify (self, PROP_OPENING_FRACTION);
}

/* @edits and @joins: (transfer full) */
static void
open_with (MienWorkbench *self,
           const char *location,
           const char *layout,
           MienColumnEdits *edits,
           GPtrArray *joins)
{
  mien_workbench_cancel_open (self);
  g_clear_pointer (&self->asked_edits, g_hash_table_unref);
  g_clear_pointer (&self->asked_joins, g_ptr_array_unref);
  self->asked_edits = edits;
  self->asked_joins = joins;
  g_free (self->asked);
  self->asked = g_strdup (location);
  self->opening = g_cancellable_new ();
  on_opening_progress (NULL, -1.0, self);
  notify (self, PROP_OPENING);
  g_free (self->recipe->layout);
  self->recipe->layout = g_strdup (layout != NULL ? layout : "auto");
  mien_open_dataset_async (location, layout, edits, joins, self->opening, on_opening_progress, self,
                           on_opened, g_object_ref (self));
}

/* Edits are for the columns of one data set in one layout; elsewhere they would be refused. */
void
mien_workbench_open (MienWorkbench *self, const char *location, const char *layout)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && location != NULL);

  const MienRecipe *recipe = self->recipe;
  gboolean known = recipe->paths != NULL && g_strcmp0 (recipe->paths[0], location) == 0 &&
                   g_strcmp0 (recipe->layout, layout != NULL ? layout : "auto") == 0;

  open_with (self, location, layout,
             known ? mien_column_edits_copy (recipe->columns) : mien_column_edits_new (),
             known ? mien_joins_copy (recipe->joins) : mien_joins_new ());
}

void
mien_workbench_edit_columns (MienWorkbench *self, MienColumnEdits *edits, GPtrArray *joins)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && self->original != NULL);

  g_autofree char *location = g_strdup (mien_dataset_get_location (self->original));
  g_autofree char *layout = g_strdup (self->recipe->layout);

  open_with (self, location, layout, mien_column_edits_copy (edits), mien_joins_copy (joins));
}

gboolean
mien_workbench_open_recipe (MienWorkbench *self, const char *path, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && path != NULL, FALSE);

  MienRecipe *recipe = mien_recipe_load (path, error);
  g_autofree char *location = NULL;
  g_autofree char *layout = NULL;

  if (recipe == NULL)
    return FALSE;

  mien_recipe_free (self->recipe);
  self->recipe = recipe;
  layout = g_strdup (recipe->layout);
  if (recipe->paths[0] == NULL) {
    g_signal_emit (self, signals[RECIPE_CHANGED], 0);
    return TRUE;
  }
  location = mien_union_join_locations ((const char *const *) recipe->paths);
  mien_workbench_open (self, location, layout);
  return TRUE;
}

const char *
mien_workbench_get_asked (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->asked;
}

void
mien_workbench_cancel_open (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->opening == NULL)
    return;
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  notify (self, PROP_OPENING);
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
  if (!apply_corrections (self, error))
    return FALSE;
  look_for_doubts (self);
  g_signal_emit (self, signals[DATASET_CHANGED], 0);
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

  g_signal_emit (self, signals[RECIPE_CHANGED], 0);
}

/* The job's thread has sent its last event, so the join in mien_job_free() does not wait. */
static void
end_job (MienWorkbench *self, const GError *error)
{
  g_clear_pointer (&self->job, mien_job_free);
  g_clear_pointer (&self->job_mail, mien_mailbox_close);
  self->paused = FALSE;
  notify (self, PROP_BUSY);
  notify (self, PROP_PAUSED);
  g_signal_emit (self, signals[JOB_FINISHED], 0, error);
  mien_workbench_refresh_runs (self);
}

static void
set_paused (MienWorkbench *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  notify (self, PROP_PAUSED);
}

/* The first steps find cold caches; arms may have networks of their own. */
static void
learn_speed (MienWorkbench *self, const MienEvent *event)
{
  if (event->step >= FEWEST_STEPS && event->images_per_second > 0.0 &&
      self->job_recipe->arms->len == 0)
    mien_speeds_learn (self->speeds, self->job_recipe, event->images_per_second);
}

static void
follow_event (MienWorkbench *self, const MienEvent *event)
{
  switch (event->kind) {
  case MIEN_EVENT_PAUSED:
    set_paused (self, TRUE);
    break;
  case MIEN_EVENT_RESUMED:
    set_paused (self, FALSE);
    break;
  case MIEN_EVENT_PROGRESS:
    learn_speed (self, event);
    break;
  case MIEN_EVENT_RUN_FINISHED:
    mien_workbench_refresh_runs (self);
    break;
  default:
    break;
  }
}

static void
on_job_events (GPtrArray *batch, gpointer data)
{
  g_autoptr (MienWorkbench) self = g_object_ref (data);
  const MienEvent *last = g_ptr_array_index (batch, batch->len - 1);

  for (guint i = 0; i < batch->len; i++)
    follow_event (self, g_ptr_array_index (batch, i));
  g_signal_emit (self, signals[JOB_EVENTS], 0, batch);
  if (last->kind == MIEN_EVENT_FINISHED)
    end_job (self, last->error);
}

static gboolean
check_idle (MienWorkbench *self, GError **error)
{
  if (self->job == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                       _ ("A training is already running. Stop it or wait for its end."));
  return FALSE;
}

static void
start_job (MienWorkbench *self,
           MienRecipe *recipe,
           gboolean study,
           const char *folder,
           GPtrArray *corrections,
           gboolean resume)
{
  g_clear_pointer (&self->job_recipe, mien_recipe_free);
  self->job_recipe = recipe;
  recipe->yield = TRUE;
  mien_speeds_stop (self->speeds);
  self->job_mail =
      mien_mailbox_new (NULL, 20, (GDestroyNotify) mien_event_free, on_job_events, self);
  self->job = mien_job_start (recipe, study, folder, corrections, NULL, resume, self->job_mail);
  notify (self, PROP_BUSY);
  g_signal_emit (self, signals[JOB_STARTED], 0);
}

gboolean
mien_workbench_start (MienWorkbench *self, gboolean study, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  g_autoptr (GPtrArray) corrections = NULL;
  g_autofree char *folder = NULL;

  if (!check_idle (self, error))
    return FALSE;
  if (self->dataset == NULL) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         _ ("There are no faces to learn from. Open a data set first."));
    return FALSE;
  }
  corrections = mien_store_get_corrections_of (self->store, self->original, error);
  if (corrections == NULL)
    return FALSE;

  folder = mien_store_new_folder (self->store, study ? "study" : "run");
  start_job (self, mien_recipe_copy (self->recipe), study, folder, corrections, FALSE);
  return TRUE;
}

gboolean
mien_workbench_resume (MienWorkbench *self, const char *folder, GError **error)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self) && folder != NULL, FALSE);

  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  MienRecipe *recipe;

  if (!check_idle (self, error))
    return FALSE;
  recipe = mien_recipe_load (path, error);
  if (recipe == NULL)
    return FALSE;

  start_job (self, recipe, mien_folder_is_study (folder), folder, NULL, TRUE);
  return TRUE;
}

MienJob *
mien_workbench_get_job (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->job;
}

gboolean
mien_workbench_is_busy (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), FALSE);

  return self->job != NULL;
}

const MienRecipe *
mien_workbench_get_job_recipe (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->job_recipe;
}

void
mien_workbench_command (MienWorkbench *self, MienCommandKind command)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->job != NULL)
    mien_control_send (mien_job_get_control (self->job), command);
}

void
mien_workbench_set_live_weight (MienWorkbench *self, const char *task, double weight)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && task != NULL);

  if (self->job != NULL)
    mien_control_set_weight (mien_job_get_control (self->job), task, weight);
}

MienSpeeds *
mien_workbench_get_speeds (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->speeds;
}

void
mien_workbench_measure_speed (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->job == NULL)
    mien_speeds_measure (self->speeds, self->recipe);
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
  self->interrupted = self->job == NULL ? g_steal_pointer (&listing->interrupted) : NULL;
  mien_run_listing_show (listing, self->runs);
  g_signal_emit (self, signals[RUNS_CHANGED], 0);
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

void
mien_workbench_inspect (MienWorkbench *self, const char *folder)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  g_free (self->inspected);
  self->inspected = g_strdup (folder);
  notify (self, PROP_INSPECTED);
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
    g_value_set_boolean (value, self->job != NULL);
    break;
  case PROP_PAUSED:
    g_value_set_boolean (value, self->paused);
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
  g_clear_pointer (&self->job, mien_job_free);
  g_clear_pointer (&self->job_mail, mien_mailbox_close);
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
  mien_recipe_free (self->job_recipe);
  g_clear_object (&self->speeds);
  g_clear_object (&self->doubts);
  mien_store_close (self->store);
  g_free (self->asked);
  g_clear_pointer (&self->asked_edits, g_hash_table_unref);
  g_clear_pointer (&self->asked_joins, g_ptr_array_unref);
  g_free (self->opening_text);
  g_free (self->interrupted);
  g_free (self->inspected);

  G_OBJECT_CLASS (mien_workbench_parent_class)->finalize (object);
}

static void
install_signal (GObjectClass *klass, guint id, const char *name, GType type)
{
  signals[id] = g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, type != G_TYPE_NONE ? 1 : 0, type);
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
  properties[PROP_INSPECTED] = g_param_spec_string ("inspected", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_signal (object_class, DATASET_CHANGED, "dataset-changed", G_TYPE_NONE);
  install_signal (object_class, DATASET_FAILED, "dataset-failed", G_TYPE_ERROR);
  install_signal (object_class, RECIPE_CHANGED, "recipe-changed", G_TYPE_NONE);
  install_signal (object_class, JOB_STARTED, "job-started", G_TYPE_NONE);
  install_signal (object_class, JOB_EVENTS, "job-events", G_TYPE_PTR_ARRAY);
  install_signal (object_class, JOB_FINISHED, "job-finished", G_TYPE_ERROR);
  install_signal (object_class, RUNS_CHANGED, "runs-changed", G_TYPE_NONE);
}

static void
mien_workbench_init (MienWorkbench *self)
{
  self->recipe = mien_recipe_new ();
  self->runs = g_list_store_new (MIEN_TYPE_RUN_ITEM);
  self->opening_fraction = -1.0;
  self->speeds = mien_speeds_new ();
  self->doubts = mien_doubt_search_new ();
}

MienWorkbench *
mien_workbench_new (MienStore *store)
{
  MienWorkbench *self = g_object_new (MIEN_TYPE_WORKBENCH, NULL);

  self->store = store;
  return self;
}
