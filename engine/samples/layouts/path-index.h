/* Which file a label means: names are matched with the ends of paths, so that it does not matter
 * below which folders a data set was put. Names stay inside: they only choose among files found. */
#pragma once

#include "engine/samples/layouts/gather.h"

G_BEGIN_DECLS

typedef struct _MienPathIndex MienPathIndex;

/* @paths: (element-type utf8): sorted; of a scan's pictures or texts, say */
MienPathIndex *mien_path_index_new (GPtrArray *paths);
void mien_path_index_free (MienPathIndex *self);

/* (nullable): the first path that is @name or ends in "/" and @name, marked as found. Where @name
 * begins with folders that are not there, as on its authors' disk, the last folder and the file
 * count: "x/happy/a.png" finds "faces/happy/a.png". */
const char *mien_path_index_find (MienPathIndex *self, const char *name);

/* (nullable): mien_path_index_find(), made a sample with its path as the id; that it is not there,
 * or a sample already, is told as line @line of @source. */
const char *mien_path_index_take (MienPathIndex *self,
                                  MienGather *gather,
                                  const char *name,
                                  MienPart part,
                                  const char *source,
                                  guint line);
void
mien_path_index_tell_absent (MienGather *gather, const char *name, const char *source, guint line);
void
mien_path_index_tell_double (MienGather *gather, const char *name, const char *source, guint line);

/* Tells every path that was not found and ends in @ending (nullable), as one problem. */
void mien_path_index_tell_rest (MienPathIndex *self,
                                MienGather *gather,
                                const char *ending,
                                const char *what);
/* The same of pictures, in the words that fit when no label names them. */
void mien_path_index_tell_unlabelled (MienPathIndex *self, MienGather *gather);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPathIndex, mien_path_index_free)

G_END_DECLS
