#include "engine/samples/frame.h"

#include "engine/core/error.h"
#include "engine/samples/drawn/drawn-shape.h"

#include <math.h>

/* How far from the picture's middle a corner may lie, in widths and heights of the picture. */
#define FARTHEST 4.0

typedef struct {
  double x;
  double y;
} Place;

/* The points that an eye is the mean of, in the left and the right half of the picture. */
static const struct {
  int n_points;
  int first[2];
  int count;
} schemes[] = {
    {5, {0, 1}, 1},
    {68, {36, 42}, 6},
    {MIEN_DRAWN_N_LANDMARKS, {6, 10}, 4},
};

static int
find_scheme (int n_points)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (schemes); i++)
    if (schemes[i].n_points == n_points)
      return i;
  return -1;
}

/* In pixels; NaN where one is missing. */
static Place
find_eye (const float *points, int first, int count, int width, int height)
{
  Place eye = {0.0, 0.0};

  for (int i = first; i < first + count; i++) {
    eye.x += (double) points[2 * i] * width / count;
    eye.y += (double) points[2 * i + 1] * height / count;
  }
  return eye;
}

/* From pixels along the sides of the square to fractions of the picture. */
static MienFrame
make_frame (Place corner, Place across, Place down, int width, int height)
{
  return (MienFrame){across.x / width,  down.x / width,  corner.x / width,
                     across.y / height, down.y / height, corner.y / height};
}

static MienFrame
frame_box (double x, double y, double across, double down, int width, int height)
{
  return make_frame ((Place){x, y}, (Place){across, 0.0}, (Place){0.0, down}, width, height);
}

static MienFrame
frame_centre (int width, int height)
{
  int side = MIN (width, height), x = (width - side) / 2, y = (height - side) / 2;

  return frame_box (x, y, side, side, width, height);
}

/* A turn, a scale and a shift. Sets of five points differ in whose left comes first, and nobody is
 * upside down. */
static gboolean
frame_eyes (int width, int height, const float *points, int n_points, MienFrame *frame)
{
  int scheme = find_scheme (n_points);

  if (points == NULL || scheme < 0)
    return FALSE;

  Place a = find_eye (points, schemes[scheme].first[0], schemes[scheme].count, width, height);
  Place b = find_eye (points, schemes[scheme].first[1], schemes[scheme].count, width, height);
  Place left = a.x <= b.x ? a : b, right = a.x <= b.x ? b : a;
  double dx = right.x - left.x, dy = right.y - left.y, distance = hypot (dx, dy);
  double apart = 1.0 - 2.0 * MIEN_CROP_EYE_X;

  if (!(distance >= 1.0))
    return FALSE;

  Place across = {dx / apart, dy / apart}, down = {-across.y, across.x};
  Place corner = {left.x - MIEN_CROP_EYE_X * across.x - MIEN_CROP_EYE_Y * down.x,
                  left.y - MIEN_CROP_EYE_X * across.y - MIEN_CROP_EYE_Y * down.y};
  *frame = make_frame (corner, across, down, width, height);
  return TRUE;
}

static gboolean
frame_landmarks (int width, int height, const float *points, int n_points, MienFrame *frame)
{
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};

  for (int i = 0; points != NULL && i < 2 * n_points; i++) {
    double at = (double) points[i] * (i % 2 == 0 ? width : height);

    if (!isfinite (at))
      return FALSE;
    low[i % 2] = MIN (low[i % 2], at);
    high[i % 2] = MAX (high[i % 2], at);
  }

  double side = MAX (high[0] - low[0], high[1] - low[1]) * (1.0 + 2.0 * MIEN_CROP_MARGIN);

  if (!(side >= 1.0))
    return FALSE;
  *frame = frame_box ((low[0] + high[0] - side) / 2.0, (low[1] + high[1] - side) / 2.0, side, side,
                      width, height);
  return TRUE;
}

/* Points of a table may be any numbers, and what is far outside is no face. */
static gboolean
is_near (const MienFrame *frame)
{
  for (int corner = 0; corner < 4; corner++) {
    int u = corner % 2, v = corner / 2;
    double x = frame->xx * u + frame->xy * v + frame->x0;
    double y = frame->yx * u + frame->yy * v + frame->y0;

    if (!(fabs (x - 0.5) <= FARTHEST && fabs (y - 0.5) <= FARTHEST))
      return FALSE;
  }
  return TRUE;
}

static gboolean
frame_points (MienCrop crop,
              int width,
              int height,
              const float *points,
              int n_points,
              MienFrame *frame)
{
  MienFrame found;
  gboolean ok = crop == MIEN_CROP_EYES ? frame_eyes (width, height, points, n_points, &found)
                                       : frame_landmarks (width, height, points, n_points, &found);

  if (!ok || !is_near (&found))
    return FALSE;
  *frame = found;
  return TRUE;
}

gboolean
mien_frame_find (MienCrop crop,
                 int width,
                 int height,
                 const float *points,
                 int n_points,
                 MienFrame *frame)
{
  *frame = crop == MIEN_CROP_NONE ? frame_box (0.0, 0.0, width, height, width, height)
                                  : frame_centre (width, height);
  return !mien_crop_needs_points (crop) ||
         frame_points (crop, width, height, points, n_points, frame);
}

void
mien_frame_follow (const MienFrame *self, float *points, int n_points)
{
  double area = self->xx * self->yy - self->xy * self->yx;

  for (int i = 0; i < n_points; i++) {
    double dx = (double) points[2 * i] - self->x0, dy = (double) points[2 * i + 1] - self->y0;

    points[2 * i] = (float) ((self->yy * dx - self->xy * dy) / area);
    points[2 * i + 1] = (float) ((self->xx * dy - self->yx * dx) / area);
  }
}

static gboolean
suits (const MienColumn *column, MienCrop crop)
{
  return column->kind == MIEN_KIND_POINTS &&
         (crop == MIEN_CROP_LANDMARKS || find_scheme (column->width / 2) >= 0);
}

static gboolean
refuse (MienDataset *dataset, MienCrop crop, const MienColumn *points, GError **error)
{
  if (points == NULL)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "data.crop: %s has no column of points to crop by %s; choose centre or none, or "
                 "join a table that has points",
                 mien_dataset_get_location (dataset), mien_crop_name (crop));
  else
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "data.crop: the column “%s” has %d points, of which it is not known which are the "
                 "eyes, as it is of 5, 68 and %d; choose landmarks, centre or none",
                 points->name, points->width / 2, MIEN_DRAWN_N_LANDMARKS);
  return FALSE;
}

gboolean
mien_frame_find_column (MienDataset *dataset,
                        MienCrop crop,
                        const MienColumn **column,
                        GError **error)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  const MienColumn *points = NULL;

  *column = NULL;
  if (!mien_crop_needs_points (crop))
    return TRUE;
  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *candidate = g_ptr_array_index (columns, i);

    if (suits (candidate, crop)) {
      *column = candidate;
      return TRUE;
    }
    if (candidate->kind == MIEN_KIND_POINTS)
      points = candidate;
  }
  return refuse (dataset, crop, points, error);
}
