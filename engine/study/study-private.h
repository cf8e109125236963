/* What carrying out a study is made of. Private to study. */
#pragma once

#include "engine/study/run-private.h"
#include "engine/study/study.h"

G_BEGIN_DECLS

/* study-words.c: (transfer full): what may be claimed; @n_folds: 1 where all runs share a split */
char *mien_study_find_words (const MienStudy *self, int n_folds);

G_END_DECLS
