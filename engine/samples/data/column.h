/* One thing known about the samples of a data set. */
#pragma once

#include "engine/network/task.h"

G_BEGIN_DECLS

/**
 * MienColumn:
 * @name: unique in its data set
 * @kind: how @values is to be read
 * @names: (nullable): class or flag names, in the order of their indices; NULL-terminated
 * @width: values a sample: 1 for class and scalar, K for flags and distribution, 2 P for points
 * @n_samples: rows of @values
 * @values: [n_samples,width]; NaN where it is missing
 *
 * Immutable once its data set is built.
 */
typedef struct {
  char *name;
  MienKind kind;
  char **names;
  int width;
  guint n_samples;
  float *values;
} MienColumn;

/* All values start out missing. @names: (nullable): copied. */
MienColumn *mien_column_new (const char *name,
                             MienKind kind,
                             const char *const *names,
                             int width,
                             guint n_samples);
MienColumn *mien_column_copy (const MienColumn *self);
void mien_column_free (MienColumn *self);

gboolean mien_column_is_missing (const MienColumn *self, guint sample); /* all of its values */
int mien_column_get_class (const MienColumn *self, guint sample);       /* -1 where missing */
int mien_column_find_name (const MienColumn *self, const char *name);   /* -1 where unknown */
guint mien_column_count_missing (const MienColumn *self);
guint *mien_column_count (const MienColumn *self); /* (transfer full): [K] samples of each name */
/* (transfer full): "fear", "AU1|?AU2" (of AU2 nothing is known), "-0.3", "x1 y1 …"; "" where
 * missing; as written into tables */
char *mien_column_format (const MienColumn *self, guint sample);
/* The reverse, into @values; FALSE with %MIEN_ERROR_RANGE saying what would be right. */
gboolean
mien_column_parse (const MienColumn *self, const char *text, float *values, GError **error);

/* (transfer full): the column as a head answers it: one number a class, not its index */
MienTask *mien_column_to_task (const MienColumn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienColumn, mien_column_free)

G_END_DECLS
