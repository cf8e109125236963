/* A study as a job array of Slurm. */
#pragma once

#include "engine/study/forecast.h"

G_BEGIN_DECLS

/**
 * mien_slurm_save:
 * @argv: the command as it was given, “study” first; what is about --slurm, --plan and --jobs is
 *   left out of what the tasks carry out
 * @out: the study's folder
 * @forecast: of one run at a time, with the threads that a task gets
 * @tasks: of the array; 0 for one a run, at most MIEN_SLURM_TASKS
 *
 * Each task works on the study with --share, so that they need nothing of each other but the
 * folder. `sh FILE` submits the array, and a last step that goes on with what a task left undone
 * and writes the report. The script calls what MIEN_RUN names, or else mien-run.
 */
gboolean mien_slurm_save (const char *path,
                          char *const *argv,
                          const char *out,
                          const MienForecast *forecast,
                          guint tasks,
                          GError **error);

G_END_DECLS
