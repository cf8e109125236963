/* What was asked, in words; and how to ask it again. */
#include "engine/study/repeat.h"
#include "engine/study/report/report-private.h"

#include <math.h>
#include <string.h>

static void
add_row (MienCells *table, const char *name, const char *value)
{
  mien_cells_begin_row (table);
  mien_cells_add (table, name);
  mien_cells_add (table, value);
}

static void G_GNUC_PRINTF (3, 4)
    add_format (MienCells *table, const char *name, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_autofree char *value = g_strdup_vprintf (format, list);
  va_end (list);
  add_row (table, name, value);
}

static char *
number (double value)
{
  return mien_number_text ("%g", value);
}

static void
tell_task (MienCells *table, const MienRecipeTask *task)
{
  g_autofree char *weight = number (task->weight);
  g_autofree char *name = g_strdup_printf ("%s task", mien_role_name (task->role));

  *name = g_ascii_toupper (*name);
  add_format (table, name, "%s%s%s, weight %s", task->column,
              task->loss != NULL ? ", learned by " : "", task->loss != NULL ? task->loss : "",
              weight);
}

static void
tell_optimizer (MienCells *table, const MienRecipe *recipe)
{
  g_autofree char *lr = number (recipe->optimizer.lr);
  g_autofree char *decay = number (recipe->optimizer.weight_decay);

  add_format (table, "Optimizer", "%s, learning rate %s, schedule %s%s%s",
              mien_optimizer_name (recipe->optimizer.kind), lr,
              mien_schedule_name (recipe->optimizer.schedule.kind),
              recipe->optimizer.weight_decay > 0.0 ? ", weight decay " : "",
              recipe->optimizer.weight_decay > 0.0 ? decay : "");
}

static void
tell_split (MienCells *table, const MienRecipe *recipe)
{
  g_autofree char *validation = number (100.0 * recipe->validation);

  if (recipe->folds > 1)
    add_format (table, "Split", "%s, %d folds, %s %% of what is learned from for validation",
                mien_split_kind_name (recipe->split), recipe->folds, validation);
  else
    add_format (table, "Split", "%s, %s %% of what is learned from for validation",
                mien_split_kind_name (recipe->split), validation);
}

void
mien_report_recipe (MienDocument *doc, const MienRecipe *recipe, gboolean study)
{
  MienCells *table;

  mien_document_add_heading (doc, 2, "Recipe");
  table = mien_document_add_table (doc, "What was asked; the whole recipe is at the end.");
  mien_cells_add_columns (table, "what|setting");
  for (guint t = 0; t < recipe->tasks->len; t++)
    tell_task (table, g_ptr_array_index (recipe->tasks, t));
  add_format (table, "Pictures", "%d × %d pixels, %s", recipe->preprocessing.size,
              recipe->preprocessing.size, recipe->preprocessing.channels == 1 ? "grey" : "colour");
  tell_split (table, recipe);
  add_row (table, "Network", recipe->network);
  add_row (table, "Weighting of tasks", recipe->weighting);
  tell_optimizer (table, recipe);
  add_format (table, "Length", "%d epochs, batches of %d faces", recipe->epochs, recipe->batch);
  if (study)
    add_format (table, "Seeds", "%d, from %" G_GUINT64_FORMAT, MAX (recipe->seeds, 1),
                recipe->seed);
  else
    add_format (table, "Seed", "%" G_GUINT64_FORMAT, recipe->seed);
}

/* What the figures depend on beside the recipe. */
static void
tell_machine (MienDocument *doc, const MienRecipe *recipe, MienRun *run)
{
  JsonObject *result = run != NULL ? json_node_get_object (run->result) : NULL;

  if (result == NULL)
    return;
  g_autofree char *threads = recipe->threads > 0 ? g_strdup_printf ("%d", recipe->threads)
                                                 : g_strdup ("one for each core");
  mien_document_add_paragraph (
      doc, "Trained with Mien %s, instruction set %s, threads: %s, which change no result.",
      json_object_get_string_member_with_default (result, "mien", "–"),
      json_object_get_string_member_with_default (result, "isa", "–"), threads);
}

void
mien_report_repetition (MienDocument *doc,
                        const MienRecipe *recipe,
                        const char *command,
                        MienRun *run)
{
  g_autofree char *json = mien_recipe_to_json (recipe, !g_str_equal (command, "train"));
  g_autofree char *line = g_strdup_printf ("mien-run %s recipe.json --out again", command);

  mien_document_add_heading (doc, 2, "How to repeat it");
  mien_document_add_text (
      doc, "Save the recipe below as recipe.json and run this command; the same recipe, data and "
           "version of Mien give the same bits on any number of threads of one kind of processor.");
  mien_document_add_preformatted (doc, line);
  tell_machine (doc, recipe, run);
  mien_document_add_preformatted (doc, g_strchomp (json));
}

void
mien_report_run_repetition (MienDocument *doc, MienRun *run)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (run->folder, &why);

  if (recipe != NULL) {
    mien_report_repetition (doc, recipe, "train", run);
    return;
  }
  mien_document_add_heading (doc, 2, "How to repeat it");
  mien_document_add_paragraph (doc, "No recipe alone repeats this run: %s.", why->message);
}
