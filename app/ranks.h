/* The processes that mpirun or srun started as one job. */
#pragma once

#include "engine/study/together.h"

G_BEGIN_DECLS

/* How many processes the launcher says that this is one of, by its environment; at least 1 */
guint mien_ranks_count (void);
/* FALSE with an error in one of several: @doing is not spread over ranks. */
gboolean mien_ranks_check_alone (const char *doing, GError **error);

/**
 * mien_ranks_open:
 * @ranks: (out) (transfer full): NULL where this process is the only one
 *
 * Joins the others. Refuses to be one of several where Mien was built without MPI, as each would
 * then do all the work in one folder.
 */
gboolean mien_ranks_open (MienRanks **ranks, GError **error);
/* Waits until the others are done too. @ok: whether this one did what it was asked for */
void mien_ranks_close (MienRanks *ranks, gboolean ok);

/* ranks-mpi.c, where there is MPI; @n: that the launcher speaks of */
MienRanks *mien_ranks_open_mpi (guint n, GError **error);
void mien_ranks_close_mpi (MienRanks *ranks, gboolean ok);

G_END_DECLS
