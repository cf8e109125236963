/* How mien-run study spreads its work, and what it says before it begins. */
#pragma once

#include "engine/study/together.h"

G_BEGIN_DECLS

typedef struct {
  int jobs; /* 0 where it was not said */
  gboolean plan;
  gboolean share;
  char *slurm;
} MienStudyOptions;

void mien_study_options_clear (MienStudyOptions *self);
/* Appends its flags, which are parsed into @self. @all: of GOptionEntry */
void mien_study_options_add (MienStudyOptions *self, GArray *all);
/* @ranks: (nullable): what is asked for must go together with it */
gboolean
mien_study_options_check (const MienStudyOptions *self, const MienRanks *ranks, GError **error);
/* Tells the plan on standard error where it begins. */
MienTogether mien_study_options_together (const MienStudyOptions *self, const MienRanks *ranks);
/* Whether only the plan, or a script, is asked for. */
gboolean mien_study_options_only_plans (const MienStudyOptions *self);
/* The plan on standard output, the script in its file. @argv: as mien_slurm_save() */
gboolean mien_study_options_plan (const MienStudyOptions *self,
                                  const MienRecipe *recipe,
                                  char *const *argv,
                                  const char *out,
                                  gboolean json,
                                  GError **error);

G_END_DECLS
