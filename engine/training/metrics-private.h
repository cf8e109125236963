/* What the files of metrics share. Private to training. */
#pragma once

#include "engine/training/metrics.h"

#include <math.h>

G_BEGIN_DECLS

/* metrics.c */
void mien_metrics_add (GArray *metrics, const char *name, double value);

/* counts.c: what was counted of K classes. */
typedef struct {
  int n_classes;
  guint total, right;
  guint *hits, *labelled, *predicted; /* [n_classes] */
} MienCounts;

void mien_counts_init (MienCounts *self, int n_classes);
void mien_counts_clear (MienCounts *self);
void mien_counts_add (MienCounts *self, int truth, int answer);
/* NaN where it is not defined */
double mien_counts_accuracy (const MienCounts *self);
double mien_counts_balanced_accuracy (const MienCounts *self);
double mien_counts_macro_f1 (const MienCounts *self);
double mien_counts_majority (const MienCounts *self);
double mien_counts_kappa (const MienCounts *self);
double mien_counts_mcc (const MienCounts *self);
MienClassFigures mien_counts_figures (const MienCounts *self, int class, const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienCounts, mien_counts_clear)

/* The area under the ROC curve of @scores [n], of which @positive [n] are to be the higher; NaN
 * where all or none are. Reorders nothing. */
double mien_ranking_area (guint n, const float *scores, const gboolean *positive);

/* metrics-classes.c, metrics-flags.c, metrics-numbers.c: append to @metrics; the second of each
 * pair is what mien_metrics_compute_all() has more. */
void mien_metrics_classes (GArray *metrics,
                           const MienTask *task,
                           guint n,
                           const float *labels,
                           const float *outputs);
void mien_metrics_classes_more (GArray *metrics,
                                const MienTask *task,
                                guint n,
                                const float *labels,
                                const float *outputs);
void mien_metrics_flags (GArray *metrics,
                         const MienTask *task,
                         guint n,
                         const float *labels,
                         const float *outputs);
void mien_metrics_flags_more (GArray *metrics,
                              const MienTask *task,
                              guint n,
                              const float *labels,
                              const float *outputs);
void mien_metrics_scalar (GArray *metrics,
                          const MienTask *task,
                          guint n,
                          const float *labels,
                          const float *outputs);
void mien_metrics_points (GArray *metrics,
                          const MienTask *task,
                          guint n,
                          const float *labels,
                          const float *outputs);
void mien_metrics_points_more (GArray *metrics,
                               const MienTask *task,
                               guint n,
                               const float *labels,
                               const float *outputs);

/* A sample without label or answer counts nowhere; @counts: initialised. */
void mien_metrics_count_classes (MienCounts *counts,
                                 const MienTask *task,
                                 guint n,
                                 const float *labels,
                                 const float *outputs);
void mien_metrics_count_flag (MienCounts *counts,
                              const MienTask *task,
                              int flag,
                              guint n,
                              const float *labels,
                              const float *outputs);

/* Of a probability that may be 0. */
static inline double
mien_log_p (double p)
{
  return log (MAX (p, 1e-12));
}

G_END_DECLS
