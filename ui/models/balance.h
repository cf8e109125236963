/* How many samples each class, flag or range of values has. */
#pragma once

#include "engine/samples/dataset.h"

G_BEGIN_DECLS

typedef struct {
  GStrv names;    /* NULL-terminated, as shown */
  GStrv terms;    /* as many: what a sample query calls them */
  double *counts; /* as many */
  guint n;
} MienBalance;

/* Scalars are counted in ten ranges of equal width; points have no balance and give n = 0. */
MienBalance *mien_balance_new (const MienColumn *column);
void mien_balance_free (MienBalance *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBalance, mien_balance_free)

G_END_DECLS
