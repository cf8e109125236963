/* What was said of a data set by itself, said of it as a part of several. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/union-private.h"
#include "engine/samples/union.h"

#include <math.h>

static MienColumn *
find_named (MienDataset *joined, gboolean (*is_name) (const char *name))
{
  GPtrArray *columns = mien_dataset_get_columns (joined);

  for (guint i = 0; i < columns->len; i++) {
    MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == MIEN_KIND_CLASS && is_name (column->name))
      return column;
  }
  return NULL;
}

/* As the columns were joined: apart from the others, or under another of the usual names. */
static MienColumn *
find_column (MienDataset *joined, const char *name, const char *column)
{
  g_autofree char *apart = g_strdup_printf ("%s (%s)", column, name);
  MienColumn *found = mien_dataset_get_column (joined, apart);

  if (found == NULL)
    found = mien_dataset_get_column (joined, column);
  if (found == NULL && mien_union_is_person_name (column))
    found = find_named (joined, mien_union_is_person_name);
  if (found == NULL && mien_union_is_expression_name (column))
    found = find_named (joined, mien_union_is_expression_name);
  return found;
}

/* Flags that the sample's own data set has no name for stay unknown. */
static char *
keep_unknown_flags (const MienColumn *column, guint sample, const char *label)
{
  const float *values = column->values + (gsize) sample * (gsize) column->width;
  GString *text = g_string_new (g_str_equal (label, "none") ? "" : label);

  for (int k = 0; k < column->width; k++)
    if (isnan (values[k]))
      g_string_append_printf (text, "|?%s", column->names[k]);
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): @label as @column spells it: as it is, as the field's word, or as a
 * person of that data set. */
static char *
translate_label (const MienColumn *column, const char *name, const char *label)
{
  const char *expression = mien_expression_canonical (label);
  g_autofree char *person = g_strconcat (name, "/", label, NULL);
  const char *const words[] = {label, expression != NULL ? expression : label, person};
  g_autofree float *values = g_new (float, column->width);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (mien_column_parse (column, words[i], values, NULL))
      return g_strdup (words[i]);
  return NULL;
}

void
mien_union_translate_corrections (MienDataset *joined,
                                  const char *name,
                                  GPtrArray *own,
                                  GPtrArray *translated)
{
  for (guint i = 0; i < own->len; i++) {
    const MienCorrection *correction = g_ptr_array_index (own, i);
    const MienColumn *column = find_column (joined, name, correction->column);
    g_autofree char *id = g_strconcat (name, "/", correction->id, NULL);
    int sample = mien_dataset_find (joined, id);
    g_autofree char *label = NULL;

    if (sample < 0)
      continue;
    if (*correction->column == '\0')
      label = g_strdup (correction->label);
    else if (column != NULL && column->kind == MIEN_KIND_FLAGS && *correction->label != '\0')
      label = keep_unknown_flags (column, (guint) sample, correction->label);
    else if (column != NULL)
      label = translate_label (column, name, correction->label);
    if (label != NULL)
      g_ptr_array_add (translated, mien_correction_new (id, column != NULL ? column->name : "",
                                                        label, correction->original));
  }
}
