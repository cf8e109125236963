#include "engine/study/report/report.h"

#include "engine/core/csv.h"
#include "engine/study/study.h"
#include "tests/engine/study/folder.h"
#include "tests/engine/study/report/reading.h"

#include <gio/gio.h>
#include <string.h>

/* A folder with a study of two arms, one of which is named to be a formula and LaTeX. */
#define EVIL "=cmd|' /C calc'!A0 100%_x"

static char *
new_study (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "study", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (JsonObject) none = json_object_new (), set = json_object_new ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 2;
  json_object_set_double_member (set, "optimizer.lr", 0.01);
  g_ptr_array_add (recipe->arms, mien_arm_new ("plain", none));
  g_ptr_array_add (recipe->arms, mien_arm_new (EVIL, set));
  g_assert_true (mien_study_execute (recipe, out, NULL, NULL, FALSE, control, &error));
  g_assert_no_error (error);
  return folder;
}

static gboolean
write_as (const char *folder, const char *of, const char *name, gboolean tables, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *told = g_build_filename (folder, of, NULL);

  return mien_report_write (told, path, &(MienReportOptions){.tables = tables}, error);
}

typedef struct {
  guint rows, cells;
  double first;
} Read;

static gboolean
read_row (char **cells, guint n, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Read *read = data;

  for (guint i = 0; i < n; i++)
    g_assert_null (strchr ("=+@\t", *cells[i] != '\0' ? *cells[i] : 'x'));
  if (row == 2)
    read->first = g_ascii_strtod (cells[6], NULL);
  read->rows = row;
  read->cells = n;
  return TRUE;
}

static void
test_tables_stand_beside_it_and_read_back (void)
{
  char *folder = new_study ();
  g_autofree char *csv = g_build_filename (folder, "r.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "study", NULL);
  g_autoptr (GError) error = NULL;
  Read read = {0};

  g_assert_true (write_as (folder, "study", "r.html", TRUE, &error));
  g_assert_true (mien_csv_read (csv, read_row, &read, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (read.rows, ==, 5); /* head, 2 arms of 2 seeds */
  g_assert_cmpuint (read.cells, ==, 10);

  g_autoptr (MienStudy) study = mien_study_open (out, &error);
  const MienArmResult *arm = g_ptr_array_index (study->arms, 0);
  g_assert_cmpfloat (read.first, ==, g_array_index (arm->values, double, 0));
  g_autofree char *latex = folder_read (folder, "r.tex");
  reading_assert_has (latex, "\\toprule");
  reading_assert_has (latex, "100\\%\\_x");
  g_autofree char *comparisons = folder_read (folder, "r-comparisons.csv");
  reading_assert_has (comparisons, "plain,'=cmd|' /C calc'!A0 100%_x,paired t,2,");

  /* A second time they replace each other. */
  g_assert_true (write_as (folder, "study", "r.html", TRUE, &error));
  folder_remove (folder);
}

static void
test_a_pdf_of_a_study_can_be_read (void)
{
  char *folder = new_study ();
  g_autofree char *path = g_build_filename (folder, "r.pdf", NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_assert_true (write_as (folder, "study", "r.pdf", FALSE, &error));
  g_assert_true (g_file_get_contents (path, &data, &size, &error));
  g_autoptr (GBytes) pdf = g_bytes_new_take (data, size);
  g_autofree char *text = reading_ask ("pdftotext -layout %s -", pdf);
  folder_remove (folder);

  if (text == NULL) {
    g_test_skip ("there is no pdftotext");
    return;
  }
  g_assert_cmpuint (reading_count (text, "\f"), >, 3);
  reading_assert_has (text, "What may be claimed, and what may not");
  reading_assert_has (text, "=cmd|' /C calc'!A0 100%_x");
  reading_assert_has (text, "optimizer.lr");
  reading_assert_has (text, "95 % t-interval, n = 2");
  reading_assert_has (text, "mien-run study recipe.json --out again");
}

static void
assert_refused (const char *folder, const char *of, const char *name, gboolean tables)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (write_as (folder, of, name, tables, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  reading_assert_has (error->message, "another name");
}

static void
test_nothing_of_the_runs_or_of_others_is_replaced (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_autofree char *history = folder_read (out, "history.csv");
  folder_write (folder, "mine.csv", "path,label\n");

  assert_refused (folder, "run", "run/history.html", TRUE);
  assert_refused (folder, "run", "run/corrections.html", TRUE);
  assert_refused (folder, "run", "mine.html", TRUE);
  g_autofree char *again = folder_read (out, "history.csv");
  g_assert_cmpstr (again, ==, history);
  g_assert_false (folder_has (out, "history.html"));
  g_assert_false (folder_has (out, "corrections.csv"));
  g_assert_false (folder_has (folder, "mine.html"));
  g_autofree char *mine = folder_read (folder, "mine.csv");
  g_assert_cmpstr (mine, ==, "path,label\n");

  /* Without tables there is nothing in the way. */
  g_assert_true (write_as (folder, "run", "mine.html", FALSE, &error));
  folder_remove (folder);
}

static void
test_targets_that_cannot_be_written_say_so (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autofree char *taken = g_build_filename (folder, "taken.pdf", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_cmpint (g_mkdir_with_parents (taken, 0700), ==, 0);
  g_assert_false (write_as (folder, "run", "taken.pdf", FALSE, &error));
  reading_assert_has (error->message, "it is a folder");
  g_clear_error (&error);
  g_assert_false (mien_report_write (out, "/proc/nowhere/r.html", NULL, &error));
  reading_assert_has (error->message, "/proc/nowhere");
  folder_remove (folder);
}

static void
test_faces_are_shown_only_when_asked (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autofree char *path = g_build_filename (folder, "r.html", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_true (mien_report_write (out, path, NULL, &error));
  g_autofree char *without = folder_read (folder, "r.html");
  g_assert_null (strstr (without, "<image"));
  g_assert_true (mien_report_write (out, path, &(MienReportOptions){.faces = TRUE}, &error));
  g_autofree char *with = folder_read (folder, "r.html");
  reading_check_html (with);
  reading_assert_has (with, "Faces read wrongly");
  reading_assert_has (with, "<image");
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-files/tables", test_tables_stand_beside_it_and_read_back);
  g_test_add_func ("/report-files/pdf", test_a_pdf_of_a_study_can_be_read);
  g_test_add_func ("/report-files/kept", test_nothing_of_the_runs_or_of_others_is_replaced);
  g_test_add_func ("/report-files/targets", test_targets_that_cannot_be_written_say_so);
  g_test_add_func ("/report-files/faces", test_faces_are_shown_only_when_asked);
  return g_test_run ();
}
