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
  return (candidate > best) | (candidate != candidate);
}

/* Of the window at (@row,@column), clipped to the channel @x. */
static int
find_clipped (const MienLayer *layer, const float *x, int row, int column)
{
  const MienSlide *window = &layer->window;
  int bottom = MIN (row + window->kernel[0], layer->in.h), left = MAX (column, 0);
  int right = MIN (column + window->kernel[1], layer->in.w), width = layer->in.w;
  int best = MAX (row, 0) * width + left;

  for (int i = MAX (row, 0); i < bottom; i++)
    for (int at = i * width + left; at < i * width + right; at++) {
      int better = beats (x[at], x[best]);

      best += (at - best) * better; /* no branch: it would be guessed wrong half of the time */
    }
  return best;
}

/* --- any window: forward keeps where each largest number stands, as it is dear to find --- */

static gint32 *
places_of (const Work *work, int picture)
{
  gint32 *places = (gint32 *) (void *) work->layer->kept;

  return places + (gsize) picture * mien_shape_len (work->layer->out);
}

static void
forward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  const MienSlide *window = &layer->window;
  gsize plane = (gsize) layer->in.h * (gsize) layer->in.w;
  const float *x = work->pass->x + (gsize) picture * mien_shape_len (layer->in);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (layer->out);
  gint32 *place = places_of (work, picture);

  for (int c = 0; c < layer->in.c; c++, x += plane)
    for (int i = 0; i < layer->out.h; i++)
      for (int j = 0; j < layer->out.w; j++, place++) {
        *place = find_clipped (layer, x, i * window->stride[0] - window->padding[0],
                               j * window->stride[1] - window->padding[1]);
        *y++ = x[*place];
      }
}

/* Windows that overlap may take the same number. */
static void
backward_picture (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  const MienLayer *layer = work->layer;
  int plane = layer->in.h * layer->in.w, out_plane = layer->out.h * layer->out.w;
  const gint32 *place = places_of (work, picture);
  const float *d_y = work->pass->d_y + (gsize) picture * mien_shape_len (layer->out);
  float *d_x = work->pass->d_x + (gsize) picture * mien_shape_len (layer->in);

  memset (d_x, 0, mien_shape_len (layer->in) * sizeof (float));
  for (int c = 0; c < layer->in.c; c++, d_x += plane)
    for (int i = 0; i < out_plane; i++)
      d_x[*place++] += *d_y++;
}

static gsize
kept (const MienLayer *self, int n)
{
  return (gsize) n * mien_shape_len (self->out);
}

/* --- 2x2, stride 2: found again on the way back --- */

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

static void
forward_picture_by_four (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienShape in = work->layer->in, out = work->layer->out;
  const float *x = work->pass->x + (gsize) picture * mien_shape_len (in);
  float *y = work->pass->y + (gsize) picture * mien_shape_len (out);

  for (int c = 0; c < in.c; c++)
    for (int i = 0; i < out.h; i++)
      for (int j = 0; j < out.w; j++) {
        const float *corner =
            x + ((gsize) c * (gsize) in.h + 2 * (gsize) i) * (gsize) in.w + 2 * (gsize) j;

        *y++ = corner[find_of_four (corner, (gsize) in.w)];
      }
}

static void
backward_picture_by_four (int picture, int worker G_GNUC_UNUSED, gpointer data)
{
  const Work *work = data;
  MienShape in = work->layer->in, out = work->layer->out;
  gsize start = (gsize) picture * mien_shape_len (in);
  const float *d_y = work->pass->d_y + (gsize) picture * mien_shape_len (out);
  float *d_x = work->pass->d_x + start;

  memset (d_x, 0, mien_shape_len (in) * sizeof (float));
  for (int c = 0; c < in.c; c++)
    for (int i = 0; i < out.h; i++)
      for (int j = 0; j < out.w; j++) {
        gsize at = ((gsize) c * (gsize) in.h + 2 * (gsize) i) * (gsize) in.w + 2 * (gsize) j;

        d_x[at + find_of_four (work->pass->x + start + at, (gsize) in.w)] = *d_y++;
      }
}

/* --- both --- */

static gboolean
is_by_four (const MienSlide *window)
{
  const MienSlide two = mien_slide_square (2, 2, 0);

  return memcmp (window, &two, sizeof two) == 0;
}

static void
forward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  mien_pool_run (pass->pool, pass->n,
                 is_by_four (&self->window) ? forward_picture_by_four : forward_picture, &work);
}

static void
backward (MienLayer *self, const MienLayerPass *pass)
{
  Work work = {self, pass};

  if (pass->d_x != NULL)
    mien_pool_run (pass->pool, pass->n,
                   is_by_four (&self->window) ? backward_picture_by_four : backward_picture, &work);
}

static const MienLayerClass klass = {
    .name = "max pool",
    .forward = forward,
    .backward = backward,
    .kept = kept,
};

static const MienLayerClass class_by_four = {
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
      mien_layer_alloc (MIEN_LAYER_MAX_POOL, is_by_four (window) ? &class_by_four : &klass, in,
                        mien_layer_slide (in, in.c, window));

  self->window = *window;
  return self;
}

MienLayer *
mien_layer_max_pool_new (MienShape in)
{
  const MienSlide window = mien_slide_square (2, 2, 0);

  return mien_layer_max_pool_new_full (in, &window);
}
