/* The files that a data set is read from, wherever they lie: in a folder or in an archive. */
#pragma once

#include "engine/samples/files/problem.h"
#include "engine/samples/files/progress.h"

G_BEGIN_DECLS

/* Shared by reference; any threads may ask at once. Paths are below the root and use /. */
typedef struct _MienFiles MienFiles;

MienFiles *mien_files_new_folder (const char *root);

/**
 * mien_files_open_archive:
 * @path: zip or tar, compressed or not
 * @progress: (nullable)
 * @error: %MIEN_ERROR_FORMAT where it is no archive, is locked with a password or unpacks to far
 *   more than it can hold; of #GIOErrorEnum
 *
 * The archive is streamed once: pictures and tables go into one file in the cache folder, nothing
 * is written elsewhere, and an archive that was opened before is there at once.
 */
MienFiles *mien_files_open_archive (const char *path, const MienProgress *progress, GError **error);
MienFiles *mien_files_ref (MienFiles *self);
void mien_files_unref (MienFiles *self);

const char *mien_files_get_root (MienFiles *self); /* the folder or the archive, for messages */
gboolean mien_files_is_archive (MienFiles *self);
/* What an archive holds, sorted; NULL for a folder, which is walked (scan.h). */
const char *const *mien_files_get_names (MienFiles *self);
GPtrArray *mien_files_get_problems (MienFiles *self); /* of MienProblem: an archive's own */

gboolean mien_files_has (MienFiles *self, const char *path);
/* (transfer full) (nullable): mapped, not copied; the message names the file. */
GBytes *mien_files_read (MienFiles *self, const char *path, GError **error);
/* (transfer full) (nullable): changes when the file does; without reading it: its size and time. */
char *mien_files_stamp (MienFiles *self, const char *path);

/* Whether a file is named like an archive that can be opened. */
gboolean mien_files_is_archive_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFiles, mien_files_unref)

G_END_DECLS
