/* What a study came to: its claim, its arms, what tasks gain by each other, the weights tried. */
#pragma once

#include "engine/study/study.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_STUDY_PANE (mien_study_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienStudyPane, mien_study_pane, MIEN, STUDY_PANE, AdwBin)

/* @study: (nullable) (transfer none): NULL where no run is finished yet */
void mien_study_pane_show (MienStudyPane *self, const MienStudy *study);

G_END_DECLS
