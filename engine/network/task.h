/* What a head of the network answers: enough to use the network without the data it learned from.
 */
#pragma once

#include "engine/core/kind.h"

G_BEGIN_DECLS

/**
 * MienTask:
 * @name: the column's name
 * @kind: what the head gives: a softmax over @names, a sigmoid for each of @names, or numbers
 * @names: (nullable): classes or flags, as many as @width; %NULL for scalars and points
 * @width: numbers that the head gives: K, 1 for a scalar, 2 P for points
 * @offset: scalars: what the head's 0 means in the column's own unit (the training part's mean)
 * @scale: scalars: what the head's 1 adds to it (the training part's standard deviation), above 0
 * @branch: the stage of the trunk up to which the task shares it; behind it the task has its own
 *   copies of the stages; "trunk" is its end
 * @n_hidden: fully connected layers with ReLU in the head before the last
 * @hidden_width: numbers that each of those gives
 *
 * For kinds other than scalar, @offset is 0 and @scale 1.
 */
typedef struct {
  char *name;
  MienKind kind;
  char **names;
  int width;
  double offset;
  double scale;
  char *branch;
  int n_hidden, hidden_width;
} MienTask;

/* Most of a head's hidden layers, and of the numbers that one gives. */
#define MIEN_MAX_HIDDEN 4
#define MIEN_MAX_HIDDEN_WIDTH 4096

MienTask *mien_task_new (const char *name, MienKind kind, const char *const *names, int width);
MienTask *mien_task_copy (const MienTask *self);
void mien_task_free (MienTask *self);
void mien_task_activate (const MienTask *self, const float *logits, float *out);

/* The class that a label [width, or 1 of a class task] means: of votes the one that got most. -1
 * where it is missing, and where no class got more votes than every other. */
int mien_task_truth (const MienTask *self, const float *label);

/* Index of the largest of @values, the first of equals: the class that a head answers. */
int mien_largest (const float *values, int n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienTask, mien_task_free)

G_END_DECLS
