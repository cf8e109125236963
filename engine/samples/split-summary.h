/* What a split comes to: the faces of each class, and of each person or group, in each part. */
#pragma once

#include "engine/samples/split.h"

G_BEGIN_DECLS

/* How many samples of one name are in each part. */
typedef struct {
  char *name; /* "" for samples whose label is missing */
  guint parts[MIEN_N_PARTS];
} MienSplitCount;

/**
 * MienSplitSummary:
 * @parts: all samples of each part
 * @left_out: samples in no part
 * @column: (nullable): the column of @classes
 * @classes: (element-type MienSplitCount): in the column's order
 * @group_column: (nullable): the column of @groups
 * @groups: (element-type MienSplitCount): those that are in a part, by the first of their parts
 */
typedef struct {
  guint parts[MIEN_N_PARTS];
  guint left_out;
  char *column;
  GArray *classes;
  char *group_column;
  GArray *groups;
} MienSplitSummary;

MienSplitSummary *mien_split_summary_new (void); /* of nothing, to be filled */
/* (transfer full): @parts as mien_split_assign() gives them; classes are those of @settings'
 * stratify, groups those that its kind keeps together, or else its subject's. */
MienSplitSummary *
mien_split_summarise (MienDataset *dataset, const MienSplitSettings *settings, const gint8 *parts);
void mien_split_summary_free (MienSplitSummary *self);

/* Groups that are in two parts or three */
guint mien_split_summary_count_divided (const MienSplitSummary *self);
/* Groups that are in @part, perhaps in others too */
guint mien_split_summary_count_groups (const MienSplitSummary *self, MienPart part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSplitSummary, mien_split_summary_free)

G_END_DECLS
