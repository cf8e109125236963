/* Values of a gathered data set as label files write them; what cannot be one is told. */
#include "engine/samples/layouts/gather-private.h"
#include "engine/samples/layouts/numbers.h"

static int
find_name (const MienGrowing *column, const char *name)
{
  for (guint k = 0; k < column->names->len; k++)
    if (g_str_equal (g_ptr_array_index (column->names, k), name))
      return (int) k;
  return -1;
}

void
mien_gather_set_code (MienGather *self,
                      guint column,
                      const char *cell,
                      const char *const *codes,
                      int first,
                      const char *source,
                      guint line)
{
  const MienGrowing *found = g_ptr_array_index (self->columns, column);
  int last = first + (int) g_strv_length ((char **) codes) - 1, code;
  g_autofree char *detail = NULL;

  if (*cell == '\0')
    return;
  if (mien_number_parse_code (cell, first, last, &code)) {
    mien_gather_set (self, column, find_name (found, codes[code - first]));
    return;
  }
  detail = g_strdup_printf ("“%s”, %s has codes from %d to %d", cell, found->name, first, last);
  mien_gather_tell_face (self, source, line, detail,
                         "The code means nothing in this data set, so the label counts as missing; "
                         "correct it");
}

void
mien_gather_set_number (MienGather *self,
                        guint column,
                        const char *cell,
                        double min,
                        double max,
                        const char *source,
                        guint line)
{
  const MienGrowing *found = g_ptr_array_index (self->columns, column);
  double value;
  g_autofree char *detail = NULL;

  if (*cell == '\0')
    return;
  if (mien_number_parse (cell, &value) && value >= min && value <= max) {
    mien_gather_set (self, column, value);
    return;
  }
  detail = g_strdup_printf ("“%s”, %s goes from %.0f to %.0f", cell, found->name, min, max);
  mien_gather_tell_face (self, source, line, detail,
                         "The value is no number of its range and counts as missing; correct it");
}

void
mien_gather_set_pixels (MienGather *self,
                        guint column,
                        const double *pixels,
                        int n,
                        const char *source,
                        guint line)
{
  const MienGrowing *found = g_ptr_array_index (self->columns, column);

  if (n != found->width)
    mien_gather_tell_face (
        self, source, line, NULL,
        "The landmarks are cut or are not all numbers, and count as missing; restore "
        "the file");
  else if (!mien_gather_set_points (self, column, pixels))
    mien_gather_tell_face (
        self, source, line, NULL,
        "Landmarks need the size of the picture, which cannot be read; they count as "
        "missing");
}
