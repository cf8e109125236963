/* A study carried out by more than one thread of runs, process or machine. */
#pragma once

#include "engine/study/agenda.h"
#include "engine/study/forecast.h"

G_BEGIN_DECLS

/* Who hands out the next run: this process's own agenda, or somebody far away. Any thread. */
typedef struct {
  MienTurn (*take) (gpointer data, guint *run);
  void (*settle) (gpointer data, guint run, const GError *why);
  gpointer data;
} MienDealer;

/**
 * MienRanks:
 * @rank: 0 hands out the runs, and writes study.json; it also carries out some
 * @threads: that each of them has for all its runs; 0 for as the recipe says
 * @dealer: of the ranks above 0
 * @begin: once, before the first run. @agenda: of rank 0, which answers the others from it until
 *   @end; NULL in the others. @stamp: of recipe, data and plan, the same for all who may take part.
 *   @control: is stopped when any rank is
 * @end: of rank 0. Returns: how many ranks took part
 *
 * Processes that were started as one job.
 */
typedef struct {
  int rank, n_ranks;
  int threads;
  MienDealer dealer;
  void (*begin) (gpointer data, MienAgenda *agenda, const char *stamp, MienControl *control);
  guint (*end) (gpointer data);
  gpointer data;
} MienRanks;

/**
 * MienTogether:
 * @jobs: runs at once in this process, at least 1, which have its threads between them
 * @share: other processes, on whatever machines, may work on the same folder, each started so
 * @ranks: (nullable): not with @share
 * @planned: (nullable): told what there is to do before the first run, on the job's thread
 *
 * None of it has any part in the results.
 */
typedef struct {
  int jobs;
  gboolean share;
  const MienRanks *ranks;
  void (*planned) (const MienForecast *forecast, gpointer data);
  gpointer data;
} MienTogether;

#define MIEN_ALONE ((MienTogether){.jobs = 1})

/**
 * mien_study_execute_together:
 *
 * As mien_study_execute(). One process at a time works on a folder, or several with @share, where
 * each waits for the end of all runs; %G_IO_ERROR_BUSY for one that does not belong. Where a run is
 * carried out does not change a bit of it.
 */
gboolean mien_study_execute_together (const MienRecipe *recipe,
                                      const char *folder,
                                      GPtrArray *corrections,
                                      const char *base,
                                      gboolean resume,
                                      const MienTogether *together,
                                      MienControl *control,
                                      GError **error);

/* (transfer full): what it would do, without doing it; @folder: need not be there; runs that are
 * finished in it count as done. Opens the data. */
MienForecast *mien_study_forecast (const MienRecipe *recipe,
                                   const char *folder,
                                   const char *base,
                                   const MienTogether *together,
                                   MienControl *control,
                                   GError **error);

G_END_DECLS
