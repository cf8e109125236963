/* What a design comes to before it is run: its size, and about how long it takes. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *stages; /* of MienStage: the diagram */
  gsize n_parameters;
  guint n_runs;       /* of the study, trials of a search included */
  double n_trainings; /* as many whole ones as take the same time */
  double run_images;  /* pictures that one run looks at; one that is not learned from counts less */
} MienEstimate;

/* Builds the network of @recipe once; a few hundredths of a second. */
MienEstimate *mien_estimate_new (const MienRecipe *recipe, MienDataset *dataset, GError **error);
void mien_estimate_free (MienEstimate *self);

/* @speed: training pictures a second */
double mien_estimate_seconds (const MienEstimate *self, gboolean study, double speed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienEstimate, mien_estimate_free)

G_END_DECLS
