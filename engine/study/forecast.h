/* What a study has to do, told before it is done. */
#pragma once

#include "engine/study/study.h"

G_BEGIN_DECLS

/* Runs of one arm, or the trials of the search for weights. */
typedef struct {
  char *name;
  char *changes; /* (nullable): of the recipe: "tasks = [\"expression\"]"; NULL for none */
  guint runs;
  guint epochs;   /* of all of them */
  double seconds; /* each of its runs, on average; NaN where it could not be measured */
} MienForecastArm;

/**
 * MienForecast:
 * @done: runs that are finished already, of @runs
 * @epochs: of all runs
 * @at_once: runs at a time, of all processes of the job
 * @threads: of each
 * @seconds: that what is left will take; NaN where it could not be measured
 * @at_least: it takes longer, as no short trial tells what an arm's weighting or sharing costs
 */
typedef struct {
  guint runs, done, epochs;
  int folds, seeds;
  int at_once, threads;
  double seconds;
  gboolean at_least;
  GPtrArray *arms; /* of MienForecastArm */
} MienForecast;

void mien_forecast_free (MienForecast *self);

/* Whether a short trial of the recipe's network tells its speed: not where tasks have layers of
 * their own, share in another way than the hard one, layers are frozen, or the weighting looks at
 * gradients or takes a step twice. */
gboolean mien_recipe_is_plain (const MienRecipe *recipe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienForecast, mien_forecast_free)

G_END_DECLS
