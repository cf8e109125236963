/* FERPlus: what ten people saw in each face of FER2013 (Barsoum, Zhang, Canton Ferrer and Zhang,
 * "Training Deep Networks for Facial Expression Recognition with Crowd-Sourced Label Distribution",
 * ICMI 2016). */
#pragma once

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/layouts/import.h"

G_BEGIN_DECLS

/* Votes as its files have them: neutral, happiness, surprise, sadness, anger, disgust, fear,
 * contempt, unknown, NF (not a face). */
#define MIEN_FERPLUS_N_VOTES 10

/* What is made of votes, by the paper: an expression with a single vote counts as a slip and is
 * dropped, and so are single votes for unknown and NF. Classes are mien_expressions[]. */

/**
 * mien_ferplus_share:
 * @shares: [8] (out): add up to 1, where it returns TRUE
 *
 * The expressions with most votes are taken until they have three quarters of the votes, three of
 * them at most.
 *
 * Returns: FALSE where they get no more than half of the votes, or most people saw no expression or
 *   no face; the paper leaves such a face out
 */
gboolean mien_ferplus_share (const int *votes, float *shares);
/* The class that more than half of the votes are for, or -1 */
int mien_ferplus_majority (const int *votes);
/* Whether everybody saw no face, as with the rows that name no picture. */
gboolean mien_ferplus_is_no_face (const int *votes);

/* Ten cells of a table; FALSE where one of them is no count. */
gboolean mien_ferplus_parse_votes (const char *const *cells, int *votes);

/* fer2013new.csv: a row for each row of fer2013.csv. Immutable. */
typedef struct _MienFerplus MienFerplus;

/* Whether the first row of a table has its columns. */
gboolean mien_ferplus_is_table (MienFiles *files, const char *path);

/**
 * mien_ferplus_read:
 * @path: below the root of @files
 * @builder: is told of rows that are cut or hold no votes
 * @error: the file cannot be read, or it was cancelled
 */
MienFerplus *mien_ferplus_read (const MienImport *import,
                                MienFiles *files,
                                const char *path,
                                MienDatasetBuilder *builder,
                                GError **error);
void mien_ferplus_free (MienFerplus *self);

/* Rows are numbered from 0 and stand in the order of fer2013.csv's rows. The numbers in the
 * pictures' names are others: they pass over most of the rows that have no picture. */
guint mien_ferplus_get_n_rows (const MienFerplus *self);
/* (nullable): [MIEN_FERPLUS_N_VOTES]; NULL where there is no such row or it is cut */
const int *mien_ferplus_get_votes (const MienFerplus *self, guint row);
MienPart mien_ferplus_get_part (const MienFerplus *self, guint row);
const char *mien_ferplus_get_picture (const MienFerplus *self, guint row); /* (nullable) */
/* The first row of the picture of that name, whatever its folder; -1 where there is none */
int mien_ferplus_find_row (const MienFerplus *self, const char *picture);

/* Whether a picture is named as FERPlus names them: "x/fer0000012.png" */
gboolean mien_ferplus_is_picture (const char *path);

/**
 * mien_ferplus_votes_column:
 * @rows: [n_samples] row of each sample, or -1
 *
 * Returns: (transfer full): a distribution over mien_expressions[], missing where
 *   mien_ferplus_share() says no
 */
MienColumn *mien_ferplus_votes_column (const MienFerplus *self,
                                       const char *name,
                                       const int *rows,
                                       guint n_samples);
/* (transfer full): a class of mien_expressions[], missing where there is no majority */
MienColumn *mien_ferplus_majority_column (const MienFerplus *self,
                                          const char *name,
                                          const int *rows,
                                          guint n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFerplus, mien_ferplus_free)

G_END_DECLS
