/* What a person types to find runs: "lr>0.001 tag:paper arm=\"with valence\" state:finished star",
 * every part of it to hold. */
#pragma once

#include "ui/models/run-item.h"

G_BEGIN_DECLS

typedef struct _MienRunQuery MienRunQuery;

/**
 * mien_run_query_new:
 *
 * It is written as searches for faces are, see sample-query.h. A word can be
 *   star, is:starred, is:archived   what a person said
 *   tag:WORD, state:finished        the beginning of the state will do
 *   name:, arm:, note:, data:       a part of it; with = the whole
 *   KEY>NUMBER, KEY=WORD, KEY=A..B, KEY=?   of the recipe or the outcome; KEY's end will do
 * or else is looked for in names, arms, tags and notes.
 */
MienRunQuery *mien_run_query_new (const char *text);
void mien_run_query_free (MienRunQuery *self);
gboolean mien_run_query_matches (MienRunQuery *self, MienRunItem *item);
/* (transfer full) (nullable): after the runs were looked through: what none of them has */
char *mien_run_query_complain (const MienRunQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRunQuery, mien_run_query_free)

G_END_DECLS
