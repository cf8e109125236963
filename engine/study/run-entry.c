#include "engine/study/run-entry.h"

#include "engine/study/digest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void
mien_run_entry_free (MienRunEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->name);
  g_free (self->arm);
  g_free (self->problem);
  g_free (self->digest);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_free (self->note);
  g_free (self);
}

static gint64
modified (const char *folder)
{
  struct stat info;

  return stat (folder, &info) == 0 ? (gint64) info.st_mtime : 0;
}

MienRunEntry *
mien_run_entry_read (const char *folder)
{
  MienRunEntry *self = g_new0 (MienRunEntry, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MienRun) run = mien_run_open (folder, &error);

  self->folder = g_strdup (folder);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  if (run == NULL) {
    self->name = g_path_get_basename (folder);
    self->state = MIEN_RUN_BROKEN;
    self->problem = g_strdup (error->message);
    self->modified = modified (folder);
    self->digest = g_strdup ("");
    return self;
  }
  self->name = g_strdup (run->name);
  self->arm = g_strdup (run->arm);
  self->state = run->state;
  self->modified = run->modified;
  self->digest = mien_digest_new (run);
  return self;
}

static gboolean
stamp_file (int folder, const char *name, GString *stamp)
{
  struct stat info;

  if (fstatat (folder, name, &info, 0) != 0)
    return FALSE;
  g_string_append_printf (stamp, "%c%" G_GINT64_FORMAT ".%09ld:%" G_GINT64_FORMAT, name[0],
                          (gint64) info.st_mtim.tv_sec, info.st_mtim.tv_nsec,
                          (gint64) info.st_size);
  return TRUE;
}

char *
mien_run_stamp (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autoptr (GString) stamp = g_string_new (NULL);
  gboolean is_run;

  if (fd < 0)
    return NULL;
  is_run = stamp_file (fd, "recipe.json", stamp) && faccessat (fd, "runs", F_OK, 0) != 0;
  /* A finished run has nothing else to change; one that goes on has its history. */
  if (is_run && !stamp_file (fd, "run.json", stamp)) {
    stamp_file (fd, "history.csv", stamp);
    g_string_append (stamp, faccessat (fd, "checkpoint.safetensors", F_OK, 0) == 0 ? "c" : "");
  }
  close (fd);
  return is_run ? g_string_free (g_steal_pointer (&stamp), FALSE) : NULL;
}
