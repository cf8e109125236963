/* What the ways of sharing build their graphs from. Private to network. */
#pragma once

#include "engine/network/sharing.h"
#include "engine/network/task.h"

G_BEGIN_DECLS

/* A stage of a preset that learns, and those behind it that do not. */
typedef struct {
  guint first, n_stages;
} MienUnit;

/* (element-type MienUnit) (transfer full): all stages of @preset */
GArray *mien_sharing_find_units (const MienGraph *preset);

/**
 * mien_sharing_copy_stage:
 * @stage: of @preset
 * @input: the layer of @self that is read where @stage reads the stage before it
 * @of: (nullable): which copy it is, for the stage's name: "block1 of expert 2"
 *
 * Returns: the number of the last layer
 */
int mien_sharing_copy_stage (MienGraph *self,
                             const MienGraph *preset,
                             guint stage,
                             int input,
                             const char *of);

static inline const char *
mien_sharing_task_name (GPtrArray *tasks, guint t)
{
  return ((const MienTask *) g_ptr_array_index (tasks, t))->name;
}

MienGraph *mien_build_cross_stitch (const MienGraph *preset, GPtrArray *tasks);
MienGraph *
mien_build_mmoe (const MienGraph *preset, MienShape input, GPtrArray *tasks, int n_experts);
MienGraph *mien_build_mtan (const MienGraph *preset, GPtrArray *tasks);

G_END_DECLS
