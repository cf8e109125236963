/* A button that opens what a person says of the selected runs: tags, a note, and a name for one. */
#pragma once

#include "ui/models/run-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_RUN_WORDS (mien_run_words_get_type ())
G_DECLARE_FINAL_TYPE (MienRunWords, mien_run_words, MIEN, RUN_WORDS, AdwBin)

/* Signal "said" (GPtrArray of MienSaying): what was typed and is to be kept. */

/* (element-type MienRunItem); kept */
void mien_run_words_set_runs (MienRunWords *self, GPtrArray *items);
void mien_run_words_open (MienRunWords *self);

G_END_DECLS
