#include "engine/samples/faces-room.h"

#include "engine/core/cache.h"
#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Raised whenever this layout changes, or the bytes that are made of a picture. */
#define VERSION 2
#define MAGIC "mienface"
#define KEY_LEN 64

typedef struct {
  char magic[8];
  guint32 version;
  guint32 n;
  guint32 channels;
  guint32 size;
  guint64 reasons; /* bytes of text behind the pixels, each reason ended by a 0 */
  char key[KEY_LEN];
} Header;

static MienFacesRoom *
room_new (const char *key, guint n, int channels, int size)
{
  MienFacesRoom *self = g_new0 (MienFacesRoom, 1);

  self->n = n;
  self->channels = channels;
  self->size = size;
  self->fd = -1;
  self->key = g_strdup (key);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* FALSE where no machine could hold so many. */
static gboolean
measure (MienFacesRoom *self)
{
  gsize face = (gsize) self->channels * (gsize) self->size * (gsize) self->size, pixels, notes;

  return g_size_checked_mul (&pixels, self->n, face) &&
         g_size_checked_mul (&notes, self->n, sizeof (MienFaceNote)) &&
         g_size_checked_add (&self->len, pixels, notes) &&
         g_size_checked_add (&self->len, self->len, sizeof (Header)) && self->len < G_MAXSSIZE;
}

static void
point_inside (MienFacesRoom *self)
{
  self->notes = (MienFaceNote *) (void *) (self->block + sizeof (Header));
  self->pixels = self->block + sizeof (Header) + self->n * sizeof (MienFaceNote);
}

static gboolean
map (MienFacesRoom *self, int fd, int protection)
{
  void *block = mmap (NULL, self->len, protection, MAP_SHARED, fd, 0);

  if (block == MAP_FAILED)
    return FALSE;
  self->block = block;
  self->mapped = TRUE;
  point_inside (self);
  return TRUE;
}

static Header
make_header (const MienFacesRoom *self, gsize reasons)
{
  Header header = {.version = VERSION,
                   .n = self->n,
                   .channels = (guint32) self->channels,
                   .size = (guint32) self->size,
                   .reasons = reasons};

  memcpy (header.magic, MAGIC, sizeof header.magic);
  memcpy (header.key, self->key, KEY_LEN);
  return header;
}

/* What the file says of itself is what was asked for, and its length is what follows from that. */
static gboolean
suits (const MienFacesRoom *self, int fd)
{
  struct stat facts;
  Header header, wanted;

  if (fstat (fd, &facts) != 0 || pread (fd, &header, sizeof header, 0) != (ssize_t) sizeof header)
    return FALSE;
  wanted = make_header (self, header.reasons);
  return memcmp (&header, &wanted, sizeof header) == 0 &&
         header.reasons <= (guint64) G_MAXSSIZE - self->len &&
         (guint64) facts.st_size == self->len + header.reasons;
}

static gboolean
read_reasons (MienFacesRoom *self, int fd, gsize len)
{
  g_autofree char *text = g_try_malloc (len + 1);
  guint unusable = 0;

  if (text == NULL || pread (fd, text, len, (off_t) self->len) != (ssize_t) len)
    return FALSE;
  text[len] = '\0';
  for (gsize at = 0; at < len; at += strlen (text + at) + 1)
    g_ptr_array_add (self->reasons, g_strdup (text + at));
  for (guint i = 0; i < self->n; i++) {
    if (self->notes[i].state < MIEN_FACE_UNUSABLE ||
        self->notes[i].state > MIEN_FACE_WITHOUT_POINTS)
      return FALSE;
    unusable += self->notes[i].state == MIEN_FACE_UNUSABLE;
  }
  return unusable == self->reasons->len;
}

static gboolean
read_file (MienFacesRoom *self, int fd)
{
  struct stat facts;

  return measure (self) && suits (self, fd) && map (self, fd, PROT_READ) &&
         fstat (fd, &facts) == 0 && read_reasons (self, fd, (gsize) facts.st_size - self->len);
}

MienFacesRoom *
mien_faces_room_open (const char *key, guint n, int channels, int size)
{
  g_autoptr (MienFacesRoom) self = room_new (key, n, channels, size);
  g_autofree char *path = mien_cache_path ("faces", key, NULL);
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  gboolean ok = fd >= 0 && read_file (self, fd);

  if (fd >= 0)
    close (fd);
  if (ok)
    mien_cache_touch (path);
  else if (fd >= 0)
    g_unlink (path);
  return ok ? g_steal_pointer (&self) : NULL;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "Cannot write %s: %s", path,
               g_strerror (code));
  return FALSE;
}

/* All of it is taken from the disk now, as a disk that is full later would end the program. */
static gboolean
make_file (MienFacesRoom *self, GError **error)
{
  int code;

  self->path = mien_cache_path ("faces", self->key, error);
  if (self->path == NULL)
    return FALSE;
  self->temp = g_strconcat (self->path, ".XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temp, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fail (self->temp, errno, error);
  code = mien_fault_hit ("faces/room") ? ENOSPC : posix_fallocate (self->fd, 0, (off_t) self->len);
  if (code != 0)
    return fail (self->temp, code, error);
  return map (self, self->fd, PROT_READ | PROT_WRITE) || fail (self->temp, errno, error);
}

/* What was begun and not kept is removed; a mapping of it goes on all the same. */
static void
forget_file (MienFacesRoom *self)
{
  if (self->fd >= 0) {
    close (self->fd);
    g_unlink (self->temp);
  }
  self->fd = -1;
}

MienFacesRoom *
mien_faces_room_new (const char *key,
                     guint n,
                     int channels,
                     int size,
                     GError **trouble,
                     GError **error)
{
  g_autoptr (MienFacesRoom) self = room_new (key, n, channels, size);

  if (measure (self) && (key == NULL || !make_file (self, trouble))) {
    forget_file (self);
    self->block = g_try_malloc0 (self->len);
  }
  if (self->block != NULL) {
    point_inside (self);
    return g_steal_pointer (&self);
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
               "The memory does not do for %u faces of %d × %d pixels; choose a smaller size or "
               "fewer faces",
               n, size, size);
  return NULL;
}

static gboolean
write_reasons (const MienFacesRoom *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->reasons->len; i++) {
    const char *reason = g_ptr_array_index (self->reasons, i);

    g_string_append_len (text, reason, (gssize) strlen (reason) + 1);
  }

  Header header = make_header (self, text->len);

  memcpy (self->block, &header, sizeof header);
  return pwrite (self->fd, text->str, text->len, (off_t) self->len) == (ssize_t) text->len;
}

gboolean
mien_faces_room_keep (MienFacesRoom *self, GError **error)
{
  gboolean ok;

  if (self->fd < 0)
    return TRUE;
  ok = write_reasons (self) || fail (self->temp, errno, error);
  ok = ok && mien_file_keep (self->fd, self->temp, self->path, error);
  if (!ok) {
    forget_file (self);
    return FALSE;
  }
  close (self->fd);
  self->fd = -1;
  mprotect (self->block, self->len, PROT_READ);
  mien_cache_trim (self->path, MIEN_FACES_MOST_BYTES);
  return TRUE;
}

void
mien_faces_room_free (MienFacesRoom *self)
{
  if (self == NULL)
    return;
  forget_file (self);
  if (self->mapped)
    munmap (self->block, self->len);
  else
    g_free (self->block);
  g_ptr_array_unref (self->reasons);
  g_free (self->key);
  g_free (self->temp);
  g_free (self->path);
  g_free (self);
}
