/* The runs of a plan, handed out one at a time to whoever carries them out. */
#pragma once

#include "engine/core/claims.h"
#include "engine/study/study.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_TURN_RUN,  /* a run is the caller's to carry out, and to settle */
  MIEN_TURN_WAIT, /* nothing now: what is left waits for what others carry out */
  MIEN_TURN_END,  /* nothing any more */
} MienTurn;

typedef struct _MienAgenda MienAgenda;

/**
 * mien_agenda_new:
 * @plan: (element-type MienPlannedRun): referred to
 * @claims: (nullable) (transfer none): where other processes work on the same folder, each of
 *   which has an agenda of its own; a run that another finished is settled, and one that another
 *   claims is left to it
 *
 * Runs are handed out in the plan's order, except that what the trials of a search decide waits
 * for them. Any threads may use it.
 */
MienAgenda *mien_agenda_new (GPtrArray *plan, MienClaims *claims);
void mien_agenda_free (MienAgenda *self);
/* @run: (out): its number in the plan */
MienTurn mien_agenda_take (MienAgenda *self, guint *run);
/* @why: (nullable): why it failed. %G_IO_ERROR_CANCELLED ends it all; what another process trains
 * in, where there are claims, is looked after again later. */
void mien_agenda_settle (MienAgenda *self, guint run, const GError *why);
guint mien_agenda_get_n (const MienAgenda *self);
guint mien_agenda_count_settled (MienAgenda *self);
/* Whether all came to an end; else how many failed, and the first of the plan with its reason. */
gboolean mien_agenda_conclude (MienAgenda *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienAgenda, mien_agenda_free)

G_END_DECLS
