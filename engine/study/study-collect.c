#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/statistics.h"
#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

#include <math.h>
#include <string.h>

static void
arm_result_free (gpointer data)
{
  MienArmResult *arm = data;

  g_free (arm->name);
  g_array_unref (arm->values);
  g_free (arm);
}

static void
comparison_free (gpointer data)
{
  MienComparison *comparison = data;

  g_free (comparison->a);
  g_free (comparison->b);
  g_free (comparison->test);
  g_array_unref (comparison->differences);
  g_free (comparison);
}

static MienStudy *
study_new (const char *folder)
{
  MienStudy *self = g_new0 (MienStudy, 1);

  self->folder = g_strdup (folder);
  self->arms = g_ptr_array_new_with_free_func (arm_result_free);
  self->comparisons = g_ptr_array_new_with_free_func (comparison_free);
  return self;
}

void
mien_study_free (MienStudy *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->main);
  g_free (self->metric);
  g_free (self->words);
  g_ptr_array_unref (self->arms);
  g_ptr_array_unref (self->comparisons);
  g_free (self);
}

/* The main metric of every planned run, in the plan's order; NaN where a run is not finished. */
typedef struct {
  const MienPlannedRun *run;
  double value;
} Measured;

static GArray *
measure (GPtrArray *plan, const char *metric)
{
  GArray *measured = g_array_new (FALSE, FALSE, sizeof (Measured));

  for (guint i = 0; i < plan->len; i++) {
    Measured item = {.run = g_ptr_array_index (plan, i), .value = NAN};
    g_autoptr (MienRun) run =
        mien_folder_is_run (item.run->folder) ? mien_run_open (item.run->folder, NULL) : NULL;

    if (run != NULL && run->state == MIEN_RUN_FINISHED)
      item.value = mien_run_get_metric (run, NULL, "test", metric);
    g_array_append_val (measured, item);
  }
  return measured;
}

static void
add_arm (MienStudy *self, const char *name, GArray *measured)
{
  MienArmResult *arm = g_new0 (MienArmResult, 1);

  arm->name = g_strdup (name);
  arm->values = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < measured->len; i++) {
    const Measured *item = &g_array_index (measured, Measured, i);

    if (g_str_equal (item->run->arm, name) && isfinite (item->value))
      g_array_append_val (arm->values, item->value);
  }
  MienInterval interval =
      mien_mean_interval ((const double *) (void *) arm->values->data, arm->values->len);
  arm->mean = interval.mean;
  arm->low = interval.low;
  arm->high = interval.high;
  g_ptr_array_add (self->arms, arm);
}

/* b - a for every fold and seed that both arms have finished. */
static GArray *
find_pairs (GArray *measured, const char *a, const char *b)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < measured->len; i++) {
    const Measured *first = &g_array_index (measured, Measured, i);

    for (guint j = 0; g_str_equal (first->run->arm, a) && j < measured->len; j++) {
      const Measured *second = &g_array_index (measured, Measured, j);
      double difference = second->value - first->value;

      if (g_str_equal (second->run->arm, b) && second->run->fold == first->run->fold &&
          second->run->seed == first->run->seed && isfinite (difference))
        g_array_append_val (differences, difference);
    }
  }
  return differences;
}

static void
add_comparison (MienStudy *self, GArray *measured, const char *a, const char *b, int n_folds)
{
  MienComparison *comparison = g_new0 (MienComparison, 1);
  MienInterval interval;

  comparison->a = g_strdup (a);
  comparison->b = g_strdup (b);
  comparison->differences = find_pairs (measured, a, b);
  comparison->pairs = comparison->differences->len;
  interval = mien_corrected_t ((const double *) (void *) comparison->differences->data,
                               comparison->pairs, n_folds > 1 ? 1.0 / (n_folds - 1) : 0.0);
  comparison->difference = interval.mean;
  comparison->low = interval.low;
  comparison->high = interval.high;
  comparison->p = interval.p;
  comparison->test = g_strdup (comparison->pairs < 2 ? "none"
                               : n_folds > 1         ? "corrected resampled t"
                                                     : "paired t");
  g_ptr_array_add (self->comparisons, comparison);
}

static void
say_comparison (GString *text, const MienStudy *self, const MienComparison *comparison)
{
  g_autofree char *metric = g_strdelimit (g_strdup (self->metric), "_", ' ');

  if (comparison->pairs == 0) {
    g_string_append_printf (text, "“%s” and “%s” have no pair of finished runs yet. ",
                            comparison->a, comparison->b);
    return;
  }
  g_string_append_printf (text, "“%s” against “%s”: %+.1f points of %s", comparison->b,
                          comparison->a, 100.0 * comparison->difference, metric);
  if (comparison->pairs < 2) {
    g_string_append (text,
                     " in a single pair of runs, which says nothing about chance: no winner. ");
    return;
  }
  g_string_append_printf (
      text, ", 95 %% interval [%.1f, %.1f], %u paired runs, p = %.3f: ", 100.0 * comparison->low,
      100.0 * comparison->high, comparison->pairs, comparison->p);
  if (!(comparison->low > 0.0 || comparison->high < 0.0))
    g_string_append (text, "no difference can be claimed. ");
  else
    g_string_append (text, comparison->difference > 0.0 ? "a gain. " : "a loss. ");
}

static char *
make_words (const MienStudy *self, int n_folds)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->comparisons->len; i++)
    say_comparison (text, self, g_ptr_array_index (self->comparisons, i));
  if (n_folds == 1)
    g_string_append (text,
                     "All runs share one split, so the chance in who is in the test part is not in "
                     "these intervals; folds would bring it in.");
  return g_strstrip (g_strdup (text->str));
}

/* Folds that the runs on disk show, for splits whose number follows from the data. */
static int
count_folds (const MienRecipe *recipe, const char *folder)
{
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autoptr (GDir) dir = g_dir_open (runs, 0, NULL);
  const char *name;
  int most = 0;

  if (recipe->split != MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT)
    return MAX (recipe->folds, 1);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_auto (GStrv) parts = g_strsplit (name, "-", -1);
    guint n = g_strv_length (parts);

    if (n >= 3)
      most = MAX (most, (int) g_ascii_strtoll (parts[n - 2], NULL, 10));
  }
  return most + 1;
}

static const char *
find_metric (GPtrArray *plan)
{
  for (guint i = 0; i < plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (plan, i);
    g_autoptr (MienNetwork) network = NULL;
    g_autoptr (MienRun) run =
        mien_folder_is_run (planned->folder) ? mien_run_open (planned->folder, NULL) : NULL;

    if (run != NULL)
      network = mien_run_load_model (run, NULL);
    if (network != NULL) {
      int task = mien_network_find_task (network, mien_run_get_main (run));

      if (task >= 0)
        return mien_metric_main (
            ((MienTask *) g_ptr_array_index (mien_network_get_tasks (network), (guint) task))
                ->kind);
    }
  }
  return mien_metric_main (MIEN_KIND_CLASS);
}

MienStudy *
mien_study_collect (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, error);
  g_autoptr (MienStudy) self = study_new (folder);
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GArray) measured = NULL;

  if (recipe == NULL)
    return NULL;
  int n_folds = count_folds (recipe, folder);
  plan = mien_study_plan (recipe, folder, n_folds, error);
  if (plan == NULL)
    return NULL;
  self->main = g_strdup (mien_recipe_get_main (recipe)->column);
  self->metric = g_strdup (find_metric (plan));
  measured = measure (plan, self->metric);
  for (guint a = 0; a < recipe->arms->len; a++)
    add_arm (self, ((MienArm *) g_ptr_array_index (recipe->arms, a))->name, measured);
  for (guint a = 1; a < self->arms->len; a++)
    add_comparison (self, measured, ((MienArmResult *) g_ptr_array_index (self->arms, 0))->name,
                    ((MienArmResult *) g_ptr_array_index (self->arms, a))->name, n_folds);
  self->words = make_words (self, n_folds);
  return g_steal_pointer (&self);
}

/* A study that is done is what it says; collecting it again gives the same figures. */
MienStudy *
mien_study_open (const char *folder, GError **error)
{
  return mien_study_collect (folder, error);
}

static void
add_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static JsonArray *
describe_values (GArray *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < values->len; i++)
    json_array_add_double_element (array, g_array_index (values, double, i));
  return array;
}

static void
add_interval (JsonObject *object, double low, double high)
{
  JsonArray *array = json_array_new ();

  if (isfinite (low) && isfinite (high)) {
    json_array_add_double_element (array, low);
    json_array_add_double_element (array, high);
    json_object_set_array_member (object, "interval", array);
  } else {
    json_array_unref (array);
    json_object_set_null_member (object, "interval");
  }
}

static JsonObject *
describe_arm (const MienArmResult *arm)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", arm->name);
  json_object_set_array_member (object, "values", describe_values (arm->values));
  add_number (object, "mean", arm->mean);
  add_interval (object, arm->low, arm->high);
  return object;
}

static JsonObject *
describe_comparison (const MienComparison *comparison)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "a", comparison->a);
  json_object_set_string_member (object, "b", comparison->b);
  add_number (object, "difference", comparison->difference);
  add_interval (object, comparison->low, comparison->high);
  add_number (object, "p", comparison->p);
  json_object_set_string_member (object, "test", comparison->test);
  json_object_set_int_member (object, "pairs", comparison->pairs);
  json_object_set_array_member (object, "differences", describe_values (comparison->differences));
  return object;
}

JsonNode *
mien_study_to_json (MienStudy *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *arms = json_array_new (), *comparisons = json_array_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint i = 0; i < self->arms->len; i++)
    json_array_add_object_element (arms, describe_arm (g_ptr_array_index (self->arms, i)));
  for (guint i = 0; i < self->comparisons->len; i++)
    json_array_add_object_element (comparisons,
                                   describe_comparison (g_ptr_array_index (self->comparisons, i)));
  json_object_set_string_member (object, "study", self->folder);
  json_object_set_int_member (object, "ranks", 1);
  json_object_set_string_member (object, "main", self->main);
  json_object_set_string_member (object, "metric", self->metric);
  json_object_set_array_member (object, "arms", arms);
  json_object_set_array_member (object, "comparisons", comparisons);
  json_object_set_string_member (object, "words", self->words);
  json_object_unref (object);
  return node;
}
