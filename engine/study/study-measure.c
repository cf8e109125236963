/* What the runs of a study came to, read from their folders. */
#include "engine/study/study-private.h"

#include <math.h>

static void
measured_clear (gpointer data)
{
  MienMeasured *self = data;

  g_free (self->values);
  mien_answers_free (self->answers);
}

/* The figure of each task; what it is judged by, as the finished runs tell. */
static void
measure_tasks (MienMeasured *self, MienRun *run, MienMeasurements *all)
{
  for (guint t = 0; t < all->recipe->tasks->len; t++) {
    const char *task = ((MienRecipeTask *) g_ptr_array_index (all->recipe->tasks, t))->column;

    if (all->metrics[t] == NULL)
      all->metrics[t] = g_strdup (mien_run_get_task_metric (run, task));
    if (all->metrics[t] != NULL)
      self->values[t] = mien_run_get_metric (run, task, "test", all->metrics[t]);
  }
}

static void
measure_run (MienMeasured *self, MienRun *run, MienMeasurements *all)
{
  const char *main = mien_recipe_get_main (all->recipe)->column;
  const char *picked = json_object_get_string_member_with_default (
      json_node_get_object (run->result), "picked_by", NULL);

  self->is_finished = TRUE;
  self->picked_by = picked != NULL ? g_intern_string (picked) : NULL;
  self->majority = mien_run_get_metric (run, main, "test", "majority");
  self->answers = self->run->trial < 0 ? mien_answers_read (run, main, NULL) : NULL;
  measure_tasks (self, run, all);
}

static MienMeasured
measure (const MienPlannedRun *planned, MienMeasurements *all)
{
  MienMeasured self = {
      .run = planned, .values = g_new (double, all->recipe->tasks->len), .majority = (double) NAN};
  g_autoptr (MienRun) run =
      mien_folder_is_run (planned->folder) ? mien_run_open (planned->folder, NULL) : NULL;

  for (guint t = 0; t < all->recipe->tasks->len; t++)
    self.values[t] = NAN;
  if (run != NULL && run->state == MIEN_RUN_FINISHED)
    measure_run (&self, run, all);
  return self;
}

MienMeasurements *
mien_measurements_new (const MienRecipe *recipe, int n_folds)
{
  MienMeasurements *self = g_new0 (MienMeasurements, 1);

  self->recipe = recipe;
  self->n_folds = n_folds;
  self->metrics = g_new0 (char *, recipe->tasks->len + 1);
  self->runs = g_array_new (FALSE, FALSE, sizeof (MienMeasured));
  g_array_set_clear_func (self->runs, measured_clear);
  while (g_ptr_array_index (recipe->tasks, self->main) != mien_recipe_get_main (recipe))
    self->main++;
  return self;
}

void
mien_measurements_add (MienMeasurements *self, const MienPlannedRun *planned)
{
  MienMeasured measured = measure (planned, self);

  g_array_append_val (self->runs, measured);
}

void
mien_measurements_free (MienMeasurements *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->runs);
  for (guint t = 0; t < self->recipe->tasks->len; t++)
    g_free (self->metrics[t]);
  g_free (self->metrics);
  g_free (self);
}

const MienMeasured *
mien_measurements_find_partner (const MienMeasurements *self,
                                const MienMeasured *first,
                                const char *arm)
{
  for (guint i = 0; first->is_finished && i < self->runs->len; i++) {
    const MienMeasured *other = &g_array_index (self->runs, MienMeasured, i);

    if (other->is_finished && other->run->fold == first->run->fold &&
        other->run->seed == first->run->seed && g_str_equal (other->run->arm, arm))
      return other;
  }
  return NULL;
}

gboolean
mien_measured_are_alike (const MienMeasured *a, const MienMeasured *b)
{
  return a->answers == NULL || b->answers == NULL ||
         mien_answers_share_faces (a->answers, b->answers);
}
