#include "config.h"

#include "app/ranks.h"
#include "engine/core/error.h"

static guint
read_count (const char *name)
{
  const char *text = g_getenv (name);
  guint64 n = 1;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &n, NULL) ? (guint) n
                                                                                      : 1;
}

guint
mien_ranks_count (void)
{
  guint open_mpi = read_count ("OMPI_COMM_WORLD_SIZE"), pmi = read_count ("PMI_SIZE");
  /* Under Slurm's srun --mpi=pmix; without it the tasks of a step know nothing of each other. */
  guint slurm = g_getenv ("PMIX_RANK") != NULL ? read_count ("SLURM_STEP_NUM_TASKS") : 1;

  return MAX (MAX (open_mpi, pmi), slurm);
}

gboolean
mien_ranks_check_alone (const char *doing, GError **error)
{
  guint n = mien_ranks_count ();

  if (n <= 1)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "mien-run %s is one of %u ranks, and only a study is spread over them; start it "
               "without mpirun",
               doing, n);
  return FALSE;
}

gboolean
mien_ranks_open (MienRanks **ranks, GError **error)
{
  guint n = mien_ranks_count ();

  *ranks = NULL;
  if (n <= 1)
    return TRUE;
#ifdef HAVE_MPI
  *ranks = mien_ranks_open_mpi (n, error);
#else
  g_set_error (
      error, MIEN_ERROR, MIEN_ERROR_RANGE,
      "this process is one of %u ranks, and Mien was built without MPI: each would do all the "
      "work. "
      "Start processes with --share instead, or build it where Open MPI is installed",
      n);
#endif
  return *ranks != NULL;
}

void
mien_ranks_close (MienRanks *ranks G_GNUC_UNUSED, gboolean ok G_GNUC_UNUSED)
{
#ifdef HAVE_MPI
  if (ranks != NULL)
    mien_ranks_close_mpi (ranks, ok);
#endif
}
