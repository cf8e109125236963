/* What is another from a branch on: the same flags for all arms of a branch and for each. */
#pragma once

#include "engine/study/branch.h"

G_BEGIN_DECLS

/* As they were typed; NULL where a flag was not given. */
typedef struct {
  char **without; /* TASK */
  char **with;    /* TASK */
  char **weights; /* TASK=WEIGHT */
  char *epochs;
  char *lr;
  char **set; /* KEY.PATH=VALUE */
} MienBranchOptions;

/* (transfer full): the group of flags that fills @options */
GOptionGroup *mien_branch_options_group (MienBranchOptions *options);
void mien_branch_options_clear (MienBranchOptions *options);

/* Adds what the flags say to what @arm sets. */
gboolean mien_branch_options_apply (const MienBranchOptions *options, MienArm *arm, GError **error);

/* (transfer full) (nullable): the arm that "NAME: flags" describes, beside what @common says */
MienArm *
mien_branch_options_parse_arm (const char *text, const MienBranchOptions *common, GError **error);

G_END_DECLS
