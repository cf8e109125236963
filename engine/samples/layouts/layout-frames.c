#include "engine/samples/layouts/layout-frames.h"

#include "engine/samples/data/expressions.h"

#include <string.h>

#define N_TAKEN 3 /* of a sequence, as many as CK+48 was made of */

static gsize
folder_len (const MienNamedFace *face)
{
  const char *slash = strrchr (face->path, '/');

  return slash != NULL ? (gsize) (slash - face->path) : 0;
}

static int
compare_frames (gconstpointer a, gconstpointer b)
{
  const MienNamedFace *one = a, *other = b;
  gsize len = folder_len (one), other_len = folder_len (other);
  int order = strncmp (one->path, other->path, MIN (len, other_len));

  if (order != 0 || len != other_len)
    return order != 0 ? order : (len > other_len) - (len < other_len);
  if (one->frame != other->frame)
    return one->frame > other->frame ? 1 : -1;
  return strcmp (one->path, other->path);
}

static guint
end_of_sequence (const GArray *faces, guint start)
{
  const MienNamedFace *first = &g_array_index (faces, MienNamedFace, start);
  gsize len = folder_len (first);
  guint end = start + 1;

  for (; end < faces->len; end++) {
    const MienNamedFace *face = &g_array_index (faces, MienNamedFace, end);

    if (folder_len (face) != len || strncmp (face->path, first->path, len) != 0)
      break;
  }
  return end;
}

/* Copies that kept the last frames alone have no neutral one. */
static void
take_rise (GArray *faces, guint start, guint end, guint expression, GArray *taken)
{
  MienNamedFace *first = &g_array_index (faces, MienNamedFace, start);
  gboolean neutral = first->frame <= 1;
  guint n = MIN (end - start - neutral, N_TAKEN);

  if (neutral) {
    first->cells[expression] = mien_expressions[0];
    g_array_append_vals (taken, first, 1);
  }
  g_array_append_vals (taken, &g_array_index (faces, MienNamedFace, end - n), n);
}

static void
take_middle (const GArray *faces, guint start, guint end, GArray *taken)
{
  guint n = MIN (end - start, N_TAKEN), skipped = (end - start - n) / 2;

  g_array_append_vals (taken, &g_array_index (faces, MienNamedFace, start + skipped), n);
}

static void
tell_left_out (MienFrames frames,
               const GArray *faces,
               const GArray *taken,
               MienDatasetBuilder *builder)
{
  const char *what =
      frames == MIEN_FRAMES_RISE
          ? "Of each sequence the last three frames are taken for the expression and the first as "
            "neutral; this one lies between and is left out; there is nothing to do"
          : "Of each sequence the three frames in the middle, where the expression is strongest, "
            "are taken; this one is left out; there is nothing to do";
  guint next = 0;

  for (guint i = 0; i < faces->len; i++) {
    const MienNamedFace *face = &g_array_index (faces, MienNamedFace, i);

    if (next < taken->len && g_array_index (taken, MienNamedFace, next).path == face->path)
      next++;
    else
      mien_dataset_builder_tell (builder, face->path, NULL, what);
  }
}

GArray *
mien_frames_choose (MienFrames frames, GArray *faces, guint expression, MienDatasetBuilder *builder)
{
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (MienNamedFace));

  g_array_sort (faces, compare_frames);
  for (guint start = 0, end; start < faces->len; start = end) {
    end = end_of_sequence (faces, start);
    if (frames == MIEN_FRAMES_RISE)
      take_rise (faces, start, end, expression, taken);
    else
      take_middle (faces, start, end, taken);
  }
  tell_left_out (frames, faces, taken, builder);
  return taken;
}
