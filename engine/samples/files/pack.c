#include "engine/samples/files/pack.h"

#include "engine/core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The bytes of the entries, then an index (length and name of each, in order), then this tail. */
#define MAGIC "mienpak2"

typedef struct {
  guint64 index_offset; /* little-endian, as all numbers are */
  guint64 n_entries;
  guint64 index_sum; /* of the index's bytes: a name that rotted would be another picture's */
  char magic[8];
} Tail;

typedef struct {
  guint64 offset;
  guint64 len;
} Place;

/* FNV-1a: Fowler, Noll and Vo, RFC 9923. */
static guint64
add_up (const guint8 *bytes, gsize len)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < len; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return sum;
}

struct _MienPackWriter {
  char *path;
  char *temp;
  FILE *file;
  guint64 size;
  guint64 entry; /* where the last one begins */
  char *name;    /* (nullable): the one that is being written */
  GByteArray *index;
  guint64 n_entries;
};

static gboolean
fail_writing (const MienPackWriter *self, GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved),
               "Cannot write %s (%s); make room in the cache folder or point XDG_CACHE_HOME to a "
               "disk that has some",
               self->path, g_strerror (saved));
  return FALSE;
}

MienPackWriter *
mien_pack_writer_new (const char *path, GError **error)
{
  g_autoptr (MienPackWriter) self = g_new0 (MienPackWriter, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  self->path = g_strdup (path);
  self->temp = g_strconcat (path, ".XXXXXX", NULL);
  self->index = g_byte_array_new ();
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      (fd = g_mkstemp_full (self->temp, O_RDWR | O_CLOEXEC, 0600)) < 0) {
    fail_writing (self, error);
    return NULL;
  }
  self->file = fdopen (fd, "wb");
  return g_steal_pointer (&self);
}

void
mien_pack_writer_free (MienPackWriter *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL) {
    fclose (self->file);
    g_unlink (self->temp);
  }
  g_byte_array_unref (self->index);
  g_free (self->name);
  g_free (self->temp);
  g_free (self->path);
  g_free (self);
}

static void
append_number (GByteArray *bytes, guint64 number)
{
  guint64 little = GUINT64_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static void
end_entry (MienPackWriter *self)
{
  if (self->name == NULL)
    return;
  append_number (self->index, self->size - self->entry);
  append_number (self->index, strlen (self->name));
  g_byte_array_append (self->index, (const guint8 *) self->name, (guint) strlen (self->name));
  self->n_entries++;
  g_clear_pointer (&self->name, g_free);
}

void
mien_pack_writer_begin (MienPackWriter *self, const char *name)
{
  end_entry (self);
  self->name = g_strdup (name);
  self->entry = self->size;
}

gboolean
mien_pack_writer_add (MienPackWriter *self, const void *bytes, gsize len, GError **error)
{
  if (fwrite (bytes, 1, len, self->file) != len)
    return fail_writing (self, error);
  self->size += len;
  return TRUE;
}

/* Its bytes are written over by the next entry's. */
void
mien_pack_writer_drop (MienPackWriter *self)
{
  g_clear_pointer (&self->name, g_free);
  self->size = self->entry;
  fseeko (self->file, (off_t) self->entry, SEEK_SET);
}

guint64
mien_pack_writer_get_size (MienPackWriter *self)
{
  return self->size;
}

gboolean
mien_pack_writer_end (MienPackWriter *self, GError **error)
{
  Tail tail = {.magic = MAGIC};
  gboolean ok;

  end_entry (self);
  tail.index_offset = GUINT64_TO_LE (self->size);
  tail.n_entries = GUINT64_TO_LE (self->n_entries);
  tail.index_sum = GUINT64_TO_LE (add_up (self->index->data, self->index->len));
  ok = mien_pack_writer_add (self, self->index->data, self->index->len, error) &&
       mien_pack_writer_add (self, &tail, sizeof tail, error);
  if (!ok)
    return FALSE;
  if (fflush (self->file) != 0 || ftruncate (fileno (self->file), (off_t) self->size) != 0 ||
      g_rename (self->temp, self->path) != 0)
    return fail_writing (self, error);
  fclose (g_steal_pointer (&self->file));
  return TRUE;
}

struct _MienPack {
  GBytes *bytes;
  GPtrArray *names; /* NULL-terminated */
  GHashTable *places;
};

static guint64
read_number (const guint8 *bytes)
{
  guint64 little;

  memcpy (&little, bytes, sizeof little);
  return GUINT64_FROM_LE (little);
}

/* Every length is checked against what is there before it is believed. */
static gboolean
read_entry (MienPack *self, const guint8 *bytes, gsize end, gsize *at, guint64 *offset)
{
  Place *place;
  guint64 len, name_len;

  if (end - *at < 16)
    return FALSE;
  len = read_number (bytes + *at);
  name_len = read_number (bytes + *at + 8);
  *at += 16;
  if (name_len > end - *at || len > end - *offset)
    return FALSE;
  place = g_new (Place, 1);
  *place = (Place){*offset, len};

  char *name = g_strndup ((const char *) bytes + *at, name_len);

  g_ptr_array_add (self->names, name);
  g_hash_table_insert (self->places, name, place);
  *offset += len;
  *at += name_len;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
read_index (MienPack *self)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->bytes, &size);
  guint64 offset = 0, n;
  gsize at;

  if (size < sizeof (Tail) ||
      memcmp (bytes + size - sizeof (Tail) + G_STRUCT_OFFSET (Tail, magic), MAGIC, 8) != 0)
    return FALSE;
  n = read_number (bytes + size - sizeof (Tail) + G_STRUCT_OFFSET (Tail, n_entries));
  at = read_number (bytes + size - sizeof (Tail));
  if (at > size - sizeof (Tail) ||
      add_up (bytes + at, size - sizeof (Tail) - at) !=
          read_number (bytes + size - sizeof (Tail) + G_STRUCT_OFFSET (Tail, index_sum)))
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    if (!read_entry (self, bytes, size - sizeof (Tail), &at, &offset))
      return FALSE;
  g_ptr_array_sort (self->names, compare_names);
  g_ptr_array_add (self->names, NULL);
  return TRUE;
}

MienPack *
mien_pack_open (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (MienPack) self = NULL;

  if (file == NULL)
    return NULL;
  self = g_new0 (MienPack, 1);
  self->bytes = g_mapped_file_get_bytes (file);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return read_index (self) ? g_steal_pointer (&self) : NULL;
}

void
mien_pack_free (MienPack *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->names);
  g_bytes_unref (self->bytes);
  g_free (self);
}

const char *const *
mien_pack_get_names (MienPack *self)
{
  return (const char *const *) self->names->pdata;
}

gboolean
mien_pack_has (MienPack *self, const char *name)
{
  return g_hash_table_contains (self->places, name);
}

GBytes *
mien_pack_get (MienPack *self, const char *name)
{
  const Place *place = g_hash_table_lookup (self->places, name);

  return place != NULL ? g_bytes_new_from_bytes (self->bytes, place->offset, place->len) : NULL;
}
