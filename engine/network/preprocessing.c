#include "engine/network/preprocessing.h"

#include <math.h>

static const char *const crops[] = {
    [MIEN_CROP_NONE] = "none",
    [MIEN_CROP_CENTRE] = "centre",
    [MIEN_CROP_EYES] = "eyes",
    [MIEN_CROP_LANDMARKS] = "landmarks",
};
static const char *const equalisations[] = {
    [MIEN_EQUALISE_NONE] = "none",
    [MIEN_EQUALISE_HISTOGRAM] = "histogram",
    [MIEN_EQUALISE_CLAHE] = "clahe",
};
static const char *const standardisations[] = {
    [MIEN_STANDARDISE_NONE] = "none",
    [MIEN_STANDARDISE_IMAGE] = "image",
    [MIEN_STANDARDISE_DATASET] = "dataset",
};

static int
find (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return (int) i;
  return -1;
}

const char *
mien_crop_name (MienCrop crop)
{
  return crops[crop];
}

gboolean
mien_crop_from_name (const char *name, MienCrop *crop)
{
  int found = find (crops, G_N_ELEMENTS (crops), name);

  if (found >= 0)
    *crop = (MienCrop) found;
  return found >= 0;
}

gboolean
mien_crop_needs_points (MienCrop crop)
{
  return crop == MIEN_CROP_EYES || crop == MIEN_CROP_LANDMARKS;
}

const char *
mien_equalise_name (MienEqualise equalise)
{
  return equalisations[equalise];
}

gboolean
mien_equalise_from_name (const char *name, MienEqualise *equalise)
{
  int found = find (equalisations, G_N_ELEMENTS (equalisations), name);

  if (found >= 0)
    *equalise = (MienEqualise) found;
  return found >= 0;
}

const char *
mien_standardise_name (MienStandardise standardise)
{
  return standardisations[standardise];
}

gboolean
mien_standardise_from_name (const char *name, MienStandardise *standardise)
{
  int found = find (standardisations, G_N_ELEMENTS (standardisations), name);

  if (found >= 0)
    *standardise = (MienStandardise) found;
  return found >= 0;
}

static void
scale (float *x, gsize len, double mean, double deviation)
{
  float factor = (float) (1.0 / deviation), centre = (float) mean;

  for (gsize i = 0; i < len; i++)
    x[i] = (x[i] - centre) * factor;
}

/* A picture of one grey would divide by nothing: its deviation counts as at least 1 / sqrt (n). */
static void
standardise_picture (float *x, gsize len)
{
  double sum = 0.0, squares = 0.0;

  for (gsize i = 0; i < len; i++)
    sum += (double) x[i];
  double mean = sum / (double) len;
  for (gsize i = 0; i < len; i++)
    squares += ((double) x[i] - mean) * ((double) x[i] - mean);
  scale (x, len, mean, MAX (sqrt (squares / (double) len), 1.0 / sqrt ((double) len)));
}

void
mien_preprocessing_standardise (const MienPreprocessing *self, float *x)
{
  gsize plane = (gsize) self->size * (gsize) self->size;

  switch (self->standardise) {
  case MIEN_STANDARDISE_NONE:
  default:
    scale (x, plane * (gsize) self->channels, 0.0, 255.0);
    break;
  case MIEN_STANDARDISE_IMAGE:
    standardise_picture (x, plane * (gsize) self->channels);
    break;
  case MIEN_STANDARDISE_DATASET:
    for (int c = 0; c < self->channels; c++)
      scale (x + (gsize) c * plane, plane, self->mean[c], MAX (self->sd[c], 1e-6));
    break;
  }
}
