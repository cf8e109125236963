#include "engine/study/ready-arms.h"
#include "engine/study/study-private.h"
#include "engine/training/metrics.h"

#include <math.h>

static MienTransfer *
transfer_new (const MienTransferPlan *plan)
{
  MienTransfer *self = g_new0 (MienTransfer, 1);

  self->n = plan->n;
  self->tasks = g_new0 (char *, self->n);
  self->metrics = g_new0 (char *, self->n);
  self->gain = g_new0 (MienComparison *, self->n * self->n);
  self->together = g_new0 (MienComparison *, self->n);
  return self;
}

void
mien_transfer_free (MienTransfer *self)
{
  if (self == NULL)
    return;
  for (guint t = 0; t < self->n; t++) {
    g_free (self->tasks[t]);
    g_free (self->metrics[t]);
    mien_comparison_free (self->together[t]);
  }
  for (guint i = 0; i < self->n * self->n; i++)
    mien_comparison_free (self->gain[i]);
  g_free (self->tasks);
  g_free (self->metrics);
  g_free (self->gain);
  g_free (self->together);
  g_free (self);
}

/* What is better when small is told the other way round, so that above 0 is a gain. */
static void
turn (MienComparison *comparison)
{
  double low = comparison->low;

  comparison->difference = -comparison->difference;
  comparison->low = -comparison->high;
  comparison->high = -low;
  for (guint i = 0; i < comparison->differences->len; i++)
    g_array_index (comparison->differences, double, i) *= -1.0;
}

static MienComparison *
compare (GArray *measured,
         guint task,
         const char *metric,
         const char *a,
         const char *b,
         int n_folds)
{
  MienComparison *comparison = mien_study_compare (measured, task, a, b, n_folds);

  if (metric != NULL && mien_metric_is_better (metric, 0.0, 1.0))
    turn (comparison);
  return comparison;
}

/* Every cell of the table is one of the comparisons that a reader may pick from. */
static void
adjust (MienTransfer *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < self->n * self->n; i++)
    if (self->gain[i] != NULL)
      g_ptr_array_add (cells, self->gain[i]);
  for (guint t = 0; t < self->n; t++)
    if (self->together[t] != NULL)
      g_ptr_array_add (cells, self->together[t]);
  mien_comparisons_adjust ((MienComparison **) cells->pdata, cells->len);
}

MienTransfer *
mien_transfer_collect (const MienRecipe *recipe,
                       GArray *measured,
                       char *const *metrics,
                       int n_folds)
{
  g_autoptr (MienTransferPlan) plan = mien_transfer_plan_new (recipe);
  MienTransfer *self;

  if (plan == NULL)
    return NULL;
  self = transfer_new (plan);
  for (guint t = 0; t < self->n; t++) {
    self->tasks[t] = g_strdup (plan->tasks[t]);
    self->metrics[t] = g_strdup (metrics[t]);
    for (guint other = 0; other < self->n; other++)
      if (plan->pairs[t * self->n + other] != NULL)
        self->gain[t * self->n + other] = compare (measured, t, metrics[t], plan->alone[t],
                                                   plan->pairs[t * self->n + other], n_folds);
    if (plan->together != NULL)
      self->together[t] =
          compare (measured, t, metrics[t], plan->alone[t], plan->together, n_folds);
  }
  adjust (self);
  return self;
}

static JsonNode *
describe_cell (const MienComparison *cell)
{
  JsonNode *node = json_node_alloc ();

  return cell != NULL ? json_node_init_object (node, mien_comparison_to_json (cell))
                      : json_node_init_null (node);
}

static JsonArray *
describe_row (MienComparison *const *cells, guint n)
{
  JsonArray *row = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_element (row, describe_cell (cells[i]));
  return row;
}

JsonObject *
mien_transfer_to_json (const MienTransfer *self)
{
  JsonObject *object = json_object_new (), *metrics = json_object_new ();
  JsonArray *tasks = json_array_new (), *gain = json_array_new ();

  for (guint t = 0; t < self->n; t++) {
    json_array_add_string_element (tasks, self->tasks[t]);
    if (self->metrics[t] != NULL)
      json_object_set_string_member (metrics, self->tasks[t], self->metrics[t]);
    json_array_add_array_element (gain, describe_row (self->gain + t * self->n, self->n));
  }
  json_object_set_array_member (object, "tasks", tasks);
  json_object_set_object_member (object, "metric", metrics);
  json_object_set_array_member (object, "gain", gain);
  json_object_set_array_member (object, "together", describe_row (self->together, self->n));
  return object;
}
