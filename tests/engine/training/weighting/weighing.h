/* One step put before a weighting method, and its answer. */
#pragma once

#include "engine/training/weighting/weighting.h"

enum {
  WEIGHING_MOST = 8
};

typedef struct {
  MienWeighting *weighting;
  int n;
  double losses[WEIGHING_MOST], given[WEIGHING_MOST], gram[WEIGHING_MOST * WEIGHING_MOST];
  gboolean takes_part[WEIGHING_MOST];
  MienWeightingInput input;
  float heads[WEIGHING_MOST], shared[WEIGHING_MOST];
  MienWeightingResult result;
} Weighing;

/* @options: (nullable): in the method's order. Losses and given weights are 1, all tasks take part,
 * the gradients are orthogonal and of length 1, the main task is the first. */
void weighing_init (Weighing *self, const char *method, const double *options, int n);
void weighing_clear (Weighing *self);
/* @gradients: [n,dim] */
void weighing_set_gradients (Weighing *self, const double *gradients, int dim);
void weighing_set_losses (Weighing *self, const double *losses);
void weighing_weigh (Weighing *self);
void weighing_look_again (Weighing *self, const double *losses);
/* sum of heads × loss + regulariser */
double weighing_total (const Weighing *self);
/* what the shared weights make of @gradients */
void weighing_combine (const Weighing *self, const double *gradients, int dim, double *d);

void assert_near (const float *weights, const double *expected, int n);
void assert_close (double value, double expected);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Weighing, weighing_clear)
