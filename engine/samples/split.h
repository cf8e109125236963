/* Who is learned from, who picks the epoch, and who is asked in the end. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_SPLIT_RANDOM,                /* stratified by the main task's classes */
  MIEN_SPLIT_SUBJECT,               /* no person on both sides, of validation either */
  MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT, /* as many folds as persons */
  MIEN_SPLIT_GROUP,                 /* no group of a column, such as a film, on both sides;
                                       validation of whole groups, unless they are few */
  MIEN_SPLIT_LEAVE_ONE_GROUP_OUT,   /* as many folds as groups */
  MIEN_SPLIT_OFFICIAL, /* as the data set says; where it has no test part, its validation part is
                          tested on; validation is taken from train where there is none */
} MienSplitKind;

const char *mien_split_kind_name (MienSplitKind kind); /* as in recipes */
gboolean mien_split_kind_from_name (const char *name, MienSplitKind *kind);
gboolean mien_split_kind_is_by_subject (MienSplitKind kind);
gboolean mien_split_kind_is_by_group (MienSplitKind kind);
gboolean mien_split_kind_leaves_one_out (MienSplitKind kind);

/* What is done where a person is both learned from and tested on. */
typedef enum {
  MIEN_LEAKS_REFUSE,
  MIEN_LEAKS_ALLOW,
  MIEN_N_LEAKS,
} MienLeaks;

const char *mien_leaks_name (MienLeaks leaks); /* "refuse", "allow"; NULL past the last */

/**
 * MienSplitSettings:
 * @subject: (nullable): column that says who a sample shows; needed by the subject kinds
 * @group: (nullable): class column whose groups stay together; needed by the group kinds
 * @leaks: whether a person may be on two sides under the group kinds and the official one
 * @stratify: (nullable): class column whose shares the parts keep, as well as whole groups allow
 * @folds: 0 for one split with a fifth as its test part, else K ≥ 2
 * @fold: 0 … K - 1
 * @validation: share of what is not the test part, 0 … 0.5
 */
typedef struct {
  MienSplitKind kind;
  const char *subject;
  const char *group;
  MienLeaks leaks;
  const char *stratify;
  int folds;
  int fold;
  double validation;
  guint64 seed;
} MienSplitSettings;

/**
 * mien_split_assign:
 * @use: (nullable): [n] samples to hand out; the rest get %MIEN_PART_NONE
 * @error: %MIEN_ERROR_RANGE: an unknown column, more folds than groups, an empty training part;
 *   %MIEN_ERROR_LEAK: persons in the test part who are also in training or validation
 *
 * The same settings and data give the same parts. That no person is on two sides is asserted under
 * the subject kinds, that no group is both tested on and learned from under the group kinds. Under
 * the group kinds and the official one persons are counted where @subject names a column, and must
 * not be on both sides.
 *
 * Under the group kinds validation is of whole groups too. Where fewer than four are left to learn
 * from, as of three data sets that are each left out in turn, giving one up would cost more than it
 * tells, and their faces are validated on: persons as a whole where @subject knows them, else
 * stratified at random ("training-domain validation set": Gulrajani & Lopez-Paz, "In Search of Lost
 * Domain Generalization", ICLR 2021, section 3).
 *
 * Returns: (transfer full) (nullable): [n] of MienPart as gint8
 */
gint8 *mien_split_assign (MienDataset *dataset,
                          const MienSplitSettings *settings,
                          const gboolean *use,
                          GError **error);

/* Folds that the settings come to: @folds, 1 for none, the number of persons or groups when one is
 * left out. */
int mien_split_count_folds (MienDataset *dataset, const MienSplitSettings *settings);

G_END_DECLS
