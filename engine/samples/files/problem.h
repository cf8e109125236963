/* What a person should know about the data. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that a person should know about the data. */
typedef struct {
  char *path;      /* sample, file or row that it is about: "faces/a.png", "labels.csv:12" */
  char *what;      /* a sentence: what is wrong and what to do */
  GArray *samples; /* (element-type guint): the samples that it concerns; empty where it is none */
} MienProblem;

MienProblem *mien_problem_new (const char *path, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A problem of samples: shown beside them, and reached from them. */
void mien_problem_add_sample (MienProblem *self, guint sample);
MienProblem *mien_problem_copy (const MienProblem *self);
void mien_problem_free (MienProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienProblem, mien_problem_free)

G_END_DECLS
