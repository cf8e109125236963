#include "ui/pages/train-words.h"

#include "ui/models/metric-words.h"

#include <glib/gi18n.h>
#include <math.h>

gboolean
mien_train_state_is_running (MienTrainState state)
{
  return state > MIEN_TRAIN_QUEUED && state < MIEN_TRAIN_FINISHED;
}

const char *
mien_train_state_words (MienTrainState state, const char *doing)
{
  switch (state) {
  case MIEN_TRAIN_QUEUED:
    return _ ("Waits in the queue");
  case MIEN_TRAIN_PREPARING:
    return doing != NULL ? doing : _ ("Starting");
  case MIEN_TRAIN_TRAINING:
    return doing != NULL ? doing : _ ("Training");
  case MIEN_TRAIN_PAUSED:
    return _ ("Paused");
  case MIEN_TRAIN_STOPPING:
    return _ ("Stopping…");
  case MIEN_TRAIN_FINISHED:
    return _ ("Finished");
  case MIEN_TRAIN_STOPPED:
    return _ ("Stopped");
  case MIEN_TRAIN_FAILED:
    return _ ("Failed");
  case MIEN_TRAIN_NONE:
  default:
    return "";
  }
}

char *
mien_train_tasks_words (const MienRecipe *recipe)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; recipe != NULL && recipe->tasks != NULL && i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", task->column);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
mien_train_branch_words (GPtrArray *branches, const char *folder)
{
  for (guint i = 0; i < branches->len; i++) {
    const MienBranchRun *branch = g_ptr_array_index (branches, i);

    if (g_strcmp0 (branch->folder, folder) == 0)
      /* Translators: the name of a branch of a training, its number, and how many there are. */
      return g_strdup_printf (_ ("%s · branch %u of %u"), branch->name, i + 1, branches->len);
  }
  return g_strdup (_ ("Branches"));
}

static void
append_part (GString *text, char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static void
append_speed (GString *text, const MienTrainProgress *progress)
{
  if (progress->images_per_second > 0.0)
    /* Translators: %.0f is a number of pictures. */
    append_part (text, g_strdup_printf (_ ("%.0f images a second"), progress->images_per_second));
  if (isfinite (progress->seconds_left) && progress->state != MIEN_TRAIN_STOPPING) {
    g_autofree char *left = mien_duration_words (progress->seconds_left);

    /* Translators: %s is a duration. */
    append_part (text, g_strdup_printf (_ ("%s left"), left));
  }
}

char *
mien_train_progress_words (const MienTrainProgress *progress)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (progress->n_runs > 1)
    append_part (text, g_strdup_printf (_ ("run %d of %d"), progress->run + 1, progress->n_runs));
  if (progress->epoch > 0 && progress->n_epochs > 0)
    append_part (text, g_strdup_printf (_ ("epoch %d of %d"), progress->epoch, progress->n_epochs));
  else if (progress->epoch > 0)
    append_part (text, g_strdup_printf (_ ("epoch %d"), progress->epoch));
  if (mien_train_state_is_running (progress->state))
    append_speed (text, progress);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
