#include "tests/engine/training/losses/slopes.h"

void
check_slopes (MienLossKind loss,
              const double *options,
              MienLossTerms terms,
              int n,
              int width,
              const float *logits,
              const float *targets,
              double h)
{
  gsize len = (gsize) n * (gsize) width;
  g_autofree float *d_logits = g_new (float, len),
                   *moved = g_memdup2 (logits, len * sizeof (float));

  mien_loss_forward_training (loss, options, &terms, n, width, logits, targets, d_logits, NULL);
  for (gsize i = 0; i < len; i++) {
    moved[i] = logits[i] + (float) h;
    double width_of_step = (double) moved[i];
    double up =
        mien_loss_forward_training (loss, options, &terms, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i] - (float) h;
    width_of_step -= (double) moved[i];
    double down =
        mien_loss_forward_training (loss, options, &terms, n, width, moved, targets, NULL, NULL);
    moved[i] = logits[i];
    g_assert_cmpfloat_with_epsilon ((double) d_logits[i], (up - down) / width_of_step, 2e-3);
  }
}
