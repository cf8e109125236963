/* What tasks have for themselves: copies of the stages behind the one that they branch from, and
 * their heads. */
#pragma once

#include "engine/network/graph.h"
#include "engine/network/task.h"

G_BEGIN_DECLS

/* Layers of the graph that belong to one task: its copies, and then its head, whose last layer
 * gives the answer. */
typedef struct {
  guint first_copy, first, end;
} MienHead;

/**
 * mien_graph_add_tasks:
 * @self: what is shared; other stages than the last may be branched from unless it has
 *   mien_graph_set_end() or layers that belong to tasks
 * @tasks: (element-type MienTask)
 * @heads: (out caller-allocates): [n_tasks]
 * @error: %MIEN_ERROR_RANGE for a task that it cannot have
 *
 * A task that branches from a stage has its own copies of the stages behind it
 * ("branches.TASK.N.weight", N as in the trunk), with first weights of their own draws. Shared
 * layers that are left without a reader go. Hidden layers of heads, with their ReLUs, are
 * "hidden.TASK.N.weight", the last is "heads.TASK.weight". The tasks are added from the last to the
 * first: on the way back the first then comes first.
 */
gboolean mien_graph_add_tasks (MienGraph *self, GPtrArray *tasks, MienHead *heads, GError **error);

G_END_DECLS
