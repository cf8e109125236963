/* Which faces were fixed and which broken between a study's first arm and another one. */
#pragma once

#include "engine/study/study.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_CHANGES_PANE (mien_changes_pane_get_type ())
G_DECLARE_FINAL_TYPE (MienChangesPane, mien_changes_pane, MIEN, CHANGES_PANE, AdwBin)

/**
 * Signal "faces-wanted" (string run, GPtrArray of utf8, string title): somebody wants to look at
 * these faces, by this run.
 */
/* @study: (nullable) (transfer none): NULL where no run is finished yet, which hides it. Its files
 * are read on a thread. */
void mien_changes_pane_show (MienChangesPane *self, const MienStudy *study);

G_END_DECLS
