/* What a run said of the faces of its test part, from its folder alone. Private to study. */
#pragma once

#include "engine/study/run.h"

G_BEGIN_DECLS

typedef struct {
  char *path; /* a GRefString, interned, so that the same face has the same pointer everywhere */
  int label;  /* class; -1 where it is not known */
  const char *person; /* (nullable): interned */
  gsize at;           /* of its probabilities in @p */
} MienAnswer;

typedef struct {
  GArray *faces;      /* of MienAnswer, in the order of their paths */
  GPtrArray *classes; /* of interned texts; empty where what is asked for is no class */
  GArray *p;          /* float: [n_classes] a face; NaN where the picture could not be read */
} MienAnswers;

/**
 * mien_answers_read:
 * @run: finished
 * @task: of a class, or of votes, whose largest is the label; without classes, or where the run
 * does not have it, only the faces are told
 * @error: where predictions.csv is not there, or no such table
 */
MienAnswers *mien_answers_read (MienRun *run, const char *task, GError **error);
void mien_answers_free (MienAnswers *self);
gboolean mien_answers_share_faces (const MienAnswers *a, const MienAnswers *b);
/* The class with the largest probability; -1 where there is none. */
int mien_answers_get (const MienAnswers *self, const MienAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienAnswers, mien_answers_free)

G_END_DECLS
