#include "engine/network/branch.h"

#include "engine/core/error.h"

/* Draws of a task's own layers are keyed apart from those of the trunk, and not by how many tasks
 * there are. */
enum {
  OWN_NUMBERS = 1 << 16,
  HIDDEN_NUMBERS = 1 << 15
};

static const MienTask *
task_at (GPtrArray *tasks, guint t)
{
  return g_ptr_array_index (tasks, t);
}

/* --- where tasks branch --- */

static char *
list_stages (const MienGraph *graph)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint s = 0; s < graph->stages->len; s++)
    g_string_append_printf (names, "%s%s", s > 0 ? ", " : "", mien_graph_stage (graph, s)->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
is_plain (const MienGraph *graph)
{
  for (guint i = 0; i < graph->layers->len; i++)
    if (mien_graph_layer (graph, (int) i)->task >= 0)
      return FALSE;
  return graph->ends->len == 0;
}

/* Returns: how many layers of the trunk @task reads of before its own; 0 where it cannot */
static guint
find_branch (const MienGraph *graph, const MienTask *task, GError **error)
{
  g_autofree char *known = list_stages (graph);

  if (g_str_equal (task->branch, "trunk"))
    return graph->layers->len;
  if (!is_plain (graph)) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_RANGE,
        "Task “%s” branches from “%s”, but in this network the tasks share in another way; "
        "let it branch from “trunk”",
        task->name, task->branch);
    return 0;
  }
  for (guint s = 0; s < graph->stages->len; s++) {
    const MienGraphStage *stage = mien_graph_stage (graph, s);

    if (g_str_equal (stage->name, task->branch))
      return stage->first + stage->n_layers;
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "Task “%s” branches from “%s”, which this network does not have; its stages are %s",
               task->name, task->branch, known);
  return 0;
}

static gboolean
find_branches (const MienGraph *graph, GPtrArray *tasks, guint *n_shared, GError **error)
{
  for (guint t = 0; t < tasks->len; t++) {
    if (task_at (tasks, t)->width < 1) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "Task “%s” has nothing to answer",
                   task_at (tasks, t)->name);
      return FALSE;
    }
    n_shared[t] = find_branch (graph, task_at (tasks, t), error);
    if (n_shared[t] == 0)
      return FALSE;
  }
  return TRUE;
}

/* --- what a task has of its own --- */

/* Layers that a task owns are called after what they are, and not after their place. */
static void
add_own (MienGraph *graph, MienLayer *layer, const int *inputs, char *name, guint number)
{
  layer->name = name;
  mien_graph_add_reading (graph, layer, inputs);
  layer->number = number;
}

/* Copies of the layers @given from @first on. */
static void
add_copies (MienGraph *graph, GPtrArray *given, guint t, const MienTask *task, guint first)
{
  int ahead = (int) graph->layers->len - (int) first;

  for (guint i = first; i < given->len; i++) {
    const MienLayer *from = g_ptr_array_index (given, i);
    g_autofree int *inputs = g_memdup2 (from->inputs, (gsize) from->n_inputs * sizeof (int));

    for (int k = 0; k < from->n_inputs; k++)
      inputs[k] += inputs[k] >= (int) first ? ahead : 0;
    add_own (graph, mien_layer_copy (from), inputs,
             g_strdup_printf ("branches.%s.%u", task->name, i), (t + 1) * OWN_NUMBERS + i);
  }
}

static void
add_hidden (MienGraph *graph, guint t, const MienTask *task, int *end)
{
  for (guint i = 0; i < 2 * (guint) task->n_hidden; i++) {
    MienShape shape = mien_graph_layer (graph, *end)->out;
    MienLayer *layer = i % 2 == 0 ? mien_layer_linear_new (shape, task->hidden_width)
                                  : mien_layer_relu_new (shape);

    add_own (graph, layer, end, g_strdup_printf ("hidden.%s.%u", task->name, i),
             (t + 1) * OWN_NUMBERS + HIDDEN_NUMBERS + i);
    *end = mien_graph_last (graph);
  }
}

static void
add_head (MienGraph *graph, guint t, const MienTask *task, int end, guint number)
{
  add_hidden (graph, t, task, &end);
  add_own (graph, mien_layer_linear_new (mien_graph_layer (graph, end)->out, task->width), &end,
           g_strconcat ("heads.", task->name, NULL), number + t);
}

/* @n_shared: layers that @task reads of before its own */
static void
add_task (MienGraph *graph,
          GPtrArray *given,
          guint t,
          const MienTask *task,
          guint n_shared,
          MienHead *head)
{
  int end = mien_graph_end (graph, t);

  mien_graph_set_owner (graph, (int) t, task->name);
  head->first_copy = graph->layers->len;
  add_copies (graph, given, t, task, n_shared);
  head->first = graph->layers->len;
  add_head (graph, t, task, n_shared < given->len ? mien_graph_last (graph) : end, given->len);
  head->end = graph->layers->len;
}

/* --- the graph --- */

static guint
most (const guint *values, guint n)
{
  guint most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, values[i]);
  return most;
}

/* Takes away, without freeing them, the layers that nobody shares.
 *
 * Returns: (transfer full): the layers that go */
static GPtrArray *
take_rest (MienGraph *graph, guint n_shared)
{
  GPtrArray *rest = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_layer_free);

  while (graph->layers->len > n_shared)
    g_ptr_array_add (rest, g_ptr_array_steal_index (graph->layers, graph->layers->len - 1));
  return rest;
}

/* Each task's copies of the stages, behind the @n_given that the trunk had, whose end goes. */
static void
add_stages (MienGraph *graph, guint n_given, const guint *n_shared, const MienHead *heads, guint n)
{
  for (guint t = 0; t < n; t++)
    for (guint s = 0; s < n_given; s++) {
      MienGraphStage stage = *mien_graph_stage (graph, s);

      if (stage.first < n_shared[t])
        continue;
      stage.first = stage.first - n_shared[t] + heads[t].first_copy;
      stage.text = g_strdup (stage.text);
      stage.task = (int) t;
      g_array_append_val (graph->stages, stage);
    }
  for (guint s = n_given; s-- > 0;)
    if (mien_graph_stage (graph, s)->first >= most (n_shared, n))
      g_array_remove_index (graph->stages, s);
}

gboolean
mien_graph_add_tasks (MienGraph *self, GPtrArray *tasks, MienHead *heads, GError **error)
{
  g_autofree guint *n_shared = g_new0 (guint, tasks->len);
  g_autoptr (GPtrArray) given = g_ptr_array_new ();
  guint n_stages = self->stages->len;

  if (!find_branches (self, tasks, n_shared, error))
    return FALSE;
  g_ptr_array_extend (given, self->layers, NULL, NULL);
  g_autoptr (GPtrArray) rest = take_rest (self, most (n_shared, tasks->len));
  for (guint t = tasks->len; t-- > 0;)
    add_task (self, given, t, task_at (tasks, t), n_shared[t], &heads[t]);
  add_stages (self, n_stages, n_shared, heads, tasks->len);
  return TRUE;
}
