#include "engine/training/history.h"

#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER "epoch,step,task,split,metric,value\n"

struct _MienHistory {
  char *path;
  int fd;
  GString *waiting; /* rows that are not written yet */
};

static void
append_row (GString *text, const MienHistoryRow *row)
{
  g_string_append_printf (text, "%d,%" G_GINT64_FORMAT, row->epoch, row->step);
  mien_csv_append_cell (text, row->task);
  mien_csv_append_cell (text, row->split);
  mien_csv_append_cell (text, row->metric);
  mien_csv_append_number (text, row->value);
  mien_csv_end_row (text);
}

/* Rows up to @step of a table that may end in the middle of a line. */
typedef struct {
  const char *path;
  GArray *rows;
  gint64 step;
  guint bad; /* the first line that is no row; 0 for none */
} Reading;

/* What was being written when the machine went down may stand at the end; amidst rows that count it
 * is somebody's. */
static gboolean
refuse_line (const Reading *reading, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s:%u: this is no row of a training's history; correct or remove that line",
               reading->path, reading->bad);
  return FALSE;
}

static gboolean
parse_row (char **cells, guint n_cells, MienHistoryRow *row)
{
  gint64 epoch = 0;
  char *end = NULL;

  if (n_cells != 6 || !g_ascii_string_to_signed (cells[0], 10, 0, G_MAXINT, &epoch, NULL) ||
      !g_ascii_string_to_signed (cells[1], 10, G_MININT64, G_MAXINT64, &row->step, NULL))
    return FALSE;
  row->epoch = (int) epoch;
  row->task = g_intern_string (cells[2]);
  row->split = g_intern_string (cells[3]);
  row->metric = g_intern_string (cells[4]);
  row->value = *cells[5] != '\0' ? g_ascii_strtod (cells[5], &end) : (double) NAN;
  return end == NULL || (*end == '\0' && end != cells[5]);
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;
  MienHistoryRow found = {0};

  if (row == 1)
    return TRUE;
  if (!parse_row (cells, n_cells, &found)) {
    reading->bad = reading->bad == 0 ? row : reading->bad;
    return TRUE;
  }
  if (found.step > reading->step)
    return TRUE;
  if (reading->bad > 0)
    return refuse_line (reading, error);
  g_array_append_val (reading->rows, found);
  return TRUE;
}

/* A line without its end was being written when something happened: it does not count. */
static GArray *
read_rows (const char *path, gint64 step, GError **error)
{
  g_autofree char *text = NULL;
  gsize len = 0;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MienHistoryRow));
  Reading reading = {.path = path, .rows = rows, .step = step};

  if (!g_file_get_contents (path, &text, &len, error))
    return NULL;
  while (len > 0 && text[len - 1] != '\n')
    len--;
  if (len > 0 && !mien_csv_parse (text, len, path, read_row, &reading, error))
    return NULL;
  return g_steal_pointer (&rows);
}

GArray *
mien_history_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "history.csv", NULL);

  return read_rows (path, G_MAXINT64, error);
}

static gboolean
is_steering (const MienHistoryRow *row)
{
  return g_str_equal (row->split, MIEN_HISTORY_STEER);
}

gboolean
mien_history_copy (const char *from,
                   const char *folder,
                   gint64 step,
                   gint64 n_steered,
                   GError **error)
{
  g_autofree char *source = g_build_filename (from, "history.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "history.csv", NULL);
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GArray) rows = NULL;

  if (step + n_steered > 0) {
    rows = read_rows (source, step, error);
    if (rows == NULL) {
      g_prefix_error (error, "What the training has recorded cannot be read, without which it does "
                             "not go on; put it back: ");
      return FALSE;
    }
  }
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (!is_steering (row) || n_steered-- > 0)
      append_row (text, row);
  }
  if (n_steered > 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s lacks rows of what the training was told before its checkpoint; put the whole "
                 "file back, or train in another folder",
                 source);
    return FALSE;
  }
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  return mien_file_replace (path, bytes, error);
}

static gboolean
fail (MienHistory *self, const char *doing, GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), "Cannot %s %s: %s%s", doing,
               self->path, g_strerror (saved), mien_file_remedy (saved));
  return FALSE;
}

MienHistory *
mien_history_open (const char *folder, gint64 step, gint64 n_steered, GError **error)
{
  g_autoptr (MienHistory) self = g_new0 (MienHistory, 1);

  self->fd = -1;
  self->path = g_build_filename (folder, "history.csv", NULL);
  self->waiting = g_string_new (NULL);
  if (!mien_history_copy (folder, folder, step, n_steered, error))
    return NULL;
  self->fd = g_open (self->path, O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
  if (self->fd < 0) {
    fail (self, "open", error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
mien_history_free (MienHistory *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_string_free (self->waiting, TRUE);
  g_free (self);
}

void
mien_history_add (MienHistory *self, const MienHistoryRow *row)
{
  append_row (self->waiting, row);
}

/* Whoever deletes a folder that is written to may miss what comes meanwhile; what was recorded is
 * gone all the same. */
static gboolean
check_there (MienHistory *self, GError **error)
{
  struct stat about;

  if (fstat (self->fd, &about) != 0 || about.st_nlink > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "%s was deleted while the training wrote to it; start it anew in another folder",
               self->path);
  return FALSE;
}

gboolean
mien_history_flush (MienHistory *self, gboolean sync, GError **error)
{
  gsize done = 0;

  if (!check_there (self, error))
    return FALSE;
  while (done < self->waiting->len) {
    ssize_t n = mien_file_write (self->fd, self->waiting->str + done, self->waiting->len - done);

    if (n < 0 && errno != EINTR) {
      fail (self, "write", error);
      g_string_erase (self->waiting, 0, (gssize) done); /* what is there is not written twice */
      return FALSE;
    }
    done += n > 0 ? (gsize) n : 0;
  }
  g_string_truncate (self->waiting, 0);
  if (sync && fsync (self->fd) != 0)
    return fail (self, "sync", error);
  return TRUE;
}
