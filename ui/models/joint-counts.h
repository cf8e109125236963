/* How many samples have each pair of values of two columns. */
#pragma once

#include "ui/models/balance.h"

G_BEGIN_DECLS

typedef struct {
  MienBalance *rows, *columns; /* the values, with their names and terms; missing ones last */
  char *row_title, *column_title;
  guint *counts; /* [rows->n,columns->n] */
} MienJointCounts;

/* A sample with several flags is counted in the row of each. */
MienJointCounts *mien_joint_counts_new (const MienColumn *rows, const MienColumn *columns);
void mien_joint_counts_free (MienJointCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienJointCounts, mien_joint_counts_free)

G_END_DECLS
