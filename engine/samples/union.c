#include "engine/samples/union.h"

#include "engine/core/error.h"
#include "engine/samples/files/files.h"
#include "engine/samples/union-private.h"

#include <string.h>

#define BUILT_IN "built-in"
#define BETWEEN "\n" /* of locations: a path has everything else in it */

char *
mien_union_join_locations (const char *const *locations)
{
  return g_strjoinv (BETWEEN, (char **) locations);
}

char **
mien_union_split_location (const char *location)
{
  return g_strsplit (location, BETWEEN, -1);
}

static char *
find_whole_path (const char *location)
{
  return g_str_has_prefix (location, BUILT_IN) ? g_strdup (location)
                                               : g_canonicalize_filename (location, NULL);
}

char *
mien_union_canonical_location (const char *location)
{
  g_auto (GStrv) locations = mien_union_split_location (location);

  for (char **it = locations; *it != NULL; it++) {
    char *whole = find_whole_path (*it);

    g_free (*it);
    *it = whole;
  }
  return mien_union_join_locations ((const char *const *) locations);
}

/* Tables and archives; a folder's name may have any dot in it. */
static void
cut_ending (char *name)
{
  static const char *const endings[] = {".csv", ".tsv", ".txt"};
  char *dot;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      name[strlen (name) - strlen (endings[i])] = '\0';
  if (!mien_files_is_archive_name (name))
    return;
  if ((dot = strrchr (name, '.')) != NULL)
    *dot = '\0';
  if (g_str_has_suffix (name, ".tar"))
    name[strlen (name) - strlen (".tar")] = '\0';
}

/* The folder's name, or the file's without what says its format. */
static char *
name_location (const char *location)
{
  if (g_str_has_prefix (location, BUILT_IN))
    return g_strdup (BUILT_IN);

  g_autofree char *path = g_canonicalize_filename (location, NULL);
  g_autofree char *name = g_path_get_basename (path);

  cut_ending (name);
  if (!g_str_equal (name, "labels"))
    return g_steal_pointer (&name);

  g_autofree char *folder = g_path_get_dirname (path);

  return g_path_get_basename (folder);
}

char **
mien_union_name (const char *const *locations)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *locations != NULL; locations++) {
    g_autofree char *plain = name_location (*locations);
    char *name = g_strdup (plain);

    for (guint number = 2; g_hash_table_contains (seen, name); number++) {
      g_free (name);
      name = g_strdup_printf ("%s-%u", plain, number);
    }
    g_strv_builder_add (names, name);
    g_hash_table_add (seen, name);
  }
  return g_strv_builder_end (names);
}

char *
mien_union_tell_location (const char *location)
{
  g_auto (GStrv) locations = mien_union_split_location (location);
  g_auto (GStrv) names = mien_union_name ((const char *const *) locations);

  return g_strjoinv (" + ", names);
}

static void
parts_free (gpointer data)
{
  MienUnionParts *parts = data;

  for (guint s = 0; s < parts->n; s++)
    mien_dataset_unref (parts->datasets[s]);
  g_free (parts->datasets);
  g_strfreev (parts->names);
  g_free (parts->starts);
  g_free (parts);
}

static MienUnionParts *
parts_new (GPtrArray *datasets, const char *const *names)
{
  MienUnionParts *parts = g_new0 (MienUnionParts, 1);

  parts->n = datasets->len;
  parts->datasets = g_new (MienDataset *, parts->n);
  parts->names = g_strdupv ((char **) names);
  parts->starts = g_new0 (guint, parts->n + 1);
  for (guint s = 0; s < parts->n; s++) {
    parts->datasets[s] = mien_dataset_ref (g_ptr_array_index (datasets, s));
    parts->starts[s + 1] = parts->starts[s] + mien_dataset_get_n_samples (parts->datasets[s]);
  }
  return parts;
}

static MienDataset *
locate (guint *sample, gpointer data)
{
  const MienUnionParts *parts = data;
  guint s = 0;

  while (*sample >= parts->starts[s + 1])
    s++;
  *sample -= parts->starts[s];
  return parts->datasets[s];
}

static void
add_samples (const MienUnionParts *parts, MienDatasetBuilder *builder)
{
  for (guint s = 0; s < parts->n; s++)
    for (guint i = 0; i < mien_dataset_get_n_samples (parts->datasets[s]); i++) {
      g_autofree char *id =
          g_strconcat (parts->names[s], "/", mien_dataset_get_id (parts->datasets[s], i), NULL);

      mien_dataset_builder_add_sample (builder, id, mien_dataset_get_part (parts->datasets[s], i));
    }
}

/* The official split hands out no face that its authors did not. */
static void
tell_parts (const MienUnionParts *parts, MienDatasetBuilder *builder)
{
  gboolean any = FALSE;

  for (guint s = 0; s < parts->n; s++)
    any |= mien_dataset_has_parts (parts->datasets[s]);
  for (guint s = 0; any && s < parts->n; s++)
    if (!mien_dataset_has_parts (parts->datasets[s]))
      mien_dataset_builder_tell (builder, parts->names[s], NULL,
                                 "This data set has no official parts, so its faces are left out "
                                 "of the official split; choose another split to use them");
}

/* Those about columns are found anew, as the joined columns differ. */
static void
take_problems (const MienUnionParts *parts, MienDataset *joined)
{
  for (guint s = 0; s < parts->n; s++) {
    GPtrArray *problems = mien_dataset_get_problems (parts->datasets[s]);

    for (guint i = 0; i < problems->len; i++) {
      const MienProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *path = g_strconcat (parts->names[s], "/", problem->path, NULL);
      MienProblem *copy;

      if (mien_dataset_get_column (parts->datasets[s], problem->path) != NULL)
        continue;
      copy = mien_problem_new (path, "%s", problem->what);
      for (guint k = 0; k < problem->samples->len; k++)
        mien_problem_add_sample (copy,
                                 parts->starts[s] + g_array_index (problem->samples, guint, k));
      g_ptr_array_add (mien_dataset_get_problems (joined), copy);
    }
  }
}

/* NULL where one of them cannot tell. */
static char *
join_stamps (const MienUnionParts *parts)
{
  g_autoptr (GString) stamps = g_string_new (NULL);

  for (guint s = 0; s < parts->n; s++) {
    g_autofree char *stamp = mien_dataset_stamp (parts->datasets[s]);

    if (stamp == NULL)
      return NULL;
    g_string_append_printf (stamps, "%s\n", stamp);
  }
  return g_strdup (stamps->str);
}

static char *
join_own_locations (GPtrArray *datasets)
{
  g_autoptr (GPtrArray) locations = g_ptr_array_new ();

  for (guint s = 0; s < datasets->len; s++)
    g_ptr_array_add (locations,
                     (char *) mien_dataset_get_location (g_ptr_array_index (datasets, s)));
  g_ptr_array_add (locations, NULL);
  return mien_union_join_locations ((const char *const *) locations->pdata);
}

MienDataset *
mien_union_new (GPtrArray *datasets, const char *const *names)
{
  MienUnionParts *parts = parts_new (datasets, names);
  g_autofree char *location = join_own_locations (datasets);
  MienDatasetBuilder *builder = mien_dataset_builder_new (location, "several");
  MienDataset *joined;

  g_autofree char *stamp = join_stamps (parts);
  mien_dataset_builder_set_locator (builder, locate, parts, parts_free, stamp);
  add_samples (parts, builder);
  mien_union_join_columns (parts, builder);
  tell_parts (parts, builder);
  joined = mien_dataset_builder_end (builder);
  take_problems (parts, joined);
  return joined;
}

/* Progress of one data set of several. */
typedef struct {
  const MienImport *import;
  guint number, n;
} Progress;

static void
on_progress (const char *doing, double fraction, gpointer data)
{
  const Progress *progress = data;

  progress->import->progress (
      doing, fraction < 0.0 ? fraction : (progress->number + fraction) / progress->n,
      progress->import->progress_data);
}

static gboolean
check_locations (const char *const *locations, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (locations[0] == NULL)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "No data set is named; name a folder, a CSV or built-in");
  for (guint i = 0; locations[i] != NULL; i++)
    if (!g_hash_table_add (seen, find_whole_path (locations[i]))) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "The data set %s is named twice; its faces would stand on both sides of a "
                   "split, so name it once",
                   locations[i]);
      return FALSE;
    }
  return locations[0] != NULL;
}

MienDataset *
mien_union_open (const char *const *locations, const MienImport *import, GError **error)
{
  g_autoptr (GPtrArray) datasets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_dataset_unref);
  Progress progress = {import, 0, g_strv_length ((char **) locations)};
  MienImport one = *import;

  if (!check_locations (locations, error))
    return NULL;
  one.progress = import->progress != NULL ? on_progress : NULL;
  one.progress_data = &progress;
  for (; progress.number < progress.n; progress.number++) {
    MienDataset *dataset;

    one.location = locations[progress.number];
    dataset = mien_import_read (&one, error);
    if (dataset == NULL)
      return NULL;
    g_ptr_array_add (datasets, dataset);
  }
  if (datasets->len == 1)
    return mien_import_finish (g_ptr_array_index (datasets, 0), import, error);

  g_auto (GStrv) names = mien_union_name (locations);
  g_autoptr (MienDataset) joined = mien_union_new (datasets, (const char *const *) names);

  return mien_import_finish (joined, import, error);
}
