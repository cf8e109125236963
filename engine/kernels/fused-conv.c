/* The way there: convolution, moments, activations. */
#include "engine/kernels/fused-private.h"

#include <string.h>

enum {
  GROUP = MIEN_GROUP,
  CHUNK = MIEN_FUSED_CHUNK,
  MOMENTS = MIEN_FUSED_MOMENTS
};

static void
transform_group (int group, int worker G_GNUC_UNUSED, gpointer data)
{
  const MienFusedWork *work = data;

  work->method->transform (work->pass->conv, work->pass->weights, work->weight, group);
}

static void
measure (const MienFusedWork *work, float *sums, const float *z)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize plane = mien_fused_plane_len (conv);

  for (int g = 0; g < mien_n_groups (conv->out); g++)
    mien_kernels ()->group->moments (sums + (gsize) g * MOMENTS, z + (gsize) g * plane,
                                     plane / GROUP, work->centre + (gsize) g * GROUP);
}

static void
forward_chunk (int chunk, int worker, gpointer data)
{
  const MienFusedWork *work = data;
  const MienFusedPass *pass = work->pass;
  const MienFusedConv *conv = pass->conv;
  MienFusedBench bench = mien_fused_bench (work, worker);
  int last = MIN (pass->n, (chunk + 1) * CHUNK), step = mien_fused_together (conv);
  float *sums = pass->partials + (gsize) chunk * mien_fused_moments_len (conv);

  mien_fused_clear (work, bench.prepared, step);
  memset (sums, 0, mien_fused_moments_len (conv) * sizeof (float));
  for (int first = chunk * CHUNK; first < last; first += step) {
    int n = MIN (step, last - first);
    float *z = work->z + (gsize) first * mien_fused_z_len (conv);

    mien_fused_prepare (work, &bench, first, n);
    work->method->forward (conv, z, bench.prepared, n, pass->weights, bench.method);
    for (int i = 0; i < n && work->centre != NULL; i++)
      measure (work, sums, z + (gsize) i * mien_fused_z_len (conv));
  }
}

void
mien_fused_conv_forward (const MienFusedPass *pass,
                         float *z,
                         const MienPictures *from,
                         const float *weight,
                         const float *centre,
                         double *moments)
{
  MienFusedWork work = {.pass = pass,
                        .method = mien_fused_method (pass->conv),
                        .from = from,
                        .z = z,
                        .weight = weight,
                        .centre = moments != NULL ? centre : NULL};

  mien_pool_run (pass->pool, mien_n_groups (pass->conv->out), transform_group, &work);
  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), forward_chunk, &work);
  if (moments != NULL)
    mien_fused_add_moments (pass, moments);
}

static void
activate_group (const MienFusedWork *work, float *y, const float *z, int g)
{
  const MienFusedConv *conv = work->pass->conv;
  const MienGroupKernels *kernels = mien_kernels ()->group;

  if (conv->pool)
    kernels->pool (y, z, conv->height, conv->width, work->affine + g);
  else
    kernels->activate (y, z, mien_fused_plane_len (conv) / GROUP, work->affine + g);
}

static void
activate (const MienFusedWork *work, const MienFusedBench *bench, const float *z, int picture)
{
  const MienFusedConv *conv = work->pass->conv;
  gsize n_pixels = (gsize) mien_fused_y_height (conv) * (gsize) mien_fused_y_width (conv);
  float *y =
      work->to->grouped ? work->to->x + (gsize) picture * mien_fused_y_len (conv) : bench->picture;

  for (int g = 0; g < mien_n_groups (conv->out); g++)
    activate_group (work, y + (gsize) g * n_pixels * GROUP,
                    z + (gsize) g * mien_fused_plane_len (conv), g);
  if (!work->to->grouped)
    mien_ungroup_picture (work->to->x + (gsize) picture * (gsize) conv->out * n_pixels, y,
                          conv->out, n_pixels);
}

static void
activate_picture (int picture, int worker, gpointer data)
{
  const MienFusedWork *work = data;
  MienFusedBench bench = mien_fused_bench (work, worker);

  activate (work, &bench, work->z + (gsize) picture * mien_fused_z_len (work->pass->conv), picture);
}

void
mien_fused_conv_activate (const MienFusedPass *pass,
                          const MienPictures *to,
                          const float *z,
                          const MienAffine *affine)
{
  MienFusedWork work = {.pass = pass, .to = to, .z = (float *) z, .affine = affine};

  mien_pool_run (pass->pool, pass->n, activate_picture, &work);
}

static void
predict_chunk (int chunk, int worker, gpointer data)
{
  const MienFusedWork *work = data;
  const MienFusedPass *pass = work->pass;
  MienFusedBench bench = mien_fused_bench (work, worker);
  int last = MIN (pass->n, (chunk + 1) * CHUNK), step = mien_fused_together (pass->conv);

  mien_fused_clear (work, bench.prepared, step);
  for (int first = chunk * CHUNK; first < last; first += step) {
    int n = MIN (step, last - first);

    mien_fused_prepare (work, &bench, first, n);
    work->method->forward (pass->conv, bench.d_z, bench.prepared, n, pass->weights, bench.method);
    for (int i = 0; i < n; i++)
      activate (work, &bench, bench.d_z + (gsize) i * mien_fused_z_len (pass->conv), first + i);
  }
}

void
mien_fused_conv_predict (const MienFusedPass *pass,
                         const MienPictures *to,
                         const MienPictures *from,
                         const float *weight,
                         const MienAffine *affine)
{
  MienFusedWork work = {.pass = pass,
                        .method = mien_fused_method (pass->conv),
                        .from = from,
                        .to = to,
                        .weight = weight,
                        .affine = affine};

  mien_pool_run (pass->pool, mien_n_groups (pass->conv->out), transform_group, &work);
  mien_pool_run (pass->pool, mien_n_chunks (pass->n, CHUNK), predict_chunk, &work);
}
