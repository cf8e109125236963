/* More epochs than a training was to have: what there is, and what becomes of its learning rate. */
#pragma once

#include "engine/study/recipe.h"
#include "engine/training/control.h"

G_BEGIN_DECLS

/* Where a training stands, as its events tell. */
typedef struct {
  MienSchedule schedule;
  double rate;     /* the recipe's, or what was told in its place */
  int epochs;      /* that there are to be */
  gint64 step;     /* that is done */
  int epoch_steps; /* 0 until an epoch is over */
} MienExtending;

void mien_extending_begin (MienExtending *self, const MienRecipe *recipe);
/* Returns: whether that changed anything */
gboolean mien_extending_follow (MienExtending *self, const MienEvent *event);
/* (transfer full): what becomes of the learning rate when @more epochs are added now */
char *mien_extending_words (const MienExtending *self, int more);

G_END_DECLS
