/* The CMU face images: faces/an2i/an2i_left_angry_open_2.pgm (Mitchell, "Machine Learning", 1997).
 */
#include "engine/samples/layouts/import-private.h"

#define PATTERN "{person}_{pose}_{expression}_{eyes}_{scale?}.pgm"

static gboolean
recognise (const MienScan *scan)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("(?:^|/)[^/_]+_(left|right|straight|up)_(neutral|happy|sad|"
                   "angry)_(open|sunglasses)(_[24])?\\.pgm$",
                   G_REGEX_OPTIMIZE, 0, NULL);
  guint n = 0;

  for (guint i = 0; i < scan->pictures->len; i++)
    n += g_regex_match (regex, g_ptr_array_index (scan->pictures, i), 0, NULL);
  return n > scan->pictures->len / 2;
}

static MienDatasetBuilder *
import_cmu (const MienImport *import, const MienScan *scan, GError **error)
{
  return mien_import_pattern (import, scan, "cmu", PATTERN, error);
}

const MienLayout mien_layout_cmu = {"cmu", "CMU face images", recognise, import_cmu};
