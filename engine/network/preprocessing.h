/* How a picture becomes the numbers that a network reads: a property of the network, not of the
 * data. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_CROP_NONE,   /* the whole picture, stretched to a square */
  MIEN_CROP_CENTRE, /* the largest square in the middle */
} MienCrop;

typedef enum {
  MIEN_EQUALISE_NONE,
  MIEN_EQUALISE_HISTOGRAM,
} MienEqualise;

typedef enum {
  MIEN_STANDARDISE_NONE,  /* x / 255 */
  MIEN_STANDARDISE_IMAGE, /* (x - mean) / max (sd, 1 / sqrt (n)) over each picture, all channels */
  MIEN_STANDARDISE_DATASET, /* (x - mean[c]) / sd[c], over the training part */
} MienStandardise;

/* @mean and @sd are in grey levels, 0 to 255, and used by %MIEN_STANDARDISE_DATASET alone. */
typedef struct {
  int size;     /* pixels, both sides */
  int channels; /* 1 grey, 3 red green blue */
  MienCrop crop;
  MienEqualise equalise;
  MienStandardise standardise;
  double mean[3];
  double sd[3];
} MienPreprocessing;

const char *mien_crop_name (MienCrop crop);
gboolean mien_crop_from_name (const char *name, MienCrop *crop);
const char *mien_equalise_name (MienEqualise equalise);
gboolean mien_equalise_from_name (const char *name, MienEqualise *equalise);
const char *mien_standardise_name (MienStandardise standardise);
gboolean mien_standardise_from_name (const char *name, MienStandardise *standardise);

/* @x: [C,H,W], grey levels 0 to 255 in, the network's numbers out */
void mien_preprocessing_standardise (const MienPreprocessing *self, float *x);

G_END_DECLS
