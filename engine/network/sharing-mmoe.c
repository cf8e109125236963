/* Multi-gate mixture of experts. */
#include "engine/network/sharing-private.h"

/* Pixels a side that a gate looks at, at most. */
#define MAX_GATE_SIZE 48

/* Returns: the number of its last layer */
static int
add_expert (MienGraph *self, const MienGraph *preset, int number)
{
  g_autofree char *prefix = g_strdup_printf ("experts.%d", number);
  g_autofree char *of = g_strdup_printf ("expert %d", number + 1);
  int end = -1;

  mien_graph_set_owner (self, -1, prefix);
  for (guint s = 0; s < preset->stages->len; s++)
    end = mien_sharing_copy_stage (self, preset, s, end, of);
  return end;
}

/* Returns: the number of the layer that gives its logits */
static int
add_gate (MienGraph *self, MienShape shape, int n_experts)
{
  int step = (MAX (shape.h, shape.w) + MAX_GATE_SIZE - 1) / MAX_GATE_SIZE, input = -1;

  if (step > 1) {
    const MienSlide window = mien_slide_square (step, step, 0);

    shape = mien_graph_add_behind (self, mien_layer_average_pool_new (shape, &window), input);
    input = mien_graph_last (self);
  }
  shape = mien_graph_add_behind (self, mien_layer_flatten_new (shape), input);
  mien_graph_add (self, mien_layer_linear_new (shape, n_experts));
  mien_graph_end_stage (self, "gate",
                        g_strdup_printf ("fully connected %d, softmax over experts", n_experts));
  return mien_graph_last (self);
}

/* @inputs: [n_experts + 1] the experts' ends, and room for the gate */
static void
add_mixture (MienGraph *self, MienShape input, int *inputs, int n_experts)
{
  MienShape shape = mien_graph_layer (self, inputs[0])->out;

  inputs[n_experts] = add_gate (self, input, n_experts);
  mien_graph_add_reading (self, mien_layer_mixture_new (shape, n_experts), inputs);
  mien_graph_end_stage (self, "mixture", g_strdup_printf ("mixture of %d experts", n_experts));
}

MienGraph *
mien_build_mmoe (const MienGraph *preset, MienShape input, GPtrArray *tasks, int n_experts)
{
  MienGraph *self = mien_graph_new ();
  g_autofree int *inputs = g_new (int, n_experts + 1);

  for (int e = 0; e < n_experts; e++)
    inputs[e] = add_expert (self, preset, e);
  for (guint t = 0; t < tasks->len; t++) {
    g_autofree char *prefix = g_strdup_printf ("gates.%s", mien_sharing_task_name (tasks, t));

    mien_graph_set_owner (self, (int) t, prefix);
    add_mixture (self, input, inputs, n_experts);
    mien_graph_set_end (self, t, mien_graph_last (self));
  }
  return self;
}
