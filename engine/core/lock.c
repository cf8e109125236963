#include "engine/core/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _MienLock {
  int fd; /* -1 where the folder cannot be opened */
};

/* FALSE where somebody else holds it. */
static gboolean
take (int fd, int how)
{
  return fd < 0 || flock (fd, how | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

static MienLock *
lock (const char *folder, int how, GError **error)
{
  g_autoptr (MienLock) self = g_new (MienLock, 1);

  self->fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (take (self->fd, how))
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
               "%s is being trained in at this moment; wait for its end, or stop it", folder);
  return NULL;
}

MienLock *
mien_lock_folder (const char *folder, GError **error)
{
  return lock (folder, LOCK_EX, error);
}

MienLock *
mien_lock_folder_together (const char *folder, GError **error)
{
  return lock (folder, LOCK_SH, error);
}

void
mien_lock_free (MienLock *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

gboolean
mien_folder_is_locked (const char *folder)
{
  g_autoptr (MienLock) lock = mien_lock_folder (folder, NULL);

  return lock == NULL;
}
