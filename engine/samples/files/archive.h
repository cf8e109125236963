/* A zip or tar whose pictures and tables were streamed into one file in the cache folder. */
#pragma once

#include "engine/samples/files/problem.h"
#include "engine/samples/files/progress.h"

G_BEGIN_DECLS

typedef struct _MienArchive MienArchive;

/* As mien_files_open_archive(), which says the errors. */
MienArchive *mien_archive_open (const char *path, const MienProgress *progress, GError **error);
void mien_archive_free (MienArchive *self);

/* Any threads may ask at once. */
const char *const *mien_archive_get_names (MienArchive *self); /* sorted, NULL-terminated */
GPtrArray *mien_archive_get_problems (MienArchive *self);      /* of MienProblem */
const char *mien_archive_get_stamp (MienArchive *self);        /* changes when the archive does */
gboolean mien_archive_has (MienArchive *self, const char *name);
/* (transfer full) (nullable): a part of the mapped cache file */
GBytes *mien_archive_read (MienArchive *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienArchive, mien_archive_free)

G_END_DECLS
