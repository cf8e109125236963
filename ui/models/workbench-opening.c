/* The part of the workbench that opens data sets and recipes. */
#include "engine/samples/union.h"
#include "ui/models/draft.h"
#include "ui/models/opening.h"
#include "ui/models/workbench-private.h"

static void
take_dataset (MienWorkbench *self, MienDataset *dataset)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->original, mien_dataset_unref);
  self->original = mien_dataset_ref (dataset);
  if (!mien_workbench_apply_corrections (self, &error)) {
    g_clear_pointer (&self->dataset, mien_dataset_unref);
    self->dataset = mien_dataset_ref (dataset);
  }
  g_free (self->recipe->layout);
  self->recipe->layout = g_strdup (self->asked_layout);
  mien_draft_take_columns (self->recipe, self->asked_edits, self->asked_joins);
  mien_draft_adopt (self->recipe, self->dataset, self->asked);
  mien_workbench_look_for_doubts (self);
  g_signal_emit_by_name (self, "dataset-changed");
  g_signal_emit_by_name (self, "recipe-changed");
  if (error != NULL)
    g_signal_emit_by_name (self, "dataset-failed", error);
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
  g_object_notify (G_OBJECT (self), "opening");
  if (dataset != NULL)
    take_dataset (self, dataset);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self, "dataset-failed", error);
}

static void
on_opening_progress (const char *doing, double fraction, gpointer data)
{
  MienWorkbench *self = data;

  g_free (self->opening_text);
  self->opening_text = g_strdup (doing);
  self->opening_fraction = fraction;
  g_object_notify (G_OBJECT (self), "opening-text");
  g_object_notify (G_OBJECT (self), "opening-fraction");
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
  g_free (self->asked_layout);
  self->asked_layout = g_strdup (layout != NULL ? layout : "auto");
  self->opening = g_cancellable_new ();
  on_opening_progress (NULL, -1.0, self);
  g_object_notify (G_OBJECT (self), "opening");
  mien_open_dataset_async (location, layout, edits, joins, self->opening, on_opening_progress, self,
                           on_opened, g_object_ref (self));
}

/* Edits are for the columns of one data set in one layout; elsewhere they would be refused. */
static gboolean
are_edits_for (const MienRecipe *recipe, const char *location, const char *layout)
{
  g_autofree char *known = recipe->paths != NULL
                               ? mien_union_join_locations ((const char *const *) recipe->paths)
                               : NULL;

  return g_strcmp0 (known, location) == 0 &&
         g_strcmp0 (recipe->layout, layout != NULL ? layout : "auto") == 0;
}

void
mien_workbench_open (MienWorkbench *self, const char *location, const char *layout)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self) && location != NULL);

  const MienRecipe *recipe = self->recipe;
  gboolean known = are_edits_for (recipe, location, layout);

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
    g_signal_emit_by_name (self, "recipe-changed");
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

const char *
mien_workbench_get_asked_layout (MienWorkbench *self)
{
  g_return_val_if_fail (MIEN_IS_WORKBENCH (self), NULL);

  return self->asked_layout;
}

void
mien_workbench_cancel_open (MienWorkbench *self)
{
  g_return_if_fail (MIEN_IS_WORKBENCH (self));

  if (self->opening == NULL)
    return;
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_object_notify (G_OBJECT (self), "opening");
}
