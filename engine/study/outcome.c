#include "config.h"

#include "engine/samples/labels.h"
#include "engine/study/run-private.h"
#include "engine/study/split-figure.h"
#include "engine/study/statistics/bootstrap.h"
#include "engine/study/statistics/statistics.h"
#include "engine/training/metrics-json.h"

#include <math.h>
#include <string.h>

/* Resamples behind an interval: enough for its ends to stand still to the third digit. */
enum {
  N_RESAMPLES = 500
};

/* One task's labels and answers on one part, row after row. */
typedef struct {
  const MienTaskPredictions *task;
  guint n;
  guint *rows; /* of the predictions */
  float *labels, *outputs;
} Part;

static void
part_clear (Part *part)
{
  g_free (part->rows);
  g_free (part->labels);
  g_free (part->outputs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static void
copy_row (Part *part, guint to, guint row)
{
  gsize label_width = (gsize) part->task->label_width, width = (gsize) part->task->task->width;

  memcpy (part->labels + to * label_width, part->task->label + row * label_width,
          label_width * sizeof (float));
  memcpy (part->outputs + to * width, part->task->output + row * width, width * sizeof (float));
}

static Part
gather (const MienPredictions *predictions, const MienTaskPredictions *task, MienPart wanted)
{
  Part part = {.task = task};

  part.rows = g_new (guint, MAX (predictions->n, 1));
  part.labels = g_new (float, MAX (predictions->n, 1) * (gsize) task->label_width);
  part.outputs = g_new (float, MAX (predictions->n, 1) * (gsize) task->task->width);
  for (guint i = 0; i < predictions->n; i++)
    if (predictions->parts[i] == wanted) {
      copy_row (&part, part.n, i);
      part.rows[part.n++] = i;
    }
  return part;
}

/* What the head gave, up to what its loss does not heed: a probability's logarithm, or its odds'.
 */
static double
unsquash (const MienTask *task, double output)
{
  if (task->kind == MIEN_KIND_FLAGS)
    return log (MAX (output, 1e-12)) - log (MAX (1.0 - output, 1e-12));
  return task->names != NULL ? log (MAX (output, 1e-12)) : (output - task->offset) / task->scale;
}

/* The task's plain loss from what it answered, over the labels that are there. */
static double
measure_loss (const Part *part, const MienTaskSettings *settings)
{
  const MienTask *task = part->task->task;
  gsize width = (gsize) task->width, label_width = (gsize) part->task->label_width;
  g_autofree float *logits = g_new0 (float, MAX (part->n, 1) * width);
  g_autofree float *targets =
      g_memdup2 (part->labels, MAX (part->n, 1) * label_width * sizeof (float));
  int n_labelled = 0;

  for (gsize i = 0; i < part->n; i++) {
    for (gsize k = 0; k < label_width; k++)
      if (isnan (part->outputs[i * width]))
        targets[i * label_width + k] = NAN;
      else if (task->kind == MIEN_KIND_SCALAR)
        targets[i] = (float) (((double) targets[i] - task->offset) / task->scale);
    for (gsize k = 0; k < width && !isnan (part->outputs[i * width]); k++)
      logits[i * width + k] = (float) unsquash (task, (double) part->outputs[i * width + k]);
  }
  double loss = mien_loss_forward (settings->loss, settings->loss_options, (int) part->n,
                                   task->width, logits, targets, NULL, &n_labelled);
  return n_labelled > 0 ? loss : (double) NAN;
}

/* Who each row shows; rows of nobody known are each their own. */
static guint
group_rows (const Part *part, const MienColumn *subject, guint *groups)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_groups = 0;

  for (guint i = 0; i < part->n; i++) {
    int person = subject != NULL ? mien_column_get_class (subject, part->rows[i]) : -1;
    gpointer found = NULL;

    if (person >= 0 &&
        g_hash_table_lookup_extended (seen, GINT_TO_POINTER (person), NULL, &found)) {
      groups[i] = GPOINTER_TO_UINT (found);
      continue;
    }
    if (person >= 0)
      g_hash_table_insert (seen, GINT_TO_POINTER (person), GUINT_TO_POINTER (n_groups));
    groups[i] = n_groups++;
  }
  return n_groups;
}

/* The rows of @part whose groups were drawn, as often as they were. */
static void
draw_rows (const Part *part, const guint *groups, guint n_groups, guint resample, Part *again)
{
  gsize label_width = (gsize) part->task->label_width, width = (gsize) part->task->task->width;
  g_autofree guint *drawn = g_new (guint, n_groups);
  g_autofree guint *times = g_new0 (guint, n_groups);
  gsize n = 0;

  mien_bootstrap_draw (drawn, n_groups, 1, resample);
  for (guint g = 0; g < n_groups; g++)
    times[drawn[g]]++;
  for (guint i = 0; i < part->n; i++)
    n += times[groups[i]];
  again->labels = g_renew (float, again->labels, MAX (n, 1) * label_width);
  again->outputs = g_renew (float, again->outputs, MAX (n, 1) * width);
  again->n = 0;
  for (guint i = 0; i < part->n; i++)
    for (guint k = 0; k < times[groups[i]]; k++)
      copy_row (again, again->n++, part->rows[i]);
}

/* The task's main metric, and the accuracy where that is another: what an interval is told of. */
static guint
list_metrics (const MienTask *task, const char *names[2])
{
  gboolean answers = task->names != NULL;

  names[0] = mien_metric_main (task->kind);
  names[1] = "accuracy";
  return answers && !g_str_equal (names[0], names[1]) ? 2 : 1;
}

static JsonArray *
describe_interval (double *values, guint n)
{
  JsonArray *interval = json_array_new ();

  json_array_add_double_element (interval, mien_quantile (values, n, 0.025));
  json_array_add_double_element (interval, mien_quantile (values, n, 0.975));
  return interval;
}

/* Percentile bootstrap over whole groups: Efron & Tibshirani, "An Introduction to the Bootstrap",
 * 1993, chapter 13. "interval" is of the main metric, "accuracy_interval" of the accuracy. */
static void
add_intervals (JsonObject *object, const Part *part, const MienColumn *subject)
{
  g_autofree guint *groups = g_new (guint, MAX (part->n, 1));
  guint n_groups = group_rows (part, subject, groups), n_values[2] = {0};
  g_auto (Part) again = {.task = part->task};
  double values[2][N_RESAMPLES];
  const char *names[2];
  guint n_names = list_metrics (part->task->task, names);

  for (guint resample = 0; n_groups >= 2 && resample < N_RESAMPLES; resample++) {
    draw_rows (part, groups, n_groups, resample, &again);
    g_autoptr (GArray) metrics =
        mien_metrics_compute (part->task->task, again.n, again.labels, again.outputs);
    for (guint m = 0; m < n_names; m++) {
      double value = mien_metrics_get (metrics, names[m]);

      if (isfinite (value))
        values[m][n_values[m]++] = value;
    }
  }
  for (guint m = 0; m < n_names; m++)
    if (n_values[m] >= N_RESAMPLES / 2)
      json_object_set_array_member (object, m == 0 ? "interval" : "accuracy_interval",
                                    describe_interval (values[m], n_values[m]));
}

/* @figures: (out) (optional): those of each class */
static JsonObject *
describe_part (const MienPredictions *predictions,
               const MienTaskPredictions *task,
               const MienTaskSettings *settings,
               MienPart wanted,
               const MienColumn *subject,
               GArray **figures)
{
  g_auto (Part) part = gather (predictions, task, wanted);
  g_autoptr (GArray) metrics =
      mien_metrics_compute_all (task->task, part.n, part.labels, part.outputs);
  JsonObject *object = mien_metrics_to_json (metrics);

  mien_json_put_number (object, "loss", measure_loss (&part, settings));
  if (wanted == MIEN_PART_TEST)
    add_intervals (object, &part, subject);
  if (figures != NULL)
    *figures = mien_metrics_per_class (task->task, part.n, part.labels, part.outputs);
  return object;
}

/* How much a face of each class, or a yes of each flag, counted in the training loss. */
static JsonObject *
describe_weights (const MienTaskSettings *settings, const double *weights)
{
  JsonObject *object = json_object_new (), *values = json_object_new ();

  for (guint c = 0; settings->column->names[c] != NULL; c++)
    json_object_set_double_member (values, settings->column->names[c], weights[c]);
  json_object_set_string_member (object, "method",
                                 settings->class_weights != MIEN_CLASS_WEIGHTS_NONE
                                     ? mien_class_weights_name (settings->class_weights)
                                     : mien_loss_name (settings->loss));
  json_object_set_object_member (object, "weights", values);
  return object;
}

static JsonObject *
describe_task (const MienCompiled *run,
               const MienPredictions *predictions,
               guint t,
               const MienColumn *subject)
{
  const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);
  const MienTaskSettings *settings = &g_array_index (run->settings.tasks, MienTaskSettings, t);
  const MienRecipeTask *wanted = g_ptr_array_index (run->recipe->tasks, t);
  g_autofree double *weights = mien_task_settings_weigh (settings, run->parts);
  g_autoptr (GArray) figures = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", mien_kind_name (task->task->kind));
  json_object_set_string_member (object, "role", mien_role_name (settings->role));
  json_object_set_string_member (object, "metric", mien_metric_main (task->task->kind));
  if (wanted->labels < 1.0)
    json_object_set_double_member (object, "labels", wanted->labels);
  if (wanted->shuffle)
    json_object_set_boolean_member (object, "shuffle", TRUE);
  if (task->task->names != NULL) {
    JsonArray *classes = json_array_new ();

    for (char **name = task->task->names; *name != NULL; name++)
      json_array_add_string_element (classes, *name);
    json_object_set_array_member (object, "classes", classes);
  }
  json_object_set_string_member (object, "learned_by", mien_loss_name (settings->loss));
  if (weights != NULL)
    json_object_set_object_member (object, "class_weights", describe_weights (settings, weights));
  if (run->unscored[t] > 0)
    json_object_set_int_member (object, "unscored", run->unscored[t]);
  json_object_set_object_member (
      object, "test",
      describe_part (predictions, task, settings, MIEN_PART_TEST, subject, &figures));
  if (figures->len > 0)
    json_object_set_object_member (object, "per_class", mien_class_figures_to_json (figures));
  json_object_set_object_member (
      object, "validation",
      describe_part (predictions, task, settings, MIEN_PART_VALIDATION, subject, NULL));
  return object;
}

static JsonObject *
count_parts (const MienCompiled *run)
{
  guint counts[MIEN_N_PARTS] = {0};
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < run->faces->n; i++)
    if (run->parts[i] != MIEN_PART_NONE)
      counts[run->parts[i]]++;
  for (int part = 0; part < MIEN_N_PARTS; part++)
    json_object_set_int_member (object, mien_part_name ((MienPart) part), counts[part]);
  return object;
}

/* How many faces of each part have a label of each task that is learned and scored. */
static JsonObject *
count_labels (const MienCompiled *run)
{
  JsonObject *object = json_object_new ();

  for (guint t = 0; t < run->columns->len; t++) {
    const MienColumn *column = g_ptr_array_index (run->columns, t);
    JsonObject *parts = json_object_new ();
    guint counts[MIEN_N_PARTS];

    mien_labels_count (column, run->parts, counts);
    for (int part = 0; part < MIEN_N_PARTS; part++)
      json_object_set_int_member (parts, mien_part_name ((MienPart) part), counts[part]);
    json_object_set_object_member (object, column->name, parts);
  }
  return object;
}

static int
count_folds (const MienCompiled *run)
{
  MienSplitSettings split = mien_recipe_get_split (run->recipe, run->dataset);

  return mien_split_count_folds (run->dataset, &split);
}

static JsonObject *
describe_split (const MienCompiled *run)
{
  MienSplitSettings split = mien_recipe_get_split (run->recipe, run->dataset);
  g_autoptr (MienSplitSummary) summary = mien_split_summarise (run->dataset, &split, run->parts);

  return mien_split_summary_to_json (summary);
}

/* Of the data, not of this machine, whose cache may be full. */
static void
count_problems (const MienCompiled *run, JsonObject *object)
{
  const MienFaces *faces = run->faces;

  json_object_set_int_member (object, "problems",
                              mien_dataset_get_problems (run->dataset)->len + faces->n -
                                  faces->n_usable + (faces->n_without_points > 0));
  if (faces->n_without_points > 0)
    json_object_set_int_member (object, "without_points", faces->n_without_points);
}

JsonNode *
mien_outcome_describe (const MienCompiled *run,
                       const char *folder,
                       const char *arm,
                       const MienTrainingOutcome *outcome,
                       MienPredictions *predictions)
{
  JsonObject *object = json_object_new (), *tasks = json_object_new ();
  JsonObject *samples = count_parts (run), *sharing = mien_sharing_describe (run, predictions);
  const MienColumn *subject = mien_dataset_find_subject (run->dataset, run->recipe->subject);
  g_autofree char *data = mien_dataset_fingerprint (run->dataset);
  gboolean validated = json_object_get_int_member (samples, "validation") > 0;
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint t = 0; t < predictions->tasks->len; t++) {
    const MienTaskPredictions *task = g_ptr_array_index (predictions->tasks, t);

    json_object_set_object_member (tasks, task->task->name,
                                   describe_task (run, predictions, t, subject));
  }
  json_object_set_string_member (object, "run", folder);
  if (arm != NULL)
    json_object_set_string_member (object, "arm", arm);
  json_object_set_string_member (object, "mien", MIEN_VERSION);
  json_object_set_int_member (object, "format", MIEN_RUN_FORMAT);
  json_object_set_string_member (object, "fingerprint", outcome->fingerprint);
  json_object_set_string_member (object, "model_fingerprint", outcome->model_fingerprint);
  json_object_set_string_member (object, "data", data);
  json_object_set_string_member (object, "isa", outcome->isa);
  json_object_set_double_member (object, "seconds", outcome->seconds);
  json_object_set_double_member (object, "images_per_second", outcome->images_per_second);
  json_object_set_int_member (object, "fold", run->recipe->fold);
  json_object_set_int_member (object, "folds", count_folds (run));
  json_object_set_int_member (object, "epochs", run->settings.epochs);
  json_object_set_int_member (object, "epochs_trained", outcome->epochs);
  json_object_set_string_member (object, "ended_by", outcome->gave_up ? "stop_after" : "epochs");
  json_object_set_int_member (object, "best_epoch", outcome->best_epoch);
  json_object_set_string_member (object, "sampling", mien_sampling_name (run->settings.sampling));
  json_object_set_string_member (object, "picked_by", validated ? "validation" : "train");
  json_object_set_string_member (object, "interval_over",
                                 subject != NULL ? subject->name : "samples");
  mien_outcome_add_training (object, run, outcome);
  count_problems (run, object);
  json_object_set_string_member (object, "main", mien_recipe_get_main (run->recipe)->column);
  json_object_set_object_member (samples, "labels", count_labels (run));
  json_object_set_object_member (object, "samples", samples);
  json_object_set_object_member (object, "split", describe_split (run));
  json_object_set_object_member (object, "leaks", mien_leaks_describe (run));
  json_object_set_object_member (object, "tasks", tasks);
  if (sharing != NULL)
    json_object_set_object_member (object, "sharing", sharing);
  mien_told_describe (object, folder);
  JsonNode *start = mien_run_describe_start (run, folder);
  if (start != NULL)
    json_object_set_member (object, "start", start);
  json_object_unref (object);
  return node;
}
