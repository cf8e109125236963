/* Where the time of a step goes: nanoseconds by layer, forward and backward, added up over steps.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_PROFILE_FORWARD,
  MIEN_PROFILE_BACKWARD,
  MIEN_PROFILE_N_WAYS,
} MienProfileWay;

/* @number: of the layer, the heads' after the trunk's; -1 for work that is no layer's */
typedef struct {
  int number;
  const char *name; /* static or interned */
  gint64 nanoseconds[MIEN_PROFILE_N_WAYS];
} MienProfileRow;

/* Not for several threads at once: whoever runs the passes owns it. */
typedef struct _MienProfile MienProfile;

MienProfile *mien_profile_new (void);
void mien_profile_free (MienProfile *self);

/* What the time is before a piece of work; nothing is measured where @self is %NULL. */
gint64 mien_profile_begin (const MienProfile *self);

/* Adds the time since @begun to the row of @number and @name, which is made at its first use. */
void mien_profile_end (MienProfile *self,
                       int number,
                       const char *name,
                       MienProfileWay way,
                       gint64 begun);

/* (transfer none) (element-type MienProfileRow): in order of their first use */
GArray *mien_profile_get_rows (MienProfile *self);

/* Forgets what was measured, as after a warm-up; the rows stay. */
void mien_profile_reset (MienProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienProfile, mien_profile_free)

G_END_DECLS
