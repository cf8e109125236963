/* What a design comes to before it is run: its size, and about how long it takes. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *stages; /* of MienStage: the diagram */
  gsize n_parameters;
  double flops;      /* of one picture forward */
  guint n_runs;      /* of the study */
  double run_images; /* pictures that one run looks at, in forward passes */
} MienEstimate;

/* Builds the network of @recipe once; a few hundredths of a second. */
MienEstimate *mien_estimate_new (const MienRecipe *recipe, MienDataset *dataset, GError **error);
void mien_estimate_free (MienEstimate *self);

/* @rate: arithmetic operations a second that this machine trains at */
double mien_estimate_seconds (const MienEstimate *self, gboolean study, double rate);
/* A guess of that rate until a training has been timed. */
double mien_estimate_assumed_rate (void);
/* The rate that @images_per_second in training come to. */
double mien_estimate_measured_rate (const MienEstimate *self, double images_per_second);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienEstimate, mien_estimate_free)

G_END_DECLS
