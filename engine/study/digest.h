/* What tables tell of a run, in one text that is looked into without being parsed. */
#pragma once

#include "engine/study/run.h"

G_BEGIN_DECLS

/**
 * mien_digest_new:
 *
 * Reads the run's history too, so it blocks. A line for each key, a tab and its value:
 *   recipe.KEY               as in recipe.json, with defaults; of a task: recipe.tasks.COLUMN.KEY
 *   run.KEY                  as in run.json: run.seconds, run.best_epoch, run.picked_by; and
 * run.main run.data, run.tested     where the data are; what two runs share that have one test part
 *   test.TASK.METRIC         of the network that was kept, at the epoch that was the best;
 *   validation.TASK.METRIC   the same; train.TASK.METRIC where run.json has it
 *   best.TASK.METRIC         the best one of any epoch, on the validation part
 *   last.TASK.METRIC         of the last epoch, on the validation part
 * Pairs such as test.TASK.interval have a blank between. What a run does not have has no line.
 *
 * Returns: (transfer full)
 */
char *mien_digest_new (MienRun *run);

/* (transfer full) (nullable) */
char *mien_digest_get (const char *digest, const char *key);
/* NaN where there is none, or no number */
double mien_digest_get_number (const char *digest, const char *key);
/* FALSE where there is no pair */
gboolean mien_digest_get_pair (const char *digest, const char *key, double *low, double *high);
/* (transfer full) (element-type utf8): the tasks that were learned, as the recipe orders them */
GPtrArray *mien_digest_list_tasks (const char *digest);
/* Adds the keys of @digest to @keys, a set of strings that it owns. */
void mien_digest_collect_keys (const char *digest, GHashTable *keys);

G_END_DECLS
