/* What a data set is made of, for the files that build one. */
#pragma once

#include "engine/samples/data/column-edit.h"
#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/files/files.h"

G_BEGIN_DECLS

/* Ids and pictures never change, so a data set that is derived from another, by corrections or
 * edits, borrows those of its @base. */
struct _MienDataset {
  int ref_count; /* atomic */
  MienDataset *base;

  char *location;
  char *layout;
  guint n_samples;
  char **ids;         /* [n_samples] */
  GHashTable *index;  /* id → number */
  GStringChunk *text; /* holds the ids */

  MienFiles *files;      /* (nullable) */
  GPtrArray *paths;      /* [n_samples] of (nullable) path, where it is not the id; or NULL */
  GArray *boxes;         /* [n_samples] of MienBox, or NULL */
  char *stamp;           /* (nullable): of what @load makes or @locate finds */
  MienPictureFunc load;  /* (nullable): makes the pictures, rather than files */
  MienLocateFunc locate; /* (nullable): finds the data set that has the picture */
  gpointer load_data;    /* of either */
  GDestroyNotify load_destroy;

  GPtrArray *columns;  /* all of them, not owned */
  GPtrArray *owned;    /* those that are this data set's own */
  GPtrArray *problems; /* of MienProblem */
  gboolean *excluded;  /* [n_samples] */
  gint8 *parts;        /* [n_samples] of MienPart */
  gboolean has_parts;
  MienColumnEdits *edits; /* (nullable): what made the columns of those that @base has */
};

/* How the problem begins that the builder tells of a class with one face. */
#define MIEN_LONELY_CLASS "Only one face has this class"

/* (transfer full): as @base in everything, to be changed before others see it; keeps @base alive.
 */
MienDataset *mien_dataset_derive (MienDataset *base);

G_END_DECLS
