/* One list of class names for the columns of several data sets. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/union-private.h"

static gboolean
is_one_of (const char *name, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (name, *words) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mien_union_is_person_name (const char *name)
{
  static const char *const words[] = {"person", "person_id", "subject", "subject_id", "identity",
                                      "actor",  "user",      "userid",  NULL};

  return is_one_of (name, words);
}

gboolean
mien_union_is_expression_name (const char *name)
{
  static const char *const words[] = {"expression", "emotion", "label", "class", NULL};

  return is_one_of (name, words);
}

/* A few words may be others, such as "unknown" or "no face". */
gboolean
mien_union_has_expressions (const MienColumn *column)
{
  guint n = 0, known = 0;

  if (column->kind != MIEN_KIND_CLASS && column->kind != MIEN_KIND_DISTRIBUTION)
    return FALSE;
  for (; column->names[n] != NULL; n++)
    known += mien_expression_find (column->names[n]) >= 0;
  return n > 0 && 2 * known >= n;
}

/* The names so far, and the number of each. */
typedef struct {
  GPtrArray *names;
  GHashTable *numbers;
} Names;

static guint
add_name (Names *names, const char *name)
{
  gpointer number = NULL;

  if (g_hash_table_lookup_extended (names->numbers, name, NULL, &number))
    return GPOINTER_TO_UINT (number);

  char *kept = g_strdup (name);

  g_hash_table_insert (names->numbers, kept, GUINT_TO_POINTER (names->names->len));
  g_ptr_array_add (names->names, kept);
  return names->names->len - 1;
}

/* The expressions that a data set has come first, in the field's order. */
static void
add_expressions (const MienUnionParts *parts, MienColumn *const *columns, Names *names)
{
  gboolean there[MIEN_N_EXPRESSIONS] = {FALSE};

  for (guint s = 0; s < parts->n; s++)
    for (guint k = 0; columns[s] != NULL && columns[s]->names[k] != NULL; k++) {
      int expression = mien_expression_find (columns[s]->names[k]);

      if (expression >= 0)
        there[expression] = TRUE;
    }
  for (int i = 0; i < MIEN_N_EXPRESSIONS; i++)
    if (there[i])
      add_name (names, mien_expressions[i]);
}

static gboolean
are_all_expressions (const MienUnionParts *parts, MienColumn *const *columns)
{
  for (guint s = 0; s < parts->n; s++)
    if (columns[s] != NULL && !mien_union_has_expressions (columns[s]))
      return FALSE;
  return TRUE;
}

/* What a data set's @name is called in the union. */
static char *
translate (const char *name, const char *set, gboolean expressions, gboolean persons)
{
  const char *expression = expressions ? mien_expression_canonical (name) : NULL;

  if (persons)
    return g_strconcat (set, "/", name, NULL);
  return g_strdup (expression != NULL ? expression : name);
}

char **
mien_union_join_names (const MienUnionParts *parts,
                       MienColumn *const *columns,
                       gboolean persons,
                       guint **maps)
{
  gboolean expressions = are_all_expressions (parts, columns);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  Names names = {g_ptr_array_new (), numbers};

  if (expressions)
    add_expressions (parts, columns, &names);
  for (guint s = 0; s < parts->n; s++) {
    guint n = columns[s] != NULL ? g_strv_length (columns[s]->names) : 0;

    maps[s] = g_new (guint, MAX (n, 1));
    for (guint k = 0; k < n; k++) {
      g_autofree char *name =
          translate (columns[s]->names[k], parts->names[s], expressions, persons);

      maps[s][k] = add_name (&names, name);
    }
  }
  g_ptr_array_add (names.names, NULL);
  return (char **) g_ptr_array_free (names.names, FALSE);
}
