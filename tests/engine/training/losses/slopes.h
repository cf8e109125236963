/* Whether a loss's gradient is its slope. */
#pragma once

#include "engine/training/losses/losses.h"

/* Each logit is moved by @h both ways; the training loss must change as the gradient says. */
void check_slopes (MienLossKind loss,
                   const double *options,
                   MienLossTerms terms,
                   int n,
                   int width,
                   const float *logits,
                   const float *targets,
                   double h);
