/* A data set gathered face by face, with columns that grow along: for layouts that know what their
 * labels mean, where a table (table.h) has to guess. */
#pragma once

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/layouts/scan.h"

G_BEGIN_DECLS

typedef struct _MienGather MienGather;

MienGather *mien_gather_new (const MienImport *import, const MienScan *scan, const char *layout);
void mien_gather_free (MienGather *self);
MienDatasetBuilder *mien_gather_get_builder (MienGather *self); /* transfer none */
const MienImport *mien_gather_get_import (MienGather *self);
const MienScan *mien_gather_get_scan (MienGather *self);

/**
 * mien_gather_add_column:
 * @names: (nullable): of classes, flags or votes; NULL for a class whose words are met on the way
 * @width: as MienColumn's
 *
 * Before the first sample.
 *
 * Returns: its number
 */
guint mien_gather_add_column (MienGather *self,
                              const char *name,
                              MienKind kind,
                              const char *const *names,
                              int width);

/* FALSE where @id is there already; the sample is then not added. */
gboolean mien_gather_add_sample (MienGather *self, const char *id, MienPart part);
guint mien_gather_get_last (MienGather *self); /* number of the sample that was added last */

/* What follows is about the sample that was added last. Everything is missing until it is set. */
void mien_gather_set (MienGather *self, guint column, double value);
void mien_gather_set_word (MienGather *self, guint column, const char *word);
float *mien_gather_get_values (MienGather *self, guint column); /* [width] until the next sample */
/* @pixels: [width] in the whole picture; kept as fractions of the face. FALSE where the picture's
 * size cannot be read. */
gboolean mien_gather_set_points (MienGather *self, guint column, const double *pixels);

/* The same from the text of a cell, such as "3"; one that is wrong is told as line @line of
 * @source, and the value stays missing, as it does where the cell is empty. */
/* @codes: class names by number, the first having number @first; NULL-terminated */
void mien_gather_set_code (MienGather *self,
                           guint column,
                           const char *cell,
                           const char *const *codes,
                           int first,
                           const char *source,
                           guint line);
void mien_gather_set_number (MienGather *self,
                             guint column,
                             const char *cell,
                             double min,
                             double max,
                             const char *source,
                             guint line);
/* mien_gather_set_points(), where @n numbers were found; -1 or another count is a mistake */
void mien_gather_set_pixels (MienGather *self,
                             guint column,
                             const double *pixels,
                             int n,
                             const char *source,
                             guint line);

/* As mien_dataset_builder_tell_line() */
void mien_gather_tell (MienGather *self,
                       const char *path,
                       guint line,
                       const char *detail,
                       const char *what);
/* The same about the face that was added last. */
void mien_gather_tell_face (MienGather *self,
                            const char *path,
                            guint line,
                            const char *detail,
                            const char *what);
/* To be called for every row: tells the progress now and then; FALSE where it was cancelled.
 * @fraction: 0 … 1, or -1 */
gboolean mien_gather_go_on (MienGather *self, const char *doing, double fraction, GError **error);

/* (transfer full): frees @self. Classes and flags that no sample has are left out, columns without
 * a value too, which is told. Words that were met are sorted. */
MienDatasetBuilder *mien_gather_end (MienGather *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienGather, mien_gather_free)

G_END_DECLS
