/* A search for doubts, for the files that each look for some kinds. */
#pragma once

#include "engine/samples/doubts.h"

G_BEGIN_DECLS

typedef struct {
  MienDataset *dataset;
  guint n;
  gboolean *use;             /* [n] not excluded */
  const gint8 *parts;        /* (nullable): [n] */
  gint8 *official;           /* (nullable): what @parts points to where nobody gave any */
  const MienColumn *subject; /* (nullable) */
  int folds;
  GPtrArray *problems; /* of MienProblem: what was found */
} MienDoubts;

/* What speaks for one doubt: samples, and the first few in words. */
typedef struct {
  GArray *samples; /* of guint */
  GString *examples;
  guint n_examples;
} MienEvidence;

MienEvidence *mien_evidence_new (void);
void mien_evidence_free (MienEvidence *self);
void mien_evidence_add (MienEvidence *self, guint sample);
/* Only the first three are kept; the others become one "…". */
void mien_evidence_show (MienEvidence *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Adds a problem with the evidence's samples. @path: (nullable): the first sample's id */
void mien_doubts_tell (MienDoubts *self,
                       const MienEvidence *evidence,
                       const char *path,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);

/* Whether a sample counts and has a value of @column. */
gboolean mien_doubts_has (const MienDoubts *self, const MienColumn *column, guint sample);

/* Each looks for its own kinds: doubts-columns.c, doubts-range.c, doubts-agree.c, doubts-same.c */
void mien_doubts_about_columns (MienDoubts *self);
void mien_doubts_about_ranges (MienDoubts *self);
void mien_doubts_about_agreement (MienDoubts *self);
void mien_doubts_about_sameness (MienDoubts *self, const MienLikeness *likeness);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienEvidence, mien_evidence_free)

G_END_DECLS
