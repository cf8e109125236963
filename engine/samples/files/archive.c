#include "engine/samples/files/archive.h"
#include "engine/samples/files/file-names.h"

#include "engine/core/cache.h"
#include "engine/core/error.h"
#include "engine/samples/files/file-names.h"
#include "engine/samples/files/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define BLOCK 65536
#define ENTRIES_A_REPORT 256
#define PROBLEMS_NAME "//problems" /* the pack's own entry: no file can be called so */
/* Pictures hardly shrink in an archive and tables of pixels to a fifth; what unpacks to so much
 * more is a bomb. */
#define MOST_RATIO 200
#define FREELY_UNPACKED (G_GUINT64_CONSTANT (1) << 28)
#define LONGEST_NAME 4096 /* as no file can have a longer one */
#define LONGEST_TOLD 80
#define ROOM_TO_LEAVE (G_GUINT64_CONSTANT (1) << 30)
#define MOST_KEPT (G_GUINT64_CONSTANT (32) << 30) /* of all archives, in the cache folder */

struct _MienArchive {
  char *path;
  char *stamp;
  MienPack *pack;
  GPtrArray *names; /* NULL-terminated; not owned */
  GPtrArray *problems;
};

/* While it is being streamed. */
typedef struct {
  const char *path;
  const MienProgress *progress; /* (nullable) */
  struct archive *reader;
  MienPackWriter *writer;
  guint64 archive_size;
  guint64 room;
  GString *problems; /* path, line, sentence, line … */
  GHashTable *seen;
} Stream;

static void
tell (Stream *self, const char *name, const char *what)
{
  g_autofree char *display = mien_file_is_plain (name) ? g_strdup (name) : g_strescape (name, NULL);
  g_autofree char *line = g_strdelimit (g_strdup (what), "\r\n", ' '); /* libarchive breaks some */

  g_string_append_printf (self->problems, "%s\n%s\n", display, line);
}

/* (transfer full) (nullable): the name tidied, or NULL where there is nothing to take. */
static char *
tidy_name (Stream *self, const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, "/\\", -1);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (!mien_file_is_plain (name) || strlen (name) > LONGEST_NAME) {
    g_autofree char *start = g_strndup (name, LONGEST_TOLD);
    g_autofree char *valid = g_utf8_make_valid (start, -1);

    tell (self, valid,
          "The file's name has a line break or thousands of characters and is left out; rename it");
    return NULL;
  }
  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "..") || (i == 0 && *words[i] == '\0')) {
      tell (self, name,
            "The archive's entry leads out of the archive and is left out; pack it anew");
      return NULL;
    }
    if (*words[i] == '\0' || g_str_equal (words[i], "."))
      continue;
    if (*words[i] == '.' || g_str_equal (words[i], "__MACOSX"))
      return NULL;
    g_ptr_array_add (steps, words[i]);
  }
  g_ptr_array_add (steps, NULL);
  return g_strjoinv ("/", (char **) steps->pdata);
}

/* Names that are not UTF-8 are taken as Latin-1. */
static char *
entry_name (Stream *self, struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  const char *raw = name == NULL ? archive_entry_pathname (entry) : NULL;
  g_autofree char *converted = raw != NULL && !g_utf8_validate (raw, -1, NULL)
                                   ? g_convert (raw, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL)
                                   : NULL;

  name = name != NULL ? name : converted != NULL ? converted : raw;
  return name != NULL ? tidy_name (self, name) : NULL;
}

static gboolean
check_bounds (const Stream *self, GError **error)
{
  guint64 size = mien_pack_writer_get_size (self->writer);

  if (size > FREELY_UNPACKED && size / MOST_RATIO > self->archive_size)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s unpacks to more than %d times its size, which no pictures do; it may be meant "
                 "to fill the disk and is not opened",
                 self->path, MOST_RATIO);
  else if (size > self->room)
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
        "%s does not fit the cache folder; make room there, or unpack it yourself and open "
        "the folder",
        self->path);
  else
    return TRUE;
  return FALSE;
}

/* An entry that cannot be read to its end is told and left out. FALSE only on an error. */
static gboolean
take_data (Stream *self, const char *name, GError **error)
{
  GCancellable *cancellable = self->progress != NULL ? self->progress->cancellable : NULL;
  g_autofree char *block = g_malloc (BLOCK);
  la_ssize_t n;

  mien_pack_writer_begin (self->writer, name);
  while ((n = archive_read_data (self->reader, block, BLOCK)) > 0)
    if (!mien_pack_writer_add (self->writer, block, (gsize) n, error) ||
        !check_bounds (self, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  if (n == 0)
    return TRUE;
  mien_pack_writer_drop (self->writer);
  g_autofree char *what = g_strdup_printf (
      "The entry cannot be unpacked (%s) and is left out; copy or pack the archive again",
      archive_error_string (self->reader));

  tell (self, name, what);
  return TRUE;
}

static gboolean
take_entry (Stream *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = NULL;

  if (archive_entry_filetype (entry) != AE_IFREG)
    return TRUE;
  name = entry_name (self, entry);
  if (name == NULL || !mien_file_is_wanted_name (name))
    return TRUE;
  if (archive_entry_is_encrypted (entry)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s is locked with a password; unpack it yourself and open the folder",
                 self->path);
    return FALSE;
  }
  if (!g_hash_table_add (self->seen, g_strdup (name))) {
    tell (self, name, "The archive has this entry twice; the first one counts");
    return TRUE;
  }
  return take_data (self, name, error);
}

static gboolean
report (const Stream *self, GError **error)
{
  double done = (double) archive_filter_bytes (self->reader, -1) / (double) self->archive_size;

  return self->progress == NULL ||
         mien_progress_tell (self->progress, "Reading the archive", CLAMP (done, 0.0, 1.0), error);
}

static gboolean
take_all (Stream *self, GError **error)
{
  struct archive_entry *entry;
  guint n = 0;
  int status;

  while ((status = archive_read_next_header (self->reader, &entry)) == ARCHIVE_OK ||
         status == ARCHIVE_WARN)
    if ((n++ % ENTRIES_A_REPORT == 0 && !report (self, error)) || !take_entry (self, entry, error))
      return FALSE;
  if (status == ARCHIVE_EOF)
    return TRUE;
  if (n == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be read as an archive (%s); a zip or a tar was expected", self->path,
                 archive_error_string (self->reader));
    return FALSE;
  }

  g_autofree char *what = g_strdup_printf (
      "The archive breaks off or is damaged (%s); what stands before that is used. Copy it again",
      archive_error_string (self->reader));
  g_autofree char *base = g_path_get_basename (self->path);

  tell (self, base, what);
  return TRUE;
}

static gboolean
end_pack (Stream *self, GError **error)
{
  mien_pack_writer_begin (self->writer, PROBLEMS_NAME);
  return mien_pack_writer_add (self->writer, self->problems->str, self->problems->len, error) &&
         mien_pack_writer_end (self->writer, error);
}

static guint64
find_room (const char *folder)
{
  struct statvfs info;
  guint64 room;

  if (statvfs (folder, &info) != 0)
    return G_MAXUINT64;
  room = (guint64) info.f_bavail * info.f_frsize;
  return room > ROOM_TO_LEAVE ? room - ROOM_TO_LEAVE : 0;
}

static gboolean
stream (const char *path,
        const char *pack,
        guint64 size,
        const MienProgress *progress,
        GError **error)
{
  g_autoptr (MienPackWriter) writer = mien_pack_writer_new (pack, error);
  g_autoptr (GString) problems = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = g_path_get_dirname (pack);
  Stream self = {.path = path,
                 .progress = progress,
                 .writer = writer,
                 .archive_size = MAX (size, 1),
                 .room = find_room (folder),
                 .problems = problems,
                 .seen = seen};
  gboolean ok = FALSE;

  if (writer == NULL)
    return FALSE;
  self.reader = archive_read_new ();
  archive_read_support_filter_all (self.reader);
  archive_read_support_format_zip (self.reader);
  archive_read_support_format_tar (self.reader);
  if (archive_read_open_filename (self.reader, path, BLOCK) != ARCHIVE_OK)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s cannot be read as an archive (%s); a zip or a tar was expected", path,
                 archive_error_string (self.reader));
  else
    ok = take_all (&self, error) && end_pack (&self, error);
  archive_read_free (self.reader);
  return ok;
}

static void
problem_free (gpointer problem)
{
  mien_problem_free (problem);
}

static void
read_problems (MienArchive *self)
{
  g_autoptr (GBytes) bytes = mien_pack_get (self->pack, PROBLEMS_NAME);
  g_autofree char *text =
      bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i += 2)
    g_ptr_array_add (self->problems, mien_problem_new (lines[i], "%s", lines[i + 1]));
}

static void
read_names (MienArchive *self)
{
  const char *const *names = mien_pack_get_names (self->pack);

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], PROBLEMS_NAME))
      g_ptr_array_add (self->names, (gpointer) names[i]);
  g_ptr_array_add (self->names, NULL);
}

/* Reading all of it to see whether it is what it was would take as long as unpacking it. */
static char *
make_stamp (const char *path, const GStatBuf *info)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld",
                                           full, (gint64) info->st_size,
                                           (gint64) info->st_mtim.tv_sec, info->st_mtim.tv_nsec);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

MienArchive *
mien_archive_open (const char *path, const MienProgress *progress, GError **error)
{
  g_autoptr (MienArchive) self = g_new0 (MienArchive, 1);
  g_autofree char *pack = NULL;
  GStatBuf info;

  self->names = g_ptr_array_new ();
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  if (g_stat (path, &info) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s is not there; check its name", path);
    return NULL;
  }
  self->path = g_strdup (path);
  self->stamp = make_stamp (path, &info);
  pack = mien_cache_path ("archives", self->stamp, error);
  if (pack == NULL)
    return NULL;
  self->pack = mien_pack_open (pack);
  if (self->pack == NULL) {
    if (!stream (path, pack, (guint64) info.st_size, progress, error))
      return NULL;
    self->pack = mien_pack_open (pack);
    mien_cache_trim (pack, MOST_KEPT);
  }
  if (self->pack == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot read %s, which was just written",
                 pack);
    return NULL;
  }
  mien_cache_touch (pack);
  read_problems (self);
  read_names (self);
  return g_steal_pointer (&self);
}

void
mien_archive_free (MienArchive *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->problems);
  mien_pack_free (self->pack);
  g_free (self->stamp);
  g_free (self->path);
  g_free (self);
}

const char *const *
mien_archive_get_names (MienArchive *self)
{
  return (const char *const *) self->names->pdata;
}

GPtrArray *
mien_archive_get_problems (MienArchive *self)
{
  return self->problems;
}

const char *
mien_archive_get_stamp (MienArchive *self)
{
  return self->stamp;
}

gboolean
mien_archive_has (MienArchive *self, const char *name)
{
  return mien_pack_has (self->pack, name);
}

GBytes *
mien_archive_read (MienArchive *self, const char *name, GError **error)
{
  GBytes *bytes = mien_pack_get (self->pack, name);

  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s in %s is not there; put it back or leave it out", name, self->path);
  return bytes;
}
