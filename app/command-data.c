#include "app/command.h"
#include "app/console.h"
#include "app/data-options.h"
#include "engine/core/error.h"
#include "engine/samples/coverage.h"
#include "engine/samples/doubts.h"
#include "engine/samples/union.h"
#include "engine/study/recipe.h"

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
    json_builder_set_member_name (builder, "samples");
    json_builder_add_int_value (builder, problem->samples->len);
    json_builder_end_object (builder);
  }
}

/* [MIEN_N_PARTS] faces of each official part */
static void
count_parts (MienDataset *dataset, guint *counts)
{
  for (guint i = 0; i < mien_dataset_get_n_samples (dataset); i++) {
    MienPart part = mien_dataset_get_part (dataset, i);

    if (part != MIEN_PART_NONE)
      counts[part]++;
  }
}

static void
add_parts (JsonBuilder *builder, MienDataset *dataset)
{
  guint counts[MIEN_N_PARTS] = {0};

  if (!mien_dataset_has_parts (dataset))
    return;
  count_parts (dataset, counts);
  json_builder_set_member_name (builder, "parts");
  json_builder_begin_object (builder);
  for (int part = 0; part < MIEN_N_PARTS; part++) {
    json_builder_set_member_name (builder, mien_part_name ((MienPart) part));
    json_builder_add_int_value (builder, counts[part]);
  }
  json_builder_end_object (builder);
}

static void
print_parts (MienDataset *dataset)
{
  guint counts[MIEN_N_PARTS] = {0};

  if (!mien_dataset_has_parts (dataset))
    return;
  count_parts (dataset, counts);
  g_print ("  official parts  ");
  for (int part = 0; part < MIEN_N_PARTS; part++)
    g_print (" %s %u", mien_part_name ((MienPart) part), counts[part]);
  g_print ("\n");
}

/* {"train": 1360, …} */
static void
add_part_counts (JsonBuilder *builder, const MienCoverage *coverage, guint column, guint source)
{
  json_builder_begin_object (builder);
  for (int part = 0; part < MIEN_N_PARTS; part++) {
    json_builder_set_member_name (builder, mien_part_name ((MienPart) part));
    json_builder_add_int_value (builder,
                                mien_coverage_get (coverage, column, source, (MienPart) part));
  }
  json_builder_end_object (builder);
}

/* {"expression": {"one": {"train": …}, …}, …} where several data sets are opened as one */
static void
add_coverage (JsonBuilder *builder, MienDataset *dataset)
{
  g_autoptr (MienCoverage) coverage = mien_coverage_count (dataset, NULL);

  if (g_strv_length (coverage->sources) < 2)
    return;
  json_builder_set_member_name (builder, "coverage");
  json_builder_begin_object (builder);
  for (guint c = 0; coverage->columns[c] != NULL; c++) {
    json_builder_set_member_name (builder, coverage->columns[c]);
    json_builder_begin_object (builder);
    for (guint s = 0; coverage->sources[s] != NULL; s++) {
      json_builder_set_member_name (builder, coverage->sources[s]);
      add_part_counts (builder, coverage, c, s);
    }
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}

static void
print_coverage (MienDataset *dataset)
{
  g_autoptr (MienCoverage) coverage = mien_coverage_count (dataset, NULL);

  if (g_strv_length (coverage->sources) < 2)
    return;
  g_print ("Labels in each data set (train, validation, test):\n");
  for (guint c = 0; coverage->columns[c] != NULL; c++) {
    g_print ("  %-16s", coverage->columns[c]);
    for (guint s = 0; coverage->sources[s] != NULL; s++) {
      g_print ("%s %s", s > 0 ? "," : "", coverage->sources[s]);
      for (int part = 0; part < MIEN_N_PARTS; part++)
        g_print (" %u", mien_coverage_get (coverage, c, s, (MienPart) part));
    }
    g_print ("\n");
  }
}

static JsonNode *
describe (MienDataset *dataset, guint n_unreadable, GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "layout");
  json_builder_add_string_value (builder, mien_dataset_get_layout (dataset));
  json_builder_set_member_name (builder, "samples");
  json_builder_add_int_value (builder, mien_dataset_get_n_samples (dataset));
  json_builder_set_member_name (builder, "unreadable");
  json_builder_add_int_value (builder, n_unreadable);
  add_parts (builder, dataset);
  add_coverage (builder, dataset);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < columns->len; i++)
    add_column (builder, g_ptr_array_index (columns, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  add_problems (builder, problems);
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
print (MienDataset *dataset, guint n_unreadable, GPtrArray *problems)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  g_print ("%u samples, layout %s\n", mien_dataset_get_n_samples (dataset),
           mien_dataset_get_layout (dataset));
  if (n_unreadable > 0)
    g_print ("%u of them cannot be read and take no part in a training\n", n_unreadable);
  for (guint i = 0; i < columns->len; i++)
    print_column (g_ptr_array_index (columns, i));
  print_parts (dataset);
  print_coverage (dataset);
  if (problems->len > 0)
    g_print ("Problems:\n");
  for (guint i = 0; i < problems->len; i++) {
    const MienProblem *problem = g_ptr_array_index (problems, i);

    g_print ("  %s: %s\n", problem->path, problem->what);
  }
}

/* What was asked for. */
typedef struct {
  gboolean json;
  gboolean check;
  char *split;
  char *subject;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->split);
  g_free (options->subject);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Every picture is decoded once, as training would, so that the unreadable ones are told. */
static MienFaces *
try_pictures (MienDataset *dataset, MienPool *pool, GError **error)
{
  MienPreprocessing preprocessing = {.size = 48, .channels = 1};

  return mien_faces_load (dataset, &preprocessing, pool, NULL, mien_console_on_progress, NULL,
                          error);
}

/* The split that `train` would make with the same flags. FALSE where it cannot be made; without
 * --split there is none, and the data set's own parts count. */
static gboolean
make_parts (const Options *options,
            MienDataset *dataset,
            const MienFaces *faces,
            gint8 **parts,
            GError **error)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();

  if (options->split == NULL)
    return TRUE;
  if (!mien_recipe_set (recipe, "split.kind", options->split, error) ||
      !mien_recipe_set (recipe, "split.leaks", "allow", error) || /* they are what is looked for */
      (options->subject != NULL &&
       !mien_recipe_set (recipe, "split.subject", options->subject, error)) ||
      !mien_recipe_fill (recipe, dataset, error))
    return FALSE;
  *parts = mien_recipe_split (recipe, dataset, faces, error);
  return *parts != NULL;
}

static gboolean
check_subject (const Options *options, MienDataset *dataset, GError **error)
{
  const MienColumn *column =
      options->subject != NULL ? mien_dataset_get_column (dataset, options->subject) : NULL;

  if (options->subject == NULL || (column != NULL && column->kind == MIEN_KIND_CLASS))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "--subject %s: the data set has no class column of that name", options->subject);
  return FALSE;
}

static void
append (GPtrArray *problems, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (problems, mien_problem_copy (g_ptr_array_index (more, i)));
}

static gboolean
add_doubts (const Options *options,
            MienDataset *dataset,
            const MienFaces *faces,
            MienPool *pool,
            GPtrArray *problems,
            GError **error)
{
  g_autofree gint8 *parts = NULL;
  MienDoubtSettings settings = {.dataset = dataset, .subject = options->subject};

  if (!check_subject (options, dataset, error) ||
      !make_parts (options, dataset, faces, &parts, error))
    return FALSE;
  settings.parts = parts;

  g_autoptr (MienLikeness) likeness =
      mien_likeness_find (faces, pool, NULL, mien_console_on_progress, NULL, error);

  if (likeness == NULL)
    return FALSE;

  g_autoptr (GPtrArray) labels = mien_doubts_about_labels (&settings);
  g_autoptr (GPtrArray) pictures =
      mien_doubts_about_pictures (&settings, faces->problems, likeness);

  append (problems, labels);
  append (problems, pictures);
  return TRUE;
}

/* (transfer full) (nullable): what the importer found, and the pictures, and what else is doubtful
 */
static GPtrArray *
find_problems (const Options *options, MienDataset *dataset, guint *n_unreadable, GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new ((int) g_get_num_processors ());
  g_autoptr (MienFaces) faces = try_pictures (dataset, pool, error);
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);

  if (faces == NULL)
    return NULL;
  *n_unreadable = faces->n - faces->n_usable;
  append (problems, mien_dataset_get_problems (dataset));
  if (!options->check)
    append (problems, faces->problems);
  else if (!add_doubts (options, dataset, faces, pool, problems, error))
    return NULL;
  return g_steal_pointer (&problems);
}

static int
tell (char **paths, const MienImport *import, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_union_open ((const char *const *) paths, import, &error);
  guint n_unreadable = 0;
  g_autoptr (GPtrArray) problems =
      dataset != NULL ? find_problems (options, dataset, &n_unreadable, &error) : NULL;

  if (problems == NULL)
    return mien_console_fail (error);
  mien_console_end_progress ();
  if (options->json) {
    g_autoptr (JsonNode) node = describe (dataset, n_unreadable, problems);
    mien_console_json (node);
  } else {
    print (dataset, n_unreadable, problems);
  }
  return MIEN_EXIT_DONE;
}

static gboolean
check_options (const Options *options, GError **error)
{
  if (options->check || (options->split == NULL && options->subject == NULL))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "--split and --subject say what --check is to look for; give --check too");
  return FALSE;
}

int
mien_command_data (char **argv)
{
  g_auto (Options) options = {0};
  MienDataOptions flags = {0};
  g_autoptr (MienRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"check", 0, 0, G_OPTION_ARG_NONE, &options.check,
       "Also look for doubts: copies, labels that contradict, values that cannot be", NULL},
      {"split", 0, 0, G_OPTION_ARG_STRING, &options.split,
       "With --check: the split on whose two sides no face and no person should be", "KIND"},
      {"subject", 0, 0, G_OPTION_ARG_STRING, &options.subject,
       "With --check: column that says who is shown", "COLUMN"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (mien_command_parse (&left, "PATH …",
                          "Says what an importer makes of PATH, or of several data sets joined.",
                          entries, mien_data_options_group (&flags), 1, G_MAXUINT, &error) &&
      check_options (&options, &error))
    recipe = mien_data_options_recipe (&flags, &error);
  mien_data_options_clear (&flags);
  if (recipe == NULL)
    return mien_console_usage (error);

  MienImport import = mien_data_options_import (recipe);

  return tell (left + 1, &import, &options);
}
