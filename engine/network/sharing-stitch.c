/* Cross-stitch networks: a column for each task. */
#include "engine/network/sharing-private.h"

static void
set_owner (MienGraph *self, const char *what, const char *task)
{
  g_autofree char *prefix = g_strdup_printf ("%s.%s", what, task);

  mien_graph_set_owner (self, -1, prefix);
}

/* @ends: [n_tasks] what the columns have come to; what they come to */
static void
add_columns (MienGraph *self,
             const MienGraph *preset,
             const MienUnit *unit,
             GPtrArray *tasks,
             int *ends)
{
  for (guint t = 0; t < tasks->len; t++) {
    const char *task = mien_sharing_task_name (tasks, t);

    set_owner (self, "columns", task);
    for (guint s = unit->first; s < unit->first + unit->n_stages; s++)
      ends[t] = mien_sharing_copy_stage (self, preset, s, ends[t], task);
  }
}

/* Each reads what all columns have come to. */
static void
add_stitches (MienGraph *self, guint number, GPtrArray *tasks, int *ends)
{
  MienShape shape = mien_graph_layer (self, ends[0])->out;
  g_autofree int *columns = g_memdup2 (ends, tasks->len * sizeof (int));

  for (guint t = 0; t < tasks->len; t++) {
    const char *task = mien_sharing_task_name (tasks, t);
    g_autofree char *name = g_strdup_printf ("stitch%u of %s", number, task);

    set_owner (self, "stitches", task);
    mien_graph_add_reading (self, mien_layer_stitch_new (shape, (int) tasks->len, (int) t),
                            columns);
    mien_graph_end_stage (self, name, g_strdup ("cross-stitch of all columns"));
    ends[t] = mien_graph_last (self);
  }
}

MienGraph *
mien_build_cross_stitch (const MienGraph *preset, GPtrArray *tasks)
{
  MienGraph *self = mien_graph_new ();
  g_autoptr (GArray) units = mien_sharing_find_units (preset);
  g_autofree int *ends = g_new (int, tasks->len);

  for (guint t = 0; t < tasks->len; t++)
    ends[t] = -1;
  for (guint u = 0; u < units->len; u++) {
    add_columns (self, preset, &g_array_index (units, MienUnit, u), tasks, ends);
    add_stitches (self, u + 1, tasks, ends);
  }
  for (guint t = 0; t < tasks->len; t++)
    mien_graph_set_end (self, t, ends[t]);
  return self;
}
