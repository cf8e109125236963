/* Ways in which tasks share a network, each on top of any preset. */
#pragma once

#include "engine/network/graph.h"

G_BEGIN_DECLS

/**
 * MienSharingKind:
 * @MIEN_SHARING_HARD: one trunk for all tasks, up to where each leaves it
 * @MIEN_SHARING_CROSS_STITCH: a trunk for each task, stitched together after every stage that
 * learns
 * @MIEN_SHARING_MMOE: several trunks, the experts, which each task mixes by a gate of its own
 * @MIEN_SHARING_MTAN: one trunk, at every stage of which each task has an attention of its own
 */
typedef enum {
  MIEN_SHARING_HARD,
  MIEN_SHARING_CROSS_STITCH,
  MIEN_SHARING_MMOE,
  MIEN_SHARING_MTAN,
  MIEN_N_SHARINGS,
} MienSharingKind;

#define MIEN_DEFAULT_EXPERTS 4
#define MIEN_MAX_EXPERTS 32

/* @experts: 1 … %MIEN_MAX_EXPERTS; %MIEN_SHARING_MMOE alone reads it */
typedef struct {
  MienSharingKind kind;
  int experts;
} MienSharing;

const char *mien_sharing_name (MienSharingKind kind); /* (nullable): past the last */
gboolean mien_sharing_from_name (const char *name, MienSharingKind *kind);

/**
 * mien_sharing_build:
 * @preset: one of mien_network_presets()
 * @input: of the pictures, n = 1
 * @tasks: (element-type MienTask): whose ends the graph will have
 * @error: as mien_preset_build()
 *
 * hard: the preset as it is.
 *
 * cross-stitch: each task has a column, a copy of the preset. After each stage that learns, and the
 *   poolings that follow it, column t goes on with sum_b alpha_tb x_b: Misra, Shrivastava, Gupta &
 *   Hebert, "Cross-Stitch Networks for Multi-Task Learning", CVPR 2016, one alpha for all
 *   channels. Columns and alphas are everybody's; they are called "columns.TASK.N" and
 *   "stitches.TASK.N".
 *
 * mmoe: @experts copies of the preset, everybody's, "experts.E.N". Each task mixes their outputs by
 *   the softmax of a full layer on the flattened picture, its own, "gates.TASK.N": Ma et al.,
 *   "Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts", KDD
 *   2018. Pictures of more than 48 pixels a side are averaged down to at most that before
 *   the gate, so that it never outweighs the experts.
 *
 * mtan: one trunk, everybody's, "trunk.N". At each stage that learns each task has, as its own and
 *   called "attention.TASK.N", a mask that the stage's output is multiplied with: sigmoid (norm (h
 *   (ReLU (norm (g ([u; f (a)])))))), where u is what the stage gives halfway, a what the task's
 *   attention gave at the stage before, g and h are 1x1 convolutions as wide as the stage, and f, a
 *   3x3 convolution with norm and ReLU, takes a to the width and size of u: Liu, Johns & Davison,
 *   "End-to-End Multi-Task Learning with Attention", CVPR 2019. Where a stage has no
 *   halfway, u is its output. Where stages are flat, as all of mlp's are, the convolutions are full
 *   layers, behind the mean of each map where the picture ends. Apart from the paper, f is the
 *   task's own rather than one for all tasks, and comes after the pooling rather than before it,
 *   which costs a quarter.
 *
 * Returns: (transfer full) (nullable)
 */
MienGraph *mien_sharing_build (const MienSharing *self,
                               const char *preset,
                               MienShape input,
                               GPtrArray *tasks,
                               GError **error);

G_END_DECLS
