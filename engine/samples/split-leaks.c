/* Persons who would be tested on after they were learned from. */
#include "engine/core/error.h"
#include "engine/samples/split-private.h"

#define N_NAMED 3

/* [names]: one bit for each part that a person stands in. */
static guint8 *
find_parts (const MienSplit *self, const MienColumn *subject)
{
  guint8 *parts = g_new0 (guint8, g_strv_length (subject->names) + 1);

  for (guint i = 0; i < self->n; i++) {
    int person = mien_column_get_class (subject, i);

    if (person >= 0 && self->parts[i] != MIEN_PART_NONE)
      parts[person] |= (guint8) (1 << self->parts[i]);
  }
  return parts;
}

gboolean
mien_split_check_leaks (const MienSplit *self, const MienColumn *subject, GError **error)
{
  const guint8 test = 1 << MIEN_PART_TEST;
  g_autofree guint8 *parts = find_parts (self, subject);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint k = 0; subject->names[k] != NULL; k++) {
    if ((parts[k] & test) == 0 || parts[k] == test)
      continue;
    if (n < N_NAMED)
      g_string_append_printf (names, "%s%s", n > 0 ? ", " : "", subject->names[k]);
    n++;
  }
  if (n == 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_LEAK,
               "%u %s of “%s” %s both learned from and tested on (%s%s), so the figures would "
               "flatter; split by person (split.kind=subject), or allow leaks "
               "(split.leaks=allow)",
               n, n == 1 ? "person" : "persons", subject->name, n == 1 ? "is" : "are", names->str,
               n > N_NAMED ? ", …" : "");
  return FALSE;
}
