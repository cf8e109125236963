/* A folder that one at a time works in, of all programs on this machine. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MienLock MienLock;

/**
 * mien_lock_folder:
 * @folder: there already
 * @error: %G_IO_ERROR_BUSY where somebody else holds it
 *
 * Leaves no file behind, and ends with the program, however that ends. Where the file system knows
 * no locks, everybody gets one.
 *
 * Returns: (transfer full) (nullable)
 */
MienLock *mien_lock_folder (const char *folder, GError **error);
/* The same for those that work in it together: any number of them, and nobody alone. */
MienLock *mien_lock_folder_together (const char *folder, GError **error);
void mien_lock_free (MienLock *self);
gboolean mien_folder_is_locked (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienLock, mien_lock_free)

G_END_DECLS
