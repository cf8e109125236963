/* Who the faces of a run's test part show, kept beside its predictions: intervals over persons can
 * then be found again when the data are elsewhere. */
#include "engine/core/csv.h"
#include "engine/core/file.h"
#include "engine/study/run-private.h"

gboolean
mien_persons_save (const MienCompiled *run, const char *folder, GError **error)
{
  const MienColumn *subject = mien_dataset_find_subject (run->dataset, run->recipe->subject);
  g_autofree char *path = g_build_filename (folder, "persons.csv", NULL);
  GString *text;

  if (subject == NULL)
    return TRUE;
  text = g_string_new ("path,person\n");
  for (guint i = 0; i < run->faces->n; i++) {
    int person = mien_column_get_class (subject, i);

    if (run->parts[i] != MIEN_PART_TEST || person < 0)
      continue;
    mien_csv_append_cell (text, mien_dataset_get_id (run->dataset, i));
    mien_csv_append_cell (text, subject->names[person]);
    mien_csv_end_row (text);
  }

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  return mien_file_replace (path, bytes, error);
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  if (row > 1 && n_cells == 2)
    g_hash_table_insert (data, g_strdup (cells[0]), (gpointer) g_intern_string (cells[1]));
  return TRUE;
}

GHashTable *
mien_persons_read (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "persons.csv", NULL);
  g_autoptr (GHashTable) persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) && mien_csv_read (path, read_row, persons, NULL)
             ? g_steal_pointer (&persons)
             : NULL;
}
