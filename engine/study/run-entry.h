/* A run as lists show it: what its folder holds and what a person said of it, none of it a tensor.
 */
#pragma once

#include "engine/study/run.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *name; /* the folder's name, or what the person called it */
  char *arm;  /* (nullable) */
  MienRunState state;
  char *problem;   /* (nullable): why the folder cannot be read, a sentence */
  gint64 modified; /* seconds since 1970 */
  char *digest;    /* see digest.h; "" where there is nothing to tell */
  GPtrArray *tags; /* of strings, in order of the alphabet */
  char *note;      /* (nullable) */
  gboolean starred, archived;
} MienRunEntry;

/* (transfer full): reads the folder; what cannot be read is told in it, so this cannot fail */
MienRunEntry *mien_run_entry_read (const char *folder);
void mien_run_entry_free (MienRunEntry *self);

/* (transfer full) (nullable): changes whenever what mien_run_entry_read() looks at does; NULL where
 * @folder is no run's */
char *mien_run_stamp (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRunEntry, mien_run_entry_free)

G_END_DECLS
