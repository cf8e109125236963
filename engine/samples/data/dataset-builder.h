/* How importers and the drawn faces put a data set together; nobody else needs this. */
#pragma once

#include "engine/samples/data/dataset.h"
#include "engine/samples/files/files.h"

G_BEGIN_DECLS

typedef struct _MienDatasetBuilder MienDatasetBuilder;

/* (transfer full): the picture of @sample; called from any thread, from several at once. */
typedef GdkPixbuf *(*MienPictureFunc) (guint sample, gpointer data, GError **error);

/* (transfer none): the data set that has the picture of @sample, which becomes its number there; as
 * above. */
typedef MienDataset *(*MienLocateFunc) (guint *sample, gpointer data);

MienDatasetBuilder *mien_dataset_builder_new (const char *location, const char *layout);
void mien_dataset_builder_free (MienDatasetBuilder *self);

/* Pictures are those of @files that are named as the samples are, unless a function makes them. */
void mien_dataset_builder_set_files (MienDatasetBuilder *self, MienFiles *files);
/* @stamp: (nullable): changes when the pictures that @load makes do (mien_dataset_stamp) */
void mien_dataset_builder_set_loader (MienDatasetBuilder *self,
                                      MienPictureFunc load,
                                      gpointer data,
                                      GDestroyNotify destroy,
                                      const char *stamp);

/* The same of pictures, boxes and files that other data sets have. */
void mien_dataset_builder_set_locator (MienDatasetBuilder *self,
                                       MienLocateFunc locate,
                                       gpointer data,
                                       GDestroyNotify destroy,
                                       const char *stamp);
/* Pictures to be measured are those of @dataset, which outlives @self and has the same samples. */
void mien_dataset_builder_borrow_pictures (MienDatasetBuilder *self, MienDataset *dataset);

/* For a face in a larger picture, or a sample whose id is not its file's path. @path and @box:
 * (nullable): the id, the whole picture */
void mien_dataset_builder_set_picture (MienDatasetBuilder *self,
                                       guint sample,
                                       const char *path,
                                       const MienBox *box);
/* Pixels of @sample's face, box or whole picture; FALSE where its header cannot be read. */
gboolean mien_dataset_builder_measure (MienDatasetBuilder *self, guint sample, MienBox *box);

/* FALSE where @id is there already; the sample is then not added. */
gboolean mien_dataset_builder_add_sample (MienDatasetBuilder *self, const char *id, MienPart part);
void mien_dataset_builder_set_part (MienDatasetBuilder *self, guint sample, MienPart part);
guint mien_dataset_builder_get_n_samples (MienDatasetBuilder *self);

/* @column: (transfer full): with as many samples as there are at the end */
void mien_dataset_builder_take_column (MienDatasetBuilder *self, MienColumn *column);

/**
 * mien_dataset_builder_tell:
 * @path: what it is about: "a/b.png", "labels.csv:12"
 * @detail: (nullable): more about this one, such as the name that the row holds
 * @what: the sentence; problems with the same sentence become one entry with a count and examples
 *
 * Where @path is the id of a sample that was added, the entry concerns that sample.
 */
void mien_dataset_builder_tell (MienDatasetBuilder *self,
                                const char *path,
                                const char *detail,
                                const char *what);

/* The same of line @line of the text file @path, or of all of it where @line is 0. */
void mien_dataset_builder_tell_line (MienDatasetBuilder *self,
                                     const char *path,
                                     guint line,
                                     const char *detail,
                                     const char *what);

/* The same about the face of @sample, which is then shown with the problem. */
void mien_dataset_builder_tell_sample (MienDatasetBuilder *self,
                                       guint sample,
                                       const char *path,
                                       guint line,
                                       const char *detail,
                                       const char *what);

/* The problems told so far, in words, for an error message; "" where there are none. */
char *mien_dataset_builder_describe_problems (MienDatasetBuilder *self);

/* (transfer full): frees @self; adds what can be seen from the columns, such as a class of one
 * face. */
MienDataset *mien_dataset_builder_end (MienDatasetBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienDatasetBuilder, mien_dataset_builder_free)

G_END_DECLS
