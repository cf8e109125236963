#include "ui/models/query-guess.h"

#include <string.h>

#define FARTHEST 2
#define SHORTEST 2

/* Letters to put in, take out or replace to make @b of @a: Levenshtein, "Binary codes capable of
 * correcting deletions, insertions, and reversals", 1966. */
static guint
distance (const char *a, const char *b)
{
  gsize len = strlen (b);
  g_autofree guint *row = g_new (guint, len + 1);

  for (gsize j = 0; j <= len; j++)
    row[j] = (guint) j;
  for (guint i = 0; a[i] != '\0'; i++) {
    guint diagonal = row[0];

    row[0] = i + 1;
    for (gsize j = 0; j < len; j++) {
      guint replaced = diagonal + (a[i] != b[j]);

      diagonal = row[j + 1];
      row[j + 1] = MIN (replaced, MIN (diagonal, row[j]) + 1);
    }
  }
  return row[len];
}

static guint
rate (const char *name, const char *asked)
{
  gboolean beginning = strlen (asked) >= SHORTEST &&
                       (g_str_has_prefix (name, asked) || g_str_has_prefix (asked, name));

  return beginning ? 1 : distance (name, asked);
}

const char *
mien_query_guess_column (MienDataset *dataset, const char *folded)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  guint nearest = MIN (FARTHEST + 1, (guint) strlen (folded));
  const char *found = NULL;

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *name = g_utf8_casefold (column->name, -1);
    guint away = rate (name, folded);

    if (away < nearest) {
      nearest = away;
      found = column->name;
    }
  }
  return found;
}
