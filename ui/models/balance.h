/* How many samples each class, flag or range of values has. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

typedef struct {
  GStrv names;    /* NULL-terminated, as shown */
  GStrv terms;    /* as many: what a sample query calls them */
  double *counts; /* as many */
  guint n;
  double low, high, step; /* of a scalar: smallest and largest value, width of a range */
} MienBalance;

/* Scalars are counted in ten ranges of equal width; missing values, where there are any, come last;
 * points have no balance and give n = 0. */
MienBalance *mien_balance_new (const MienColumn *column);
/* In which of them @sample is counted: how many, and their numbers in @bins [n]. */
guint
mien_balance_find (const MienBalance *self, const MienColumn *column, guint sample, guint *bins);
void mien_balance_free (MienBalance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBalance, mien_balance_free)

G_END_DECLS
