#include "engine/network/layer.h"

#include <string.h>

typedef struct {
  const MienLayer *layer;
  const MienLayerPass *pass;
} Work;

/* The first of equals wins over later ones, and NaN over all, so that it stays visible. */
static gboolean
beats (float candidate, float best)
{
  return candidate > best || candidate != candidate;
}

/* Which of the four is the largest. */
static gsize
find_of_four (const float *x, gsize width)
{
  const gsize offsets[] = {0, 1, width, width + 1};
  gsize best = 0;

  for (int k = 1; k < 4; k++)
    if (beats (x[offsets[k]], x[best]))
      best = offsets[k];
  return best;
}

/* Of the window at (@row,@column), clipped to the channel @x. */
static gsize
find_clipped (const MienLayer *layer, const float *x, int row, int column)
{
  const MienSlide *window = &layer->window;
  int bottom = MIN (row + window->kernel[0], layer->in.h), left = MAX (column, 0);
  int right = MIN (column + window->kernel[1], layer->in.w), width = layer->in.w;
  gsize best = (gsize) MAX (row, 0) * (gsize) width + (gsize) left;

  for (int i = MAX (row, 0); i < bottom; i++)
    for (int j = left; j < right; j++) {
      gsize at = (gsize) i * (gsize) width + (gsize) j;

      if (beats (x[at], x[best]))
        best = at;
    }
  return best;
}

static gboolean
is_two_by_two (const MienLayer *layer)
{
  const MienSlide two = mien_slide_square (2, 2, 0);

  return memcmp (&layer->window, &two, sizeof two) == 0;
}

/* Returns: offset, in the channel @x, of the number that output (@i,@j) takes */
static inline gsize
find_largest (const MienLayer *layer, gboolean two_by_two, const float *x, int i, int j)
{
  const MienSlide *window = &layer->window;

  if (two_by_two) {
    gsize corner = 2 * ((gsize) i * (gsize) layer->in.w + (gsize) j);

    return corner + find_of_four (x + corner, (gsize) layer->in.w);
  }
  return find_clipped (layer, x, i * window->stride[0] - window->padding[0],
                       j * window->stride[1] - window->padding[1]);
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  gboolean two_by_two = is_two_by_two (layer);
  gsize plane = (gsize) layer->in.h * (gsize) layer->in.w;
  const float *x = work->pass->x + (gsize) picture * mien_shape_len (layer->in);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (layer->out);

  for (int c = 0; c < layer->in.c; c++, x += plane)
    for (int i = 0; i < layer->out.h; i++)
      for (int j = 0; j < layer->out.w; j++)
        *y++ = x[find_largest (layer, two_by_two, x, i, j)];
}

/* Windows that overlap may take the same number. */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  gboolean two_by_two = is_two_by_two (layer);
  gsize plane = (gsize) layer->in.h * (gsize) layer->in.w;
  gsize start = (gsize) picture * mien_shape_len (layer->in);
  const float *x = work->pass->x + start;
  const float *d_y = work->pass->d_y + (gsize) picture * mien_shape_len (layer->out);
  float *d_x = work->pass->d_x + start;

  memset (d_x, 0, mien_shape_len (layer->in) * sizeof (float));
  for (int c = 0; c < layer->in.c; c++, x += plane, d_x += plane)
    for (int i = 0; i < layer->out.h; i++)
      for (int j = 0; j < layer->out.w; j++)
        d_x[find_largest (layer, two_by_two, x, i, j)] += *d_y++;
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  mien_pool_run (pass->pool, pass->n, forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n, backward_picture, &work);
}

static const MienLayerClass klass = {
    .name = "max pool",
    .needs_x = TRUE,
    .forward = forward,
    .backward = backward,
};

MienLayer *
mien_layer_max_pool_new_full (MienShape in, const MienSlide *window)
{
  g_return_val_if_fail (2 * window->padding[0] <= window->kernel[0] &&
                            2 * window->padding[1] <= window->kernel[1],
                        NULL);

  MienLayer *self =
      mien_layer_alloc (MIEN_LAYER_MAX_POOL, &klass, in, mien_layer_slide (in, in.c, window));

  self->window = *window;
  return self;
}

MienLayer *
mien_layer_max_pool_new (MienShape in)
{
  const MienSlide window = mien_slide_square (2, 2, 0);

  return mien_layer_max_pool_new_full (in, &window);
}
