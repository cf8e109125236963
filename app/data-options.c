#include "app/data-options.h"

#include "app/console.h"
#include "app/layout-help.h"
#include "engine/core/error.h"

#include <string.h>

GOptionGroup *
mien_data_options_group (MienDataOptions *options)
{
  const GOptionEntry entries[] = {
      {"layout", 0, 0, G_OPTION_ARG_STRING, &options->layout, mien_layout_help (), "NAME"},
      {"column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->types, "Overrule the type of a column",
       "NAME=TYPE"},
      {"columns", 0, 0, G_OPTION_ARG_FILENAME, &options->columns,
       "Edit columns as a JSON file says, written as data.columns of a recipe", "FILE"},
      {"join", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->joins,
       "Add the columns of a second table, whose COLUMN says which face a row is about",
       "FILE[:COLUMN]"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->set,
       "Set a key of a recipe's data, such as data.columns.expression.name=emotion",
       "KEY.PATH=VALUE"},
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group =
      g_option_group_new ("data", "Data set:", "Show how a data set can be read", options, NULL);

  g_option_group_add_entries (group, entries);
  return group;
}

void
mien_data_options_clear (MienDataOptions *options)
{
  g_free (options->layout);
  g_strfreev (options->types);
  g_free (options->columns);
  g_strfreev (options->joins);
  g_strfreev (options->set);
  *options = (MienDataOptions){0};
}

char *
mien_option_split (const char *text, const char **value)
{
  const char *sign = strchr (text, '=');

  if (sign == NULL)
    return NULL;
  *value = sign + 1;
  return g_strndup (text, (gsize) (sign - text));
}

gboolean
mien_option_put_types (char **types, MienRecipe *recipe, GError **error)
{
  for (char **type = types; type != NULL && *type != NULL; type++) {
    const char *kind = NULL;
    g_autofree char *name = mien_option_split (*type, &kind);
    MienColumnEdit *edit;
    MienKind found;

    if (name == NULL || !mien_kind_from_name (kind, &found)) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "--column %s: expected NAME=TYPE, where TYPE is class, flags, scalar, points or "
                   "distribution",
                   *type);
      return FALSE;
    }
    edit = mien_column_edits_get (recipe->columns, name);
    edit->has_kind = TRUE;
    edit->kind = found;
  }
  return TRUE;
}

gboolean
mien_option_put_columns (const char *file, MienRecipe *recipe, GError **error)
{
  g_autofree char *text = NULL;

  if (file == NULL)
    return TRUE;
  if (!g_file_get_contents (file, &text, NULL, error) ||
      !mien_recipe_set (recipe, "data.columns", text, error)) {
    g_prefix_error (error, "--columns %s: ", file);
    return FALSE;
  }
  return TRUE;
}

/* A file's own name may have a colon. */
static MienJoin *
parse_join (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *path = NULL;

  if (colon == NULL || colon == text || colon[1] == '\0' || g_file_test (text, G_FILE_TEST_EXISTS))
    return mien_join_new (text, NULL, NULL);
  path = g_strndup (text, (gsize) (colon - text));
  return mien_join_new (path, colon + 1, NULL);
}

void
mien_option_put_joins (char **joins, MienRecipe *recipe)
{
  for (char **join = joins; join != NULL && *join != NULL; join++)
    g_ptr_array_add (recipe->joins, parse_join (*join));
}

static gboolean
put_settings (char **set, MienRecipe *recipe, GError **error)
{
  for (char **item = set; item != NULL && *item != NULL; item++) {
    const char *value = NULL;
    g_autofree char *key = mien_option_split (*item, &value);

    if (key == NULL || !g_str_has_prefix (key, "data.")) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "--set %s: expected KEY.PATH=VALUE with a key of a recipe's data, such as "
                   "data.columns.expression.name=emotion",
                   *item);
      return FALSE;
    }
    if (!mien_recipe_set (recipe, key, value, error))
      return FALSE;
  }
  return TRUE;
}

MienRecipe *
mien_data_options_recipe (const MienDataOptions *options, GError **error)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();

  if (options->layout != NULL && !mien_recipe_set (recipe, "data.layout", options->layout, error))
    return NULL;
  if (!mien_option_put_columns (options->columns, recipe, error) ||
      !mien_option_put_types (options->types, recipe, error) ||
      !put_settings (options->set, recipe, error))
    return NULL;
  mien_option_put_joins (options->joins, recipe);
  return g_steal_pointer (&recipe);
}

MienImport
mien_data_options_import (const MienRecipe *recipe)
{
  return (MienImport){.layout = recipe->layout,
                      .edits = recipe->columns,
                      .joins = recipe->joins,
                      .progress = mien_console_on_progress};
}
