#include "ui/models/speeds.h"

#include "engine/core/priority.h"
#include "engine/study/forecast.h"
#include "engine/training/trial.h"

struct _MienSpeeds {
  GObject parent_instance;

  GHashTable *known;         /* what decides a speed, as text → double; 0 could not be measured */
  GCancellable *cancellable; /* of the one that is measured */
  GThread *thread;           /* (nullable): measures */
  char *measured;            /* (nullable): what it measures, as a key of @known */
  MienRecipe *wanted;        /* (nullable): what is measured next */
};

G_DEFINE_FINAL_TYPE (MienSpeeds, mien_speeds, G_TYPE_OBJECT)

static guint changed_signal;

static int
count_threads (const MienRecipe *recipe)
{
  return recipe->threads > 0 ? recipe->threads : (int) g_get_num_processors ();
}

/* Of what cannot be measured all that may matter counts: tasks, sharing and weighting. */
static char *
make_key (const MienRecipe *recipe)
{
  g_autoptr (GString) key = g_string_new (NULL);

  g_string_printf (key, "%s %d %d %d %d", recipe->network, recipe->preprocessing.size,
                   recipe->preprocessing.channels, recipe->batch, count_threads (recipe));
  if (mien_recipe_is_plain (recipe))
    return g_string_free (g_steal_pointer (&key), FALSE);
  g_string_append_printf (key, " %s %d %d %s", recipe->weighting, recipe->sharing.kind,
                          recipe->sharing.experts, recipe->freeze != NULL ? recipe->freeze : "");
  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    g_string_append_printf (key, " %s:%s", task->column, task->branch);
  }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
keep (MienSpeeds *self, const char *key, double speed)
{
  double *value = g_new (double, 1);

  *value = speed;
  g_hash_table_replace (self->known, g_strdup (key), value);
}

static gpointer
measure_on_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const MienRecipe *recipe = g_task_get_task_data (task);
  double *speed = g_new (double, 1);
  GError *error = NULL;

  mien_priority_lower ();
  *speed = mien_trial_measure (recipe->network, &recipe->preprocessing, recipe->batch,
                               count_threads (recipe), g_task_get_cancellable (task), &error);
  if (error == NULL) {
    g_task_return_pointer (task, speed, g_free);
  } else {
    g_free (speed);
    g_task_return_error (task, error);
  }
  return NULL;
}

static void
on_measured (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienSpeeds) self = data;
  g_autoptr (MienRecipe) next = g_steal_pointer (&self->wanted);
  g_autoptr (GError) error = NULL;
  g_autofree double *speed = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_object (&self->cancellable);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    keep (self, self->measured, speed != NULL ? *speed : 0.0);
  g_clear_pointer (&self->measured, g_free);
  if (next != NULL)
    mien_speeds_measure (self, next);
  g_signal_emit (self, changed_signal, 0);
}

/* A thread of its own, as one of GTask's would keep the lower priority for its other work. */
static void
begin (MienSpeeds *self, const MienRecipe *recipe)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  self->measured = make_key (recipe);
  task = g_task_new (NULL, self->cancellable, on_measured, g_object_ref (self));
  g_task_set_task_data (task, mien_recipe_copy (recipe), (GDestroyNotify) mien_recipe_free);
  self->thread = g_thread_new ("mien-trial", measure_on_thread, g_steal_pointer (&task));
}

double
mien_speeds_get (MienSpeeds *self, const MienRecipe *recipe)
{
  g_return_val_if_fail (MIEN_IS_SPEEDS (self), 0.0);

  g_autofree char *key = make_key (recipe);
  const double *speed = g_hash_table_lookup (self->known, key);

  return speed != NULL ? *speed : 0.0;
}

void
mien_speeds_measure (MienSpeeds *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_SPEEDS (self));

  g_autofree char *key = make_key (recipe);

  g_clear_pointer (&self->wanted, mien_recipe_free);
  if (!mien_recipe_is_plain (recipe)) {
    mien_speeds_stop (self);
    return;
  }
  if (self->measured == NULL && !g_hash_table_contains (self->known, key)) {
    begin (self, recipe);
    g_signal_emit (self, changed_signal, 0);
  } else if (self->measured != NULL && (!g_str_equal (self->measured, key) ||
                                        g_cancellable_is_cancelled (self->cancellable))) {
    g_cancellable_cancel (self->cancellable);
    self->wanted = mien_recipe_copy (recipe);
  }
}

gboolean
mien_speeds_is_measuring (MienSpeeds *self)
{
  g_return_val_if_fail (MIEN_IS_SPEEDS (self), FALSE);

  return self->measured != NULL;
}

void
mien_speeds_stop (MienSpeeds *self)
{
  g_return_if_fail (MIEN_IS_SPEEDS (self));

  g_clear_pointer (&self->wanted, mien_recipe_free);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
mien_speeds_close (MienSpeeds *self)
{
  mien_speeds_stop (self);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
mien_speeds_learn (MienSpeeds *self, const MienRecipe *recipe, double images_per_second)
{
  g_return_if_fail (MIEN_IS_SPEEDS (self) && images_per_second > 0.0);

  g_autofree char *key = make_key (recipe);

  keep (self, key, images_per_second);
  g_signal_emit (self, changed_signal, 0);
}

/* A thread that measures holds a reference, so none is left here. */
static void
mien_speeds_finalize (GObject *object)
{
  MienSpeeds *self = MIEN_SPEEDS (object);

  g_clear_pointer (&self->wanted, mien_recipe_free);
  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (mien_speeds_parent_class)->finalize (object);
}

static void
mien_speeds_class_init (MienSpeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_speeds_finalize;
  changed_signal = g_signal_new ("changed", MIEN_TYPE_SPEEDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
mien_speeds_init (MienSpeeds *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

MienSpeeds *
mien_speeds_new (void)
{
  return g_object_new (MIEN_TYPE_SPEEDS, NULL);
}
