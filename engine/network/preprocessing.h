/* How a picture becomes the numbers that a network reads: a property of the network, not of the
 * data. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_CROP_NONE,      /* the whole picture, stretched to a square */
  MIEN_CROP_CENTRE,    /* the largest square in the middle */
  MIEN_CROP_EYES,      /* turned, scaled and shifted so that the eyes lie at fixed places */
  MIEN_CROP_LANDMARKS, /* a square around all landmarks */
  MIEN_N_CROPS,
} MienCrop;

/* Where MIEN_CROP_EYES puts the middles of the eyes, level, in sides of the square: the mean of the
 * places that faces of 112 × 112 pixels are commonly aligned to, (38.29, 51.70) and (73.53, 51.50),
 * published with Deng et al., "ArcFace: Additive Angular Margin Loss for Deep Face Recognition",
 * CVPR 2019, after Liu et al., "SphereFace", CVPR 2017. */
#define MIEN_CROP_EYE_X 0.343 /* the left one's in the picture; the right one's is 1 less this */
#define MIEN_CROP_EYE_Y 0.461
/* What MIEN_CROP_LANDMARKS leaves on each side, in extents of the landmarks. */
#define MIEN_CROP_MARGIN 0.1

/* How often a grey level may occur in a tile of MIEN_EQUALISE_CLAHE, in times the mean over all 256
 * levels; what is above is dealt out to all levels alike. */
#define MIEN_CLAHE_CLIP 2.0
/* Tiles along a side: one for so many pixels, 8 at most, as a histogram of fewer says nothing. */
#define MIEN_CLAHE_TILE 12
#define MIEN_CLAHE_MAX_TILES 8

typedef enum {
  MIEN_EQUALISE_NONE,
  MIEN_EQUALISE_HISTOGRAM,
  MIEN_EQUALISE_CLAHE, /* tile by tile, with limited contrast */
  MIEN_N_EQUALISATIONS,
} MienEqualise;

typedef enum {
  MIEN_STANDARDISE_NONE,  /* x / 255 */
  MIEN_STANDARDISE_IMAGE, /* (x - mean) / max (sd, 1 / sqrt (n)) over each picture, all channels */
  MIEN_STANDARDISE_DATASET, /* (x - mean[c]) / sd[c], over the training part */
  MIEN_N_STANDARDISATIONS,
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
/* Whether it goes by landmarks, which a picture by itself does not have. */
gboolean mien_crop_needs_points (MienCrop crop);
const char *mien_equalise_name (MienEqualise equalise);
gboolean mien_equalise_from_name (const char *name, MienEqualise *equalise);
const char *mien_standardise_name (MienStandardise standardise);
gboolean mien_standardise_from_name (const char *name, MienStandardise *standardise);

/* @x: [C,H,W], grey levels 0 to 255 in, the network's numbers out */
void mien_preprocessing_standardise (const MienPreprocessing *self, float *x);

G_END_DECLS
