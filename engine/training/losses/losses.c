#include "engine/training/losses/losses.h"

#include "engine/training/losses/classes.h"
#include "engine/training/losses/concordance.h"
#include "engine/training/losses/differences.h"
#include "engine/training/losses/flags.h"
#include "engine/training/losses/votes.h"

#include <string.h>

static const MienLossMethod *const methods[MIEN_N_LOSSES] = {
    [MIEN_LOSS_CROSS_ENTROPY] = &mien_loss_cross_entropy,
    [MIEN_LOSS_FOCAL] = &mien_loss_focal,
    [MIEN_LOSS_CLASS_BALANCED] = &mien_loss_class_balanced,
    [MIEN_LOSS_SOFT] = &mien_loss_soft,
    [MIEN_LOSS_BCE] = &mien_loss_bce,
    [MIEN_LOSS_ASYMMETRIC] = &mien_loss_asymmetric,
    [MIEN_LOSS_MSE] = &mien_loss_mse,
    [MIEN_LOSS_MAE] = &mien_loss_mae,
    [MIEN_LOSS_HUBER] = &mien_loss_huber,
    [MIEN_LOSS_CCC] = &mien_loss_ccc,
    [MIEN_LOSS_L2] = &mien_loss_l2,
    [MIEN_LOSS_SMOOTH_L1] = &mien_loss_smooth_l1,
    [MIEN_LOSS_WING] = &mien_loss_wing,
};

const char *
mien_loss_name (MienLossKind loss)
{
  return methods[loss]->name;
}

gboolean
mien_loss_from_name (const char *name, MienLossKind *loss)
{
  for (int i = 0; i < MIEN_N_LOSSES; i++)
    if (g_str_equal (methods[i]->name, name)) {
      *loss = (MienLossKind) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
mien_loss_suits (MienLossKind loss, MienKind kind)
{
  return (methods[loss]->kinds & 1u << kind) != 0;
}

MienLossKind
mien_loss_default (MienKind kind)
{
  switch (kind) {
  case MIEN_KIND_FLAGS:
    return MIEN_LOSS_BCE;
  case MIEN_KIND_SCALAR:
    return MIEN_LOSS_MSE;
  case MIEN_KIND_POINTS:
    return MIEN_LOSS_L2;
  case MIEN_KIND_DISTRIBUTION:
    return MIEN_LOSS_SOFT;
  case MIEN_KIND_CLASS:
  default:
    return MIEN_LOSS_CROSS_ENTROPY;
  }
}

const MienLossOption *
mien_loss_options (MienLossKind loss)
{
  static const MienLossOption none[] = {{NULL, 0.0, 0.0, 0.0}};

  return methods[loss]->options != NULL ? methods[loss]->options : none;
}

int
mien_loss_find_option (MienLossKind loss, const char *name)
{
  const MienLossOption *options = mien_loss_options (loss);

  for (int i = 0; options[i].name != NULL; i++)
    if (g_str_equal (options[i].name, name))
      return i;
  return -1;
}

void
mien_loss_default_options (MienLossKind loss, double *values)
{
  const MienLossOption *options = mien_loss_options (loss);

  memset (values, 0, MIEN_LOSS_MOST_OPTIONS * sizeof (double));
  for (int i = 0; options[i].name != NULL; i++)
    values[i] = options[i].value;
}

/* The sum over both sides' labels, where faces were mixed. */
static double
add_up (const MienLossMethod *method, MienLossBatch *batch, double *n_labelled)
{
  double sum = method->add_up (batch, n_labelled);

  if (batch->terms->others == NULL || method->whole_batch)
    return sum;
  batch->targets = batch->terms->others;
  batch->other = TRUE;
  return sum + method->add_up (batch, n_labelled);
}

/* 0, or NaN where one is not finite: a network that has diverged is told even where the formula
 * would hide it. */
static double
look_for_trouble (const float *logits, gsize len)
{
  double trouble = 0.0;

  for (gsize i = 0; i < len; i++)
    trouble += 0.0 * (double) logits[i];
  return trouble;
}

double
mien_loss_forward_training (MienLossKind loss,
                            const double *options,
                            const MienLossTerms *terms,
                            int n,
                            int width,
                            const float *logits,
                            const float *targets,
                            float *d_logits,
                            double *n_labelled)
{
  const MienLossMethod *method = methods[loss];
  double usual[MIEN_LOSS_MOST_OPTIONS], counted = 0.0;
  MienLossBatch batch = {.n = n,
                         .width = width,
                         .options = options != NULL ? options : usual,
                         .logits = logits,
                         .targets = targets,
                         .d_logits = d_logits,
                         .terms = terms};
  gsize len = (gsize) n * (gsize) width;

  mien_loss_default_options (loss, usual);
  if (d_logits != NULL)
    memset (d_logits, 0, len * sizeof (float));
  double sum = add_up (method, &batch, &counted);
  if (n_labelled != NULL)
    *n_labelled = counted;
  if (!(counted > 0.0))
    return 0.0;
  sum += look_for_trouble (logits, len);
  if (method->whole_batch)
    return sum;

  for (gsize i = 0; d_logits != NULL && i < len; i++)
    d_logits[i] /= (float) counted;
  return sum / counted;
}

double
mien_loss_forward (MienLossKind loss,
                   const double *options,
                   int n,
                   int width,
                   const float *logits,
                   const float *targets,
                   float *d_logits,
                   int *n_labelled)
{
  const MienLossTerms plain = {0};
  double counted = 0.0;
  double mean = mien_loss_forward_training (loss, options, &plain, n, width, logits, targets,
                                            d_logits, &counted);

  if (n_labelled != NULL)
    *n_labelled = (int) counted;
  return mean;
}
