#include "app/command.h"
#include "app/console.h"
#include "app/data-options.h"
#include "engine/core/error.h"
#include "engine/samples/faces.h"

#include <string.h>

static void
add_counts (JsonBuilder *builder, const MienColumn *column)
{
  g_autofree guint *counts = mien_column_count (column);

  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (char **name = column->names; *name != NULL; name++)
    json_builder_add_string_value (builder, *name);
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint k = 0; column->names[k] != NULL; k++) {
    json_builder_set_member_name (builder, column->names[k]);
    json_builder_add_int_value (builder, counts[k]);
  }
  json_builder_end_object (builder);
}

static void
add_column (JsonBuilder *builder, const MienColumn *column)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, column->name);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, mien_kind_name (column->kind));
  if (column->names != NULL)
    add_counts (builder, column);
  json_builder_set_member_name (builder, "missing");
  json_builder_add_int_value (builder, mien_column_count_missing (column));
  json_builder_end_object (builder);
}

static void
add_problems (JsonBuilder *builder, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "path");
    json_builder_add_string_value (builder, problem->path);
    json_builder_set_member_name (builder, "what");
    json_builder_add_string_value (builder, problem->what);
    json_builder_end_object (builder);
  }
}

static JsonNode *
describe (MienDataset *dataset, GPtrArray *unreadable)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "layout");
  json_builder_add_string_value (builder, mien_dataset_get_layout (dataset));
  json_builder_set_member_name (builder, "samples");
  json_builder_add_int_value (builder, mien_dataset_get_n_samples (dataset));
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < columns->len; i++)
    add_column (builder, g_ptr_array_index (columns, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  add_problems (builder, mien_dataset_get_problems (dataset));
  add_problems (builder, unreadable);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
print_column (const MienColumn *column)
{
  g_print ("  %-16s %-8s", column->name, mien_kind_name (column->kind));
  if (column->names != NULL) {
    g_autofree guint *counts = mien_column_count (column);

    for (guint k = 0; column->names[k] != NULL && k < 12; k++)
      g_print (" %s %u", column->names[k], counts[k]);
    if (g_strv_length (column->names) > 12)
      g_print (" … %u in all", g_strv_length (column->names));
  }
  g_print ("%s%u missing\n", column->names != NULL ? ", " : " ",
           mien_column_count_missing (column));
}

static void
print_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    g_print ("  %s: %s\n", problem->path, problem->what);
  }
}

static void
print (MienDataset *dataset, GPtrArray *unreadable)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  GPtrArray *problems = mien_dataset_get_problems (dataset);

  g_print ("%u samples, layout %s\n", mien_dataset_get_n_samples (dataset),
           mien_dataset_get_layout (dataset));
  for (guint i = 0; i < columns->len; i++)
    print_column (g_ptr_array_index (columns, i));
  if (problems->len + unreadable->len > 0)
    g_print ("Problems:\n");
  print_problems (problems);
  print_problems (unreadable);
}

/* Every picture is decoded once, as training would, so that the unreadable ones are told. */
static MienFaces *
try_pictures (MienDataset *dataset, GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new ((int) g_get_num_processors ());
  MienPreprocessing preprocessing = {.size = 48, .channels = 1};

  return mien_faces_load (dataset, &preprocessing, pool, NULL, mien_console_on_progress, NULL,
                          error);
}

static int
tell (const MienImport *import, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_import_open (import, &error);
  g_autoptr (MienFaces) faces = dataset != NULL ? try_pictures (dataset, &error) : NULL;

  if (faces == NULL)
    return mien_console_fail (error);
  mien_console_end_progress ();
  if (json) {
    g_autoptr (JsonNode) node = describe (dataset, faces->problems);
    mien_console_json (node);
  } else {
    print (dataset, faces->problems);
  }
  return MIEN_EXIT_DONE;
}

int
mien_command_data (char **argv)
{
  MienDataOptions options = {0};
  g_autoptr (MienRecipe) recipe = NULL;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (mien_command_parse (&left, "PATH", "Says what an importer makes of PATH.", entries,
                          mien_data_options_group (&options), 1, 1, &error))
    recipe = mien_data_options_recipe (&options, &error);
  mien_data_options_clear (&options);
  if (recipe == NULL)
    return mien_console_usage (error);

  MienImport import = mien_data_options_import (left[1], recipe);

  return tell (&import, json);
}
