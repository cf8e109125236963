/* What the works of mien-run bench share: one file each, bench-WORK.c. */
#pragma once

#include "engine/network/network.h"
#include "engine/training/batch.h"
#include "engine/training/optimizer.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The profile's row for building a batch. */
#define MIEN_BENCH_BATCH "batch"

/* 0 or %NULL where the work's own default is meant, as of at_once, path and jpeg.
 */
typedef struct {
  const char *network;
  int size, batch, threads;
  double seconds;
  gboolean profile;
  int images, epochs, seeds, at_once;
  int series, points, width; /* of a plot */
  const char *path;
  const char *jpeg; /* folder to make JPEG files in */
} MienBenchOptions;

/* Steps a second. */
typedef struct {
  double best, median;
} MienBenchRates;

/* How fast @step is, by blocks of a tenth of @seconds after a warm-up of a fifth. */
MienBenchRates mien_bench_measure (void (*step) (gpointer data), gpointer data, double seconds);
/* @rates: (element-type double): sorted on return, at least one */
MienBenchRates mien_bench_rates (GArray *rates);

/* The instruction set that the kernels chose, as "isa", and the most memory that the process ever
 * held, as "peak_mebibytes". */
void mien_bench_add_machine (JsonObject *result);

/* The four heads of the comparison. */
enum {
  MIEN_BENCH_HEADS = 4
};

extern const int mien_bench_widths[MIEN_BENCH_HEADS];

/* (transfer full): that network with random weights and the first @n_heads of the heads, planned;
 * @n_workers of the pool that runs it */
MienNetwork *mien_bench_network_new (const MienBenchOptions *options,
                                     MienPlan plan,
                                     int n_heads,
                                     guint64 seed,
                                     int n_workers,
                                     GError **error);
MienOptimizer *mien_bench_optimizer_new (MienNetwork *network);

/* Random pictures, 0 to 1, and a random class of each for every head; the same for any @pool. */
typedef struct {
  int n;
  gsize picture;                   /* floats */
  float *x;                        /* [n,picture] */
  float *labels[MIEN_BENCH_HEADS]; /* [n] */
} MienBenchFaces;

/* FALSE with %MIEN_ERROR_NO_MEMORY where they are too many; @self is to be cleared either way. */
gboolean
mien_bench_faces_init (MienBenchFaces *self, int n, int size, MienPool *pool, GError **error);
void mien_bench_faces_clear (MienBenchFaces *self);

/* What a training step needs. */
typedef struct {
  MienNetwork *network;
  MienOptimizer *optimizer;
  MienPool *pool;
  MienProfile *profile; /* (nullable) */
  guint64 seed, step;   /* of the draws; the step counts itself */
} MienBenchTraining;

/* Forward, the four losses, backward, and the optimizer's step. Returns: the sum of the losses */
double mien_bench_train (MienBenchTraining *self, const MienBenchFaces *faces);

/* bench-batch.c: batches of random faces with every augmentation on, as a training builds them. */
typedef struct _MienBenchBatches MienBenchBatches;

/* @network: its tasks are of classes; outlives the batches */
MienBenchBatches *mien_bench_batches_new (MienNetwork *network, int batch, GError **error);
void mien_bench_batches_free (MienBenchBatches *self);
/* The next one's pictures, until the one after. */
const float *mien_bench_batches_fill (MienBenchBatches *self, MienPool *pool);

/* The works. Each adds what it found to @result. */
gboolean mien_bench_network (const char *work,
                             const MienBenchOptions *options,
                             JsonObject *result,
                             GError **error);
/* A table on standard error, and in "methods" faces a second and how many times as long as a step
 * with fixed weights a step takes. */
gboolean mien_bench_weighting (const MienBenchOptions *options, JsonObject *result, GError **error);
gboolean mien_bench_sgemm (const MienBenchOptions *options, JsonObject *result, GError **error);
gboolean mien_bench_study (const MienBenchOptions *options, JsonObject *result, GError **error);
gboolean mien_bench_import (const MienBenchOptions *options, JsonObject *result, GError **error);
/* Curves off the screen: milliseconds of the first picture of a million points, of frames with
 * another range of x each, and of the cursor alone; nanoseconds to append a point. */
gboolean mien_bench_plot (const MienBenchOptions *options, JsonObject *result);

/* bench-profile.c: a table on standard error, and "step_ms" and "profile" in @result; where a batch
 * was built in the step, also its "batch_share". */
void
mien_bench_tell_profile (MienProfile *profile, int n_steps, double seconds, JsonObject *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBenchBatches, mien_bench_batches_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienBenchFaces, mien_bench_faces_clear)

G_END_DECLS
