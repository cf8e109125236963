/* A run's files after a training that was killed, at any moment.
 *
 * The checkpoint is the truth: what a training is gone on from. Every other file follows it, and is
 * written in such an order that the next sitting can tell what belongs to it:
 *
 * 1. history.csv is only appended to, and is on the disk before the checkpoint that counts its
 * rows. Killed before the checkpoint, there are rows past it (and perhaps a torn line): they are
 * cut, and the same steps write the same rows again. There is never a checkpoint whose rows are
 * lost.
 * 2. Of an epoch's best models, each is written whole beside the old one, under a name that ends
 *    in the step ("model.safetensors.step-120"), before the checkpoint that calls it the best.
 *    Killed before that checkpoint, the new ones are removed and the old ones stand, as the
 *    checkpoint that is there says: the epoch may be told something else the next time. Killed
 *    after it, the new ones take the old ones' place: a step that the checkpoint has validated
 *    belongs to it.
 * 3. checkpoint.safetensors is replaced by one rename: it is the old one or the new one.
 * 4. A checkpoint that stays is a second name of it, made after it, its models first. Killed in
 *    between, it is made when the training goes on from there, which it does before any step.
 * 5. predictions.csv, and run.json last: a run that has no run.json is gone on with, finds that
 *    nothing is left to learn, and writes both again.
 *
 * What a person tells a training is followed by a checkpoint at once, so that it is not forgotten.
 * What was being written lies about under a name that nobody reads, and is removed. */
#include "engine/training/checkpoint.h"

#include "engine/core/file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define WAITING ".safetensors.step-"

char *
mien_checkpoint_waiting_path (const char *folder, const char *name, gint64 step)
{
  g_autofree char *waiting = g_strdup_printf ("%s.step-%" G_GINT64_FORMAT, name, step);

  return g_build_filename (folder, waiting, NULL);
}

/* @len: (out): of the model's own name */
static gboolean
is_waiting (const char *name, gsize *len, gint64 *step)
{
  const char *end = g_strrstr (name, WAITING);
  const char *number = end != NULL ? end + strlen (WAITING) : NULL;

  if (number == NULL || !g_str_has_prefix (name, "model") || strlen (number) > 18 ||
      *number == '\0' || strspn (number, "0123456789") != strlen (number))
    return FALSE;
  *len = (gsize) (end - name) + strlen (".safetensors");
  *step = g_ascii_strtoll (number, NULL, 10);
  return TRUE;
}

static gboolean
place (const char *folder, const char *name, gsize len, GError **error)
{
  g_autofree char *model = g_strndup (name, len);
  g_autofree char *from = g_build_filename (folder, name, NULL);
  g_autofree char *to = g_build_filename (folder, model, NULL);

  if (g_rename (from, to) == 0)
    return TRUE;

  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), "Cannot replace %s: %s", to,
               g_strerror (saved));
  return FALSE;
}

/* (transfer full): the names in @folder, which may then be changed */
static GPtrArray *
list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

gboolean
mien_checkpoint_settle_at (const char *folder, gint64 step, gboolean pending, GError **error)
{
  g_autoptr (GPtrArray) names = list (folder);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    gint64 made = 0;
    gsize len;

    if (!is_waiting (name, &len, &made))
      continue;
    if (made > step || (made == step && pending))
      remove_file (folder, name);
    else if (!place (folder, name, len, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_checkpoint_settle (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "checkpoint.safetensors", NULL);
  MienCheckpointPlace there;

  return !mien_checkpoint_exists (folder) ||
         (mien_checkpoint_read_place (path, &there, error) &&
          mien_checkpoint_settle_at (folder, there.step, there.pending, error));
}

static void
tidy (const char *folder)
{
  g_autoptr (GPtrArray) names = list (folder);

  for (guint i = 0; i < names->len; i++)
    if (strstr (g_ptr_array_index (names, i), MIEN_FILE_UNFINISHED) != NULL)
      remove_file (folder, g_ptr_array_index (names, i));
}

void
mien_checkpoint_tidy (const char *folder)
{
  g_autofree char *kept = g_build_filename (folder, "checkpoints", NULL);

  tidy (folder);
  tidy (kept);
}
