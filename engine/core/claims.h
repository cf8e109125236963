/* Pieces of work in a shared folder, each claimed by one process at a time, on whatever machine. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MienClaims MienClaims;

/* @name's claim was taken over, as its holder was not heard of for so long; called once, on a
 * thread of the claims' own. */
typedef void (*MienClaimLost) (const char *name, gpointer data);

/**
 * mien_claims_new:
 * @folder: made where it is not there
 * @beat_ms: how often a claim that is held says so
 * @patience_ms: how long one that says nothing is believed; several beats
 * @lost: (nullable)
 *
 * A claim is the file FOLDER/NAME.G, made with O_EXCL, which every file system does for one alone.
 * Its holder locks it, and counts in it at every beat. One whose holder is of this machine and let
 * go of the lock, or that has said the same for @patience_ms by the clock of whoever looks, is
 * stale; it is taken over by making NAME.(G+1), which again one alone does, and which its holder,
 * should it come back, finds at its next beat. So no two clocks are compared, and nothing that
 * somebody else may just have made is removed.
 *
 * Any threads may use it.
 */
MienClaims *mien_claims_new (const char *folder,
                             guint beat_ms,
                             guint patience_ms,
                             MienClaimLost lost,
                             gpointer data,
                             GError **error);
/* Gives up what is held, and removes the folder if nothing else is in it. */
void mien_claims_free (MienClaims *self);

/**
 * mien_claims_take:
 * @error: where the folder cannot be written; not set where another has the claim
 *
 * Returns: whether it is this process's, until it is given up
 */
gboolean mien_claims_take (MienClaims *self, const char *name, GError **error);
void mien_claims_give_up (MienClaims *self, const char *name);
/* Removes every trace of claims on what is done for good. */
void mien_claims_clear (MienClaims *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienClaims, mien_claims_free)

G_END_DECLS
