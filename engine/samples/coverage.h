/* How many labels there are: of every column, in every data set, in every part of a split. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/**
 * MienCoverage:
 * @columns: names, NULL-terminated; the column that tells the data sets apart is not among them
 * @sources: names of the data sets that were opened as one; one entry "" where there is one alone
 * @counts: [columns,sources,MIEN_N_PARTS] samples with a label
 * @samples: [sources,MIEN_N_PARTS] all samples
 */
typedef struct {
  char **columns;
  char **sources;
  guint *counts;
  guint *samples;
} MienCoverage;

/* @parts: (nullable): [n] of MienPart; NULL counts the data set's own parts where it has them, else
 * everything as training. Excluded samples do not count. (transfer full) */
MienCoverage *mien_coverage_count (MienDataset *dataset, const gint8 *parts);
void mien_coverage_free (MienCoverage *self);

guint mien_coverage_get (const MienCoverage *self, guint column, guint source, MienPart part);
/* Over all data sets */
guint mien_coverage_sum (const MienCoverage *self, guint column, MienPart part);
/* Whether a data set has no label at all of what another has labels of */
gboolean mien_coverage_is_patchy (const MienCoverage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienCoverage, mien_coverage_free)

G_END_DECLS
