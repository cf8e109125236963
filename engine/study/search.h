/* The search for fixed weights of the auxiliary tasks: trials, judged by the validation part. */
#pragma once

#include "engine/study/recipe.h"
#include "engine/study/run.h"

G_BEGIN_DECLS

const char *mien_search_method_name (MienSearchMethod method); /* as in recipes */
gboolean mien_search_method_from_name (const char *name, MienSearchMethod *method);
/* Eight trials at random of 0, 0.03, 0.1, 0.3, 1 and 3. */
MienSearchSettings mien_search_settings_usual (void);

/* What is carried out for one fold; trials are numbered in this order. */
typedef struct {
  guint n_rungs;
  struct {
    guint first, n; /* trials */
    int epochs;     /* of each */
  } rungs[16];
  guint n_trials;
  guint n_epochs; /* of all */
} MienSearchSchedule;

/**
 * mien_search_schedule:
 * @error: %MIEN_ERROR_RANGE where there is no auxiliary task, no validation part, or the grid has
 *   more combinations than %MIEN_SEARCH_MOST_TRIALS
 *
 * A grid and a random search train each of their n trials for all E epochs of the recipe. Halving
 * trains n trials for a part of them, the better half, rounded up, for twice as many, and so on;
 * the last two or fewer for all E. Each training starts afresh, since its learning rate follows a
 * schedule over all of its epochs.
 *
 * Source: Jamieson & Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization", AISTATS 2016, Figure 3, with halves.
 */
gboolean
mien_search_schedule (const MienRecipe *recipe, MienSearchSchedule *schedule, GError **error);
/* (transfer full): "8 trials × 20 epochs", "4 trials × 10 epochs + 2 trials × 20 epochs" */
char *mien_search_tell_budget (const MienSearchSchedule *schedule);
/* (transfer full): FOLDER/runs/search-FOLD-NUMBER */
char *mien_search_trial_folder (const char *folder, int fold, guint number);

/**
 * mien_search_make_trial:
 *
 * The recipe of trial @number, which by its rung follows from the trials before it: weights as
 * drawn, method fixed, the search's seed. Trials without a run.json failed, and are the worst.
 */
MienRecipe *mien_search_make_trial (const MienRecipe *recipe,
                                    const char *folder,
                                    int fold,
                                    guint number,
                                    GError **error);
/* Gives @run, an arm's, the weights of the best trial of its fold; all trials were carried out.
 * %MIEN_ERROR_RANGE where none came to an end. */
gboolean mien_search_give_best (const MienRecipe *recipe,
                                const char *folder,
                                MienRecipe *run,
                                GError **error);

/* A trial that is finished. */
typedef struct {
  guint number;
  int epochs;
  double *weights; /* [n_tasks] of the search */
  double value;    /* of the main task's metric on the validation part */
} MienTrial;

typedef struct {
  int fold;
  char **tasks;      /* auxiliary ones; NULL-terminated */
  char *metric;      /* of the main task */
  GPtrArray *trials; /* of MienTrial */
  int chosen;        /* place in @trials; -1 for none */
} MienSearch;

/* What was found in @fold so far, from the folders of the trials. */
MienSearch *mien_search_read (const MienRecipe *recipe, const char *folder, int fold);
void mien_search_free (MienSearch *self);
/* (transfer full): {"fold", "chosen", "trials": [{"trial", "weights", "epochs", "value"}]} */
JsonObject *mien_search_to_json (const MienSearch *self);
/* (transfer full): method, weights, budget and @searches (of MienSearch), one a fold */
JsonObject *mien_searches_to_json (const MienRecipe *recipe, GPtrArray *searches);

/**
 * mien_search_execute:
 * @folder: gets asked.json, the trials, search.json and best.json, the recipe with the weights
 * found
 *
 * A search by itself, in the recipe's fold. Otherwise as mien_study_execute().
 */
gboolean mien_search_execute (const MienRecipe *recipe,
                              const char *folder,
                              GPtrArray *corrections,
                              const char *base,
                              gboolean resume,
                              MienControl *control,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienSearch, mien_search_free)

G_END_DECLS
