#include "engine/samples/layouts/path-index.h"

#include <string.h>

struct _MienPathIndex {
  GPtrArray *paths;
  GHashTable *first; /* file's name → number + 1 of the first path that ends in it */
  guint *next;       /* [paths]: number + 1 of the next one with the same file's name, or 0 */
  gboolean *found;   /* [paths] */
};

static const char *
file_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

MienPathIndex *
mien_path_index_new (GPtrArray *paths)
{
  MienPathIndex *self = g_new0 (MienPathIndex, 1);

  self->paths = g_ptr_array_ref (paths);
  self->first = g_hash_table_new (g_str_hash, g_str_equal);
  self->next = g_new0 (guint, paths->len + 1);
  self->found = g_new0 (gboolean, paths->len + 1);
  for (guint i = paths->len; i-- > 0;) {
    char *name = (char *) file_name (g_ptr_array_index (paths, i));

    self->next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (self->first, name));
    g_hash_table_insert (self->first, name, GUINT_TO_POINTER (i + 1));
  }
  return self;
}

void
mien_path_index_free (MienPathIndex *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->paths);
  g_hash_table_unref (self->first);
  g_free (self->next);
  g_free (self->found);
  g_free (self);
}

static gboolean
ends_with (const char *path, const char *end)
{
  gsize len = strlen (path), end_len = strlen (end);

  return len >= end_len && g_str_equal (path + len - end_len, end) &&
         (len == end_len || path[len - end_len - 1] == '/');
}

static const char *
find_end (MienPathIndex *self, const char *end)
{
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->first, file_name (end)));

  while (i > 0 && !ends_with (g_ptr_array_index (self->paths, i - 1), end))
    i = self->next[i - 1];
  if (i == 0)
    return NULL;
  self->found[i - 1] = TRUE;
  return g_ptr_array_index (self->paths, i - 1);
}

/* "happy/a.png" of "x/happy/a.png" */
static const char *
last_two (const char *path)
{
  const char *at = file_name (path);

  if (at > path)
    for (at--; at > path && at[-1] != '/'; at--)
      ;
  return at;
}

const char *
mien_path_index_find (MienPathIndex *self, const char *name)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (name), "\\", '/');
  const char *whole = g_str_has_prefix (slashed, "./") ? slashed + 2 : slashed;
  const char *path = find_end (self, whole);

  return path != NULL || last_two (whole) == whole ? path : find_end (self, last_two (whole));
}

void
mien_path_index_tell_absent (MienGather *gather, const char *name, const char *source, guint line)
{
  mien_gather_tell (gather, source, line, name,
                    "The label is for a picture that is not there; put the picture back, or go on "
                    "without it");
}

void
mien_path_index_tell_double (MienGather *gather, const char *name, const char *source, guint line)
{
  mien_gather_tell (gather, source, line, name,
                    "The label is for a face that has one already and is left out; keep one");
}

const char *
mien_path_index_take (MienPathIndex *self,
                      MienGather *gather,
                      const char *name,
                      MienPart part,
                      const char *source,
                      guint line)
{
  const char *path = mien_path_index_find (self, name);

  if (path == NULL)
    mien_path_index_tell_absent (gather, name, source, line);
  else if (mien_gather_add_sample (gather, path, part))
    return path;
  else
    mien_path_index_tell_double (gather, name, source, line);
  return NULL;
}

void
mien_path_index_tell_rest (MienPathIndex *self,
                           MienGather *gather,
                           const char *ending,
                           const char *what)
{
  for (guint i = 0; i < self->paths->len; i++) {
    const char *path = g_ptr_array_index (self->paths, i);

    if (!self->found[i] && (ending == NULL || g_str_has_suffix (path, ending)))
      mien_gather_tell (gather, path, 0, NULL, what);
  }
}

void
mien_path_index_tell_unlabelled (MienPathIndex *self, MienGather *gather)
{
  mien_path_index_tell_rest (self, gather, NULL,
                             "No label says what this picture shows and it is left out; label it, "
                             "or go on without it");
}
