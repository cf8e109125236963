/* The arms of a study: what each came to, and what each changes. */
#include "engine/study/recipe-difference.h"
#include "engine/study/report/report-private.h"

#include <math.h>
#include <string.h>

static double
find_deviation (const GArray *values, double mean)
{
  double sum = 0.0;

  if (values->len < 2)
    return (double) NAN;
  for (guint i = 0; i < values->len; i++) {
    double away = g_array_index (values, double, i) - mean;

    sum += away * away;
  }
  return sqrt (sum / (values->len - 1));
}

/* The mean over the finished runs of @arm of a figure of the main task on the test part */
static double
find_mean (const MienReportStudy *self, const char *arm, const char *metric)
{
  double sum = 0.0;
  guint n = 0;

  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);
    MienRun *run = g_ptr_array_index (self->runs, i);
    double value = run != NULL && planned->trial < 0 && g_str_equal (planned->arm, arm)
                       ? mien_run_get_metric (run, NULL, "test", metric)
                       : (double) NAN;

    if (isfinite (value)) {
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / n : (double) NAN;
}

static gboolean
has_majority (const MienReportStudy *self)
{
  for (guint a = 0; a < self->study->arms->len; a++)
    if (isfinite (find_mean (
            self, ((MienArmResult *) g_ptr_array_index (self->study->arms, a))->name, "majority")))
      return TRUE;
  return FALSE;
}

MienCells *
mien_report_arms_table (const MienReportStudy *self)
{
  MienCells *table = mien_cells_new ();
  gboolean classes = has_majority (self);
  g_autofree char *metric = mien_report_metric (self->study->metric);

  mien_cells_add_columns (table, "arm|#runs");
  mien_cells_add_column (table, metric, TRUE);
  mien_cells_add_columns (table, "#SD|#95 % interval");
  if (classes)
    mien_cells_add_columns (table, "#accuracy|#always the commonest class");
  for (guint a = 0; a < self->study->arms->len; a++) {
    const MienArmResult *arm = g_ptr_array_index (self->study->arms, a);

    mien_cells_begin_row (table);
    mien_cells_add (table, arm->name);
    mien_cells_add_format (table, "%u", arm->values->len);
    mien_cells_add_number (table, "%.3f", arm->mean);
    mien_cells_add_number (table, "%.3f", find_deviation (arm->values, arm->mean));
    mien_cells_add_interval (table, arm->low, arm->high);
    if (classes) {
      mien_cells_add_number (table, "%.3f", find_mean (self, arm->name, "accuracy"));
      mien_cells_add_number (table, "%.3f", find_mean (self, arm->name, "majority"));
    }
  }
  return table;
}

/* Which part picked the epoch, and over what the intervals of single runs go. */
static void
tell_picking (MienDocument *doc, const MienReportStudy *self)
{
  guint by_train = 0, n = 0;

  for (guint i = 0; i < self->runs->len; i++) {
    MienRun *run = g_ptr_array_index (self->runs, i);
    const char *part = run != NULL
                           ? json_object_get_string_member_with_default (
                                 json_node_get_object (run->result), "picked_by", "validation")
                           : NULL;

    n += part != NULL;
    by_train += g_strcmp0 (part, "train") == 0;
  }
  if (n > 0 && by_train == 0)
    mien_document_add_text (doc, "The epoch of every run was picked by its validation part; the "
                                 "test part was looked at once, at the end.");
  else if (n > 0)
    mien_document_add_paragraph (doc,
                                 "The epoch of %u of %u runs was picked by the training part, as "
                                 "there was no validation part.",
                                 by_train, n);
}

void
mien_report_arms (MienDocument *doc, const MienReportStudy *self)
{
  g_autofree char *metric = mien_report_metric (self->study->metric);
  g_autofree char *caption = g_strdup_printf (
      "%s of %s on the test part: mean over the runs of each arm, their standard deviation (SD) "
      "and the 95 %% interval of the mean by Student's t.",
      metric, self->study->main);

  *caption = g_ascii_toupper (*caption);
  mien_document_add_heading (doc, 2, "Arms");
  mien_document_take_table (doc, mien_report_arms_table (self), caption);
  tell_picking (doc, self);
}

/* --- what each changes --- */

static MienRecipe *
apply (const MienReportStudy *self, const char *arm)
{
  for (guint a = 0; a < self->study->recipe->arms->len; a++) {
    const MienArm *one = g_ptr_array_index (self->study->recipe->arms, a);

    if (g_str_equal (one->name, arm))
      return mien_recipe_apply (self->study->recipe, one, NULL);
  }
  return NULL;
}

/* "tasks.valence" of "tasks.valence.weight"; where but one recipe learns the task, that is all
 * there is to tell of it. */
static char *
find_subject (const MienRecipeDifference *difference)
{
  const char *dot = strrchr (difference->path, '.');
  gboolean whole = g_str_has_prefix (difference->path, "tasks.") && dot != NULL &&
                   (difference->texts[0] == NULL || difference->texts[1] == NULL) &&
                   g_str_has_suffix (difference->path, ".role");

  return whole ? g_strndup (difference->path, (gsize) (dot - difference->path))
               : g_strdup (difference->path);
}

static gboolean
is_told (const MienRecipeDifference *difference, const char *task)
{
  return task != NULL && g_str_has_prefix (difference->path, task) &&
         difference->path[strlen (task)] == '.' &&
         (difference->texts[0] == NULL || difference->texts[1] == NULL);
}

/* JSON's numbers have all the digits that a double has, which nobody wrote. */
static void
add_value (MienCells *table, const char *text, gboolean whole)
{
  char *end = NULL;
  double value = text != NULL ? g_ascii_strtod (text, &end) : 0.0;

  if (text == NULL || whole)
    mien_cells_add (table, whole && text != NULL ? "learned" : "–");
  else if (*text != '\0' && *end == '\0')
    mien_cells_add_number (table, "%.10g", value);
  else
    mien_cells_add (table, text);
}

static void
tell_arm (MienCells *table, const char *name, const MienRecipe *first, const MienRecipe *other)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *task = NULL;
  guint n = 0;

  g_ptr_array_add (lists, mien_recipe_list_values (first));
  g_ptr_array_add (lists, mien_recipe_list_values (other));
  differences = mien_recipe_find_differences (lists);
  for (guint i = 0; i < differences->len; i++) {
    const MienRecipeDifference *difference = g_ptr_array_index (differences, i);
    g_autofree char *subject = find_subject (difference);
    gboolean whole = !g_str_equal (subject, difference->path);

    if (is_told (difference, task))
      continue;
    mien_cells_begin_row (table);
    mien_cells_add (table, n++ == 0 ? name : "");
    mien_cells_add (table, subject);
    add_value (table, difference->texts[0], whole);
    add_value (table, difference->texts[1], whole);
    if (whole) {
      g_free (task);
      task = g_steal_pointer (&subject);
    }
  }
  if (n > 0)
    return;
  mien_cells_begin_row (table);
  mien_cells_add (table, name);
  mien_cells_add (table, "nothing in the recipe itself");
}

void
mien_report_changed_keys (MienDocument *doc, const MienReportStudy *self)
{
  const MienArmResult *first =
      self->study->arms->len > 1 ? g_ptr_array_index (self->study->arms, 0) : NULL;
  g_autoptr (MienRecipe) reference = first != NULL ? apply (self, first->name) : NULL;
  g_autofree char *caption = NULL;
  MienCells *table;

  if (reference == NULL)
    return;
  caption = g_strdup_printf ("What each arm changes against “%s”.", first->name);
  mien_document_add_heading (doc, 3, "What the arms change");
  table = mien_document_add_table (doc, caption);
  mien_cells_add_columns (table, "arm|key of the recipe");
  mien_cells_add_column (table, first->name, FALSE);
  mien_cells_add_column (table, "this arm", FALSE);
  for (guint a = 1; a < self->study->arms->len; a++) {
    const MienArmResult *arm = g_ptr_array_index (self->study->arms, a);
    g_autoptr (MienRecipe) other = apply (self, arm->name);

    if (other != NULL)
      tell_arm (table, arm->name, reference, other);
  }
}
