#include "engine/core/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MOST 512 /* bytes of a claim that are looked at */

typedef struct {
  char *name;
  char *path;
  int generation;
  int fd;
  guint beats;
  gboolean lost;
} Held;

/* What a claim of somebody else said, and since when. */
typedef struct {
  char *said;
  gint64 since_us;
} Seen;

struct _MienClaims {
  char *folder;
  char *owner; /* this machine, as it runs now: its name and the number of its boot */
  guint beat_ms, patience_ms;
  MienClaimLost on_lost;
  gpointer data;
  GMutex lock;
  GCond changed;
  gboolean ending;
  GThread *thread;
  GPtrArray *held;  /* of Held */
  GHashTable *seen; /* path → Seen */
};

static void
held_free (gpointer data)
{
  Held *held = data;

  close (held->fd);
  g_free (held->name);
  g_free (held->path);
  g_free (held);
}

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->said);
  g_free (seen);
}

static char *
name_owner (void)
{
  g_autofree char *boot = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup_printf ("%s %s ", g_get_host_name (), g_strchomp (boot));
  return g_strdup_printf ("%s - ", g_get_host_name ());
}

static char *
make_path (const MienClaims *self, const char *name, int generation)
{
  g_autofree char *file = g_strdup_printf ("%s.%d", name, generation);

  return g_build_filename (self->folder, file, NULL);
}

/* The count is of fixed width, so that a beat writes over the one before. */
static gboolean
beat (const MienClaims *self, Held *held)
{
  g_autofree char *line =
      g_strdup_printf ("%s%ld %010u\n", self->owner, (long) getpid (), held->beats++);
  size_t len = strlen (line);

  return pwrite (held->fd, line, len, 0) == (ssize_t) len && fdatasync (held->fd) == 0;
}

/* The one who does not look after a claim for too long no longer has it. */
static void
look_after (MienClaims *self, Held *held)
{
  g_autofree char *next = make_path (self, held->name, held->generation + 1);

  beat (self, held);
  if (held->lost || !g_file_test (next, G_FILE_TEST_EXISTS))
    return;
  held->lost = TRUE;
  if (self->on_lost != NULL)
    self->on_lost (held->name, self->data);
}

static gpointer
beat_all (gpointer data)
{
  MienClaims *self = data;

  g_mutex_lock (&self->lock);
  while (!self->ending) {
    gint64 next = g_get_monotonic_time () + (gint64) self->beat_ms * 1000;

    for (guint i = 0; i < self->held->len; i++)
      look_after (self, g_ptr_array_index (self->held, i));
    while (!self->ending && g_cond_wait_until (&self->changed, &self->lock, next))
      ;
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
fail (const char *doing, const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), "%s %s: %s", doing, path,
               g_strerror (saved));
}

MienClaims *
mien_claims_new (const char *folder,
                 guint beat_ms,
                 guint patience_ms,
                 MienClaimLost lost,
                 gpointer data,
                 GError **error)
{
  if (g_mkdir_with_parents (folder, 0755) != 0) {
    fail ("Cannot make the folder", folder, error);
    return NULL;
  }

  MienClaims *self = g_new0 (MienClaims, 1);
  self->folder = g_strdup (folder);
  self->owner = name_owner ();
  self->beat_ms = beat_ms;
  self->patience_ms = patience_ms;
  self->on_lost = lost;
  self->data = data;
  self->held = g_ptr_array_new_with_free_func (held_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, seen_free);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("mien-claims", beat_all, self);
  return self;
}

/* A claim that was taken over stays: without it, the one that counts would not be found. */
static void
let_go (const MienClaims *self, const Held *held)
{
  g_autofree char *next = make_path (self, held->name, held->generation + 1);

  if (!g_file_test (next, G_FILE_TEST_EXISTS))
    g_unlink (held->path);
}

void
mien_claims_free (MienClaims *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->held->len; i++)
    let_go (self, g_ptr_array_index (self->held, i));
  g_rmdir (self->folder);
  g_ptr_array_unref (self->held);
  g_hash_table_unref (self->seen);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self->owner);
  g_free (self->folder);
  g_free (self);
}

/* Said the same since it was first looked at, for longer than is believed. */
static gboolean
is_silent (MienClaims *self, const char *path, const char *said)
{
  Seen *seen = g_hash_table_lookup (self->seen, path);
  gint64 now = g_get_monotonic_time ();

  if (seen == NULL || !g_str_equal (seen->said, said)) {
    seen = g_new (Seen, 1);
    *seen = (Seen){g_strdup (said), now};
    g_hash_table_replace (self->seen, g_strdup (path), seen);
    return FALSE;
  }
  return now - seen->since_us > (gint64) self->patience_ms * 1000;
}

static gboolean
is_held (MienClaims *self, const char *path)
{
  for (guint i = 0; i < self->held->len; i++)
    if (g_str_equal (((Held *) g_ptr_array_index (self->held, i))->path, path))
      return TRUE;
  return FALSE;
}

/* Of a claim of this machine the lock tells; of another's, whether it goes on counting. */
static gboolean
is_stale (MienClaims *self, const char *path)
{
  char said[MOST + 1] = "";
  int fd = is_held (self, path) ? -1 : open (path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd >= 0 ? read (fd, said, MOST) : -1;
  gboolean stale = FALSE;

  if (n >= 0) {
    gboolean ours = g_str_has_prefix (said, self->owner);

    stale = (ours && flock (fd, LOCK_SH | LOCK_NB) == 0) || is_silent (self, path, said);
  }
  if (fd >= 0)
    close (fd);
  return stale;
}

/* FALSE without an error where somebody made it first. Whoever ends removes the empty folder. */
static gboolean
make (MienClaims *self, const char *name, int generation, GError **error)
{
  g_autofree char *path = make_path (self, name, generation);
  g_mkdir_with_parents (self->folder, 0755);
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  Held *held;

  if (fd < 0) {
    if (errno != EEXIST)
      fail ("Cannot claim", path, error);
    return FALSE;
  }
  flock (fd, LOCK_EX | LOCK_NB);
  held = g_new0 (Held, 1);
  *held = (Held){g_strdup (name), g_steal_pointer (&path), generation, fd, 0, FALSE};
  if (beat (self, held)) {
    g_ptr_array_add (self->held, held);
    return TRUE;
  }
  fail ("Cannot claim", held->path, error);
  g_unlink (held->path);
  held_free (held);
  return FALSE;
}

/* How many files of the name there are: the last is the claim that counts. */
static int
count_generations (const MienClaims *self, const char *name)
{
  for (int n = 0;; n++) {
    g_autofree char *path = make_path (self, name, n);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return n;
  }
}

gboolean
mien_claims_take (MienClaims *self, const char *name, GError **error)
{
  gboolean taken = FALSE;

  g_mutex_lock (&self->lock);
  int n = count_generations (self, name);
  g_autofree char *last = n > 0 ? make_path (self, name, n - 1) : NULL;
  if (last == NULL || is_stale (self, last))
    taken = make (self, name, n, error);
  g_mutex_unlock (&self->lock);
  return taken;
}

void
mien_claims_give_up (MienClaims *self, const char *name)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->held->len; i++) {
    Held *held = g_ptr_array_index (self->held, i);

    if (!g_str_equal (held->name, name))
      continue;
    let_go (self, held);
    g_ptr_array_remove_index_fast (self->held, i);
    break;
  }
  g_mutex_unlock (&self->lock);
}

void
mien_claims_clear (MienClaims *self, const char *name)
{
  for (int n = count_generations (self, name) - 1; n >= 0; n--) {
    g_autofree char *path = make_path (self, name, n);

    g_unlink (path);
  }
}
