/* Every layer's forward pass as its definition reads, in double precision, for tests to hold the
 * fast ones to. */
#pragma once

#include "engine/network/layer.h"

/* @parameters: [n_parameters] in the layer's order; @y and @size: [n,out].
 *
 * @size becomes the sum of the absolute values of all that is added up for y, times how many they
 * are: times the rounding of a float, it bounds what the fast form may be off. */
typedef struct {
  const MienLayer *layer;
  int n;
  gboolean training;
  guint64 seed, step;
  double *x, *x2;
  double **parameters;
  double *y, *size;
} Plain;

void plain_forward (const Plain *plain);
