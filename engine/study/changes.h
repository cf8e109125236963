/* What became of the faces of the test parts between two arms of a study: which were wrong and are
 * right, and the other way round. */
#pragma once

#include "engine/study/study.h"

G_BEGIN_DECLS

typedef struct {
  char *path;         /* the sample's id */
  const char *label;  /* interned, as the others; the true class */
  const char *a, *b;  /* what the arms said */
  const char *person; /* (nullable) */
  gboolean was_right, is_right;
} MienChangedFace;

/* All faces, or those of one class or one person. */
typedef struct {
  char *name;
  guint faces, fixed, broken;
  double a, b;    /* share that is right in each arm */
  double mcnemar; /* exact p */
} MienChangedGroup;

typedef struct {
  char *a, *b;
  GArray *faces; /* of MienChangedFace, in the order of their paths */
  MienChangedGroup all;
  GArray *classes;  /* of MienChangedGroup */
  GArray *persons;  /* of MienChangedGroup; empty where not everybody is named */
  double low, high; /* of the difference in accuracy: see MienComparison.faces_low */
} MienChanges;

/**
 * mien_changes_collect:
 * @a, @b: names of arms
 * @error: where the predictions of a run cannot be read; %MIEN_ERROR_RANGE where the main task is
 *   no class, or the arms have no pair of finished runs
 *
 * Pools the runs of each arm that have a partner in the other: a face is told by the mean of its
 * probabilities over them, so that it counts once. Reads files; any thread.
 */
MienChanges *
mien_changes_collect (const MienStudy *study, const char *a, const char *b, GError **error);
void mien_changes_free (MienChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienChanges, mien_changes_free)

G_END_DECLS
