/* Multi-task attention network: masks of their own on what tasks share. */
#include "engine/network/sharing-private.h"

/* A stage of the trunk as attention sees it. */
typedef struct {
  MienUnit unit;
  int halfway, end; /* layers: u and p of the paper, of one shape */
} Shared;

/* One task's attention as it grows. */
typedef struct {
  MienGraph *graph;
  const MienGraph *preset;
  int passed; /* the layer that gives f (a); -1 at the first stage */
} Attention;

static gboolean
same_shape (MienShape a, MienShape b)
{
  return a.c == b.c && a.h == b.h && a.w == b.w;
}

static gboolean
is_flat (MienShape shape)
{
  return shape.h * shape.w == 1;
}

/* --- the trunk --- */

static int
find_halfway (const MienGraph *self, int first, int end)
{
  int n = 0, seen = 0;

  for (int i = first; i <= end; i++)
    n += mien_graph_layer (self, i)->type == MIEN_LAYER_RELU;
  for (int i = first; i < end && n > 1; i++)
    if (mien_graph_layer (self, i)->type == MIEN_LAYER_RELU && ++seen == n / 2)
      return same_shape (mien_graph_layer (self, i)->out, mien_graph_layer (self, end)->out) ? i
                                                                                             : end;
  return end;
}

/* All stages that learn, and the poolings between them; those at the end are each task's own.
 *
 * Returns: (element-type Shared) (transfer full) */
static GArray *
add_trunk (MienGraph *self, const MienGraph *preset)
{
  g_autoptr (GArray) units = mien_sharing_find_units (preset);
  GArray *trunk = g_array_new (FALSE, FALSE, sizeof (Shared));
  int input = -1;

  for (guint u = 0; u < units->len; u++) {
    const MienUnit *unit = &g_array_index (units, MienUnit, u);
    int first = mien_graph_last (self) + 1;

    input = mien_sharing_copy_stage (self, preset, unit->first, input, NULL);
    Shared shared = {*unit, find_halfway (self, first, input), input};
    g_array_append_val (trunk, shared);
    for (guint s = 1; u + 1 < units->len && s < unit->n_stages; s++)
      input = mien_sharing_copy_stage (self, preset, unit->first + s, input, NULL);
  }
  return trunk;
}

/* --- one task's attention --- */

static MienShape
shape_of (const Attention *self, int layer)
{
  return mien_graph_layer (self->graph, layer)->out;
}

/* A convolution of @kernel x @kernel behind layer @input; of flat numbers a full layer. Then a
 * norm.
 */
static MienShape
add_conv (const Attention *self, int input, int width, int kernel, int stride)
{
  const MienSlide window = mien_slide_square (kernel, stride, kernel / 2);
  MienShape shape = shape_of (self, input);
  MienLayer *conv = is_flat (shape) ? mien_layer_linear_new (shape, width)
                                    : mien_layer_conv_new_full (shape, width, &window, 1, FALSE);

  shape = mien_graph_add_behind (self->graph, conv, input);
  return mien_graph_add (self->graph, mien_layer_batch_norm_new (shape));
}

/* Returns: the layer that g reads: [u; f (a)], at the first stage u alone */
static int
add_what_is_seen (const Attention *self, const Shared *shared)
{
  const int both[] = {shared->halfway, self->passed};

  if (self->passed < 0)
    return shared->halfway;
  mien_graph_add_reading (self->graph,
                          mien_layer_concatenation_new (shape_of (self, shared->halfway),
                                                        shape_of (self, self->passed).c),
                          both);
  return mien_graph_last (self->graph);
}

/* Returns: the layer that gives what the mask lets through */
static int
add_attention (const Attention *self, const Shared *shared, guint number)
{
  MienShape shape = shape_of (self, shared->end);
  g_autofree char *name = g_strdup_printf ("attention%u", number);

  shape = add_conv (self, add_what_is_seen (self, shared), shape.c, 1, 1);
  mien_graph_add (self->graph, mien_layer_relu_new (shape));
  shape = add_conv (self, mien_graph_last (self->graph), shape.c, 1, 1);
  mien_graph_add (self->graph, mien_layer_sigmoid_new (shape));

  const int both[] = {mien_graph_last (self->graph), shared->end};
  mien_graph_add_reading (self->graph, mien_layer_product_new (shape), both);
  mien_graph_end_stage (self->graph, name,
                        g_strdup_printf (is_flat (shape) ? "mask by 2 × fully connected %d"
                                                         : "mask by 2 × conv 1×1, %d",
                                         shape.c));
  return mien_graph_last (self->graph);
}

/* The poolings behind a stage, for what attention gave there. */
static int
add_poolings (const Attention *self, const Shared *shared, int input)
{
  for (guint s = 1; s < shared->unit.n_stages; s++)
    input =
        mien_sharing_copy_stage (self->graph, self->preset, shared->unit.first + s, input, NULL);
  return input;
}

/* f: to the width and size of what the next stage gives halfway. */
static int
add_passage (const Attention *self, int input, MienShape next, guint number)
{
  g_autofree char *name = g_strdup_printf ("passage%u", number);
  MienShape shape = shape_of (self, input);
  gboolean ends_picture = is_flat (next) && !is_flat (shape);

  if (ends_picture) {
    mien_graph_add_behind (self->graph, mien_layer_global_average_new (shape), input);
    input = mien_graph_last (self->graph);
  }
  shape = add_conv (self, input, next.c, 3, shape.h > next.h && !ends_picture ? 2 : 1);
  mien_graph_add (self->graph, mien_layer_relu_new (shape));
  mien_graph_end_stage (self->graph, name,
                        g_strdup_printf (is_flat (next) ? "%sfully connected %d, batch norm, ReLU"
                                                        : "%sconv 3×3, %d, batch norm, ReLU",
                                         ends_picture ? "mean of each map, " : "", next.c));
  return mien_graph_last (self->graph);
}

/* Returns: where the task's head begins */
static int
add_task (Attention *self, GArray *trunk)
{
  int end = -1;

  for (guint u = 0; u < trunk->len; u++) {
    const Shared *shared = &g_array_index (trunk, Shared, u);

    end = add_poolings (self, shared, add_attention (self, shared, u + 1));
    if (u + 1 < trunk->len) {
      int next = g_array_index (trunk, Shared, u + 1).halfway;

      self->passed = add_passage (self, end, shape_of (self, next), u + 1);
    }
  }
  return end;
}

MienGraph *
mien_build_mtan (const MienGraph *preset, GPtrArray *tasks)
{
  MienGraph *self = mien_graph_new ();
  g_autoptr (GArray) trunk = add_trunk (self, preset);

  for (guint t = 0; t < tasks->len; t++) {
    Attention attention = {self, preset, -1};
    g_autofree char *prefix = g_strdup_printf ("attention.%s", mien_sharing_task_name (tasks, t));

    mien_graph_set_owner (self, (int) t, prefix);
    mien_graph_set_end (self, t, add_task (&attention, trunk));
  }
  return self;
}
