/* Samples and columns as an importer read them; immutable, shared between threads by reference. */
#pragma once

#include "engine/samples/data/column.h"
#include "engine/samples/files/picture.h"
#include "engine/samples/files/problem.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* The part that a data set's own authors gave a sample to. */
typedef enum {
  MIEN_PART_NONE = -1,
  MIEN_PART_TRAIN,
  MIEN_PART_VALIDATION,
  MIEN_PART_TEST,
  MIEN_N_PARTS,
} MienPart;

const char *mien_part_name (MienPart part);                      /* "train", "validation", "test" */
gboolean mien_part_from_name (const char *name, MienPart *part); /* also "val", "training", … */

/* A part of a picture, in pixels from its upper left corner. */
typedef struct {
  int x;
  int y;
  int width;
  int height;
} MienBox;

typedef struct _MienDataset MienDataset;

MienDataset *mien_dataset_ref (MienDataset *self);
void mien_dataset_unref (MienDataset *self);

const char *mien_dataset_get_location (MienDataset *self); /* as opened: a path or "built-in…" */
const char *
mien_dataset_get_layout (MienDataset *self); /* of mien_import_layouts(), "pattern", "built-in" */
guint mien_dataset_get_n_samples (MienDataset *self);
const char *mien_dataset_get_id (MienDataset *self, guint sample); /* path inside the data set */
int mien_dataset_find (MienDataset *self, const char *id);         /* -1 where there is none */
GPtrArray *mien_dataset_get_columns (MienDataset *self); /* of MienColumn, transfer none */
MienColumn *mien_dataset_get_column (MienDataset *self, const char *name); /* (nullable) */
/* (nullable): the class column that says who a face shows: @asked (nullable), else one of a usual
 * name, such as person */
MienColumn *mien_dataset_find_subject (MienDataset *self, const char *asked);
GPtrArray *mien_dataset_get_problems (MienDataset *self);         /* of MienProblem */
MienPart mien_dataset_get_part (MienDataset *self, guint sample); /* official split */
gboolean mien_dataset_has_parts (MienDataset *self);
gboolean mien_dataset_is_excluded (MienDataset *self, guint sample); /* by a correction */

/* (transfer full): (nullable): the picture of @sample, decoded; any thread. The message names it.
 */
GdkPixbuf *mien_dataset_load (MienDataset *self, guint sample, GError **error);
/* The same as quickly as @wish allows, see mien_picture_decode_pixels(); the caller clears @pixels.
 */
gboolean mien_dataset_load_pixels (MienDataset *self,
                                   guint sample,
                                   const MienPictureWish *wish,
                                   MienPixels *pixels,
                                   GError **error);

/* (transfer full) (nullable): the file of @sample's picture as it is, where there is one; mapped */
GBytes *mien_dataset_read (MienDataset *self, guint sample, GError **error);
/* Whether @sample is a part of its picture; if so, which. */
gboolean mien_dataset_get_box (MienDataset *self, guint sample, MienBox *box);
/* Where @sample's face lies in its picture, by the header of the file where it is all of it; FALSE
 * where that cannot be read. */
gboolean mien_dataset_measure (MienDataset *self, guint sample, MienBox *box);
/* (transfer full) (nullable): sha256 in hex that changes when a picture does, by the files' paths,
 * sizes and times, not their bytes; NULL where it cannot be told */
char *mien_dataset_stamp (MienDataset *self);

/* (transfer full): sha256 in hex over ids, official parts, exclusions, boxes and columns, as
 * corrections, joined tables and edits left them; not over pixels */
char *mien_dataset_fingerprint (MienDataset *self);

/* What a person corrected: for @id, @column says @label; column "" and label "exclude" leaves it
 * out. Column and label are named as they were read, whatever edits made of them since. */
typedef struct {
  char *id;
  char *column;
  char *label;    /* as mien_column_format() writes it */
  char *original; /* the label that was there; "" where missing */
} MienCorrection;

MienCorrection *
mien_correction_new (const char *id, const char *column, const char *label, const char *original);
void mien_correction_free (MienCorrection *self);

/* corrections.csv: path,column,label,original */
GPtrArray *mien_corrections_read (const char *path, GError **error);
gboolean mien_corrections_write (GPtrArray *corrections, const char *path, GError **error);

/* (transfer full): a new data set; unchanged columns are shared. Corrections for unknown ids are
 * left out and told as problems, as are those for unknown columns; a label that the column cannot
 * have is %MIEN_ERROR_RANGE. Column "" with label "" takes an excluded sample back. */
MienDataset *mien_dataset_correct (MienDataset *self, GPtrArray *corrections, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienDataset, mien_dataset_unref)

G_END_DECLS
