#include "engine/training/metrics-private.h"

void
mien_counts_init (MienCounts *self, int n_classes)
{
  *self = (MienCounts){.n_classes = n_classes};
  self->hits = g_new0 (guint, n_classes);
  self->labelled = g_new0 (guint, n_classes);
  self->predicted = g_new0 (guint, n_classes);
}

void
mien_counts_clear (MienCounts *self)
{
  g_free (self->hits);
  g_free (self->labelled);
  g_free (self->predicted);
}

void
mien_counts_add (MienCounts *self, int truth, int answer)
{
  self->total++;
  self->labelled[truth]++;
  self->predicted[answer]++;
  if (truth == answer) {
    self->right++;
    self->hits[truth]++;
  }
}

double
mien_counts_accuracy (const MienCounts *self)
{
  return self->total > 0 ? (double) self->right / self->total : (double) NAN;
}

double
mien_counts_balanced_accuracy (const MienCounts *self)
{
  double sum = 0.0;
  int n = 0;

  for (int k = 0; k < self->n_classes; k++)
    if (self->labelled[k] > 0) {
      sum += (double) self->hits[k] / self->labelled[k];
      n++;
    }
  return n > 0 ? sum / n : (double) NAN;
}

double
mien_counts_macro_f1 (const MienCounts *self)
{
  double sum = 0.0;
  int n = 0;

  for (int k = 0; k < self->n_classes; k++)
    if (self->labelled[k] + self->predicted[k] > 0) {
      sum += 2.0 * self->hits[k] / (double) (self->labelled[k] + self->predicted[k]);
      n++;
    }
  return n > 0 ? sum / n : (double) NAN;
}

double
mien_counts_majority (const MienCounts *self)
{
  guint most = 0;

  for (int k = 0; k < self->n_classes; k++)
    most = MAX (most, self->labelled[k]);
  return self->total > 0 ? (double) most / self->total : (double) NAN;
}

/* Samples on which labels and predictions of the same frequencies would agree by chance, times the
 * number of samples. */
static double
by_chance (const MienCounts *self)
{
  double sum = 0.0;

  for (int k = 0; k < self->n_classes; k++)
    sum += (double) self->labelled[k] * self->predicted[k];
  return sum;
}

double
mien_counts_kappa (const MienCounts *self)
{
  double n = self->total, expected = by_chance (self);

  return n * n > expected ? (n * self->right - expected) / (n * n - expected) : (double) NAN;
}

double
mien_counts_mcc (const MienCounts *self)
{
  double n = self->total, labelled = 0.0, predicted = 0.0;

  for (int k = 0; k < self->n_classes; k++) {
    labelled += (double) self->labelled[k] * self->labelled[k];
    predicted += (double) self->predicted[k] * self->predicted[k];
  }
  double below = (n * n - labelled) * (n * n - predicted);
  return below > 0.0 ? (n * self->right - by_chance (self)) / sqrt (below) : (double) NAN;
}

MienClassFigures
mien_counts_figures (const MienCounts *self, int class, const char *name)
{
  double hits = self->hits[class];
  guint labelled = self->labelled[class], predicted = self->predicted[class];

  return (MienClassFigures){
      .name = name,
      .precision = predicted > 0 ? hits / predicted : (double) NAN,
      .recall = labelled > 0 ? hits / labelled : (double) NAN,
      .f1 = labelled + predicted > 0 ? 2.0 * hits / (double) (labelled + predicted) : (double) NAN,
      .n = labelled,
  };
}
