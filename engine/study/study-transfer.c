#include "engine/study/ready-arms.h"
#include "engine/study/study-private.h"

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
turn (MienComparison *self)
{
  double low = self->low;

  self->less_is_better = FALSE;
  self->difference = -self->difference;
  self->effect = -self->effect;
  self->low = -self->high;
  self->high = -low;
  for (guint i = 0; i < self->differences->len; i++)
    g_array_index (self->differences, double, i) *= -1.0;
}

static MienComparison *
compare (const MienMeasurements *all, guint task, const char *a, const char *b)
{
  MienComparison *comparison = mien_study_compare (all, task, a, b);

  if (comparison->less_is_better)
    turn (comparison);
  return comparison;
}

/* Every cell of the table is one of the comparisons that a reader may pick from. */
static void
adjust (MienTransfer *self, int n_folds)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < self->n * self->n; i++)
    if (self->gain[i] != NULL)
      g_ptr_array_add (cells, self->gain[i]);
  for (guint t = 0; t < self->n; t++)
    if (self->together[t] != NULL)
      g_ptr_array_add (cells, self->together[t]);
  mien_comparisons_adjust ((MienComparison **) cells->pdata, cells->len, n_folds);
}

MienTransfer *
mien_transfer_collect (const MienMeasurements *all)
{
  g_autoptr (MienTransferPlan) plan = mien_transfer_plan_new (all->recipe);
  MienTransfer *self;

  if (plan == NULL)
    return NULL;
  self = transfer_new (plan);
  for (guint t = 0; t < self->n; t++) {
    self->tasks[t] = g_strdup (plan->tasks[t]);
    self->metrics[t] = g_strdup (all->metrics[t]);
    for (guint other = 0; other < self->n; other++)
      if (plan->pairs[t * self->n + other] != NULL)
        self->gain[t * self->n + other] =
            compare (all, t, plan->alone[t], plan->pairs[t * self->n + other]);
    if (plan->together != NULL)
      self->together[t] = compare (all, t, plan->alone[t], plan->together);
  }
  adjust (self, all->n_folds);
  return self;
}

static JsonNode *
describe_cell (const MienComparison *cell)
{
  g_autoptr (JsonObject) object = cell != NULL ? mien_comparison_to_json (cell) : NULL;
  JsonNode *node = json_node_alloc ();

  return object != NULL ? json_node_init_object (node, object) : json_node_init_null (node);
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
