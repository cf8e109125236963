#include "engine/study/report/report.h"

#include "engine/core/error.h"
#include "engine/samples/drawn/drawn.h"
#include "engine/study/study.h"
#include "tests/engine/study/folder.h"
#include "tests/engine/study/report/reading.h"

#include <string.h>

static char *
report (const char *folder, const char *work)
{
  g_autofree char *path = g_build_filename (work, "report.html", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_report_write (folder, path, NULL, &error));
  g_assert_no_error (error);
  return folder_read (work, "report.html");
}

/* Nothing is loaded from anywhere: the only addresses are the names of SVG's own parts. */
static void
assert_stands_alone (const char *html)
{
  reading_check_html (html);
  g_assert_cmpuint (reading_count (html, "src="), ==, 0);
  g_assert_cmpuint (reading_count (html, "<script"), ==, 0);
  g_assert_cmpuint (reading_count (html, "<link"), ==, 0);
  g_assert_cmpuint (reading_count (html, "@import"), ==, 0);
  g_assert_cmpuint (reading_count (html, "url(http"), ==, 0);
  g_assert_cmpuint (reading_count (html, "href=\"http"), ==, 0);
}

static void
test_a_run_is_told_with_its_figures (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_autofree char *html = report (out, folder);
  g_assert_cmpuint (reading_count (html, "<svg"), ==, 3); /* split, curves, confusion */
  reading_assert_has (html,
                      "Faces of each class in each part, and the parts in which each person is");
  reading_assert_has (html, "balanced accuracy");
  reading_assert_has (html, "commonest");
  reading_assert_has (html, "picked by the validation part");
  reading_assert_has (html, "Training went through all of its 2 epochs.");
  reading_assert_has (html, "fingerprint");
  reading_assert_has (html, "No face that is judged is a copy of one that was learned");
  reading_assert_has (html, "mien-run train recipe.json");
  reading_assert_has (html, "prefers-color-scheme");
  assert_stands_alone (html);
  folder_remove (folder);
}

static void
test_a_run_of_two_tasks_tells_how_they_pulled (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "valence", MIEN_ROLE_AUXILIARY, 0.25);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_autofree char *html = report (out, folder);
  reading_assert_has (html, "How it was learned");
  reading_assert_has (html, "<td>auxiliary</td>");
  reading_assert_has (html, "<td class=\"n\">0.25</td>");
  reading_assert_has (html, "Gradients were compared there (steps measured: 2)");
  folder_remove (folder);
}

static void
test_a_run_that_ended_early_says_so (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->epochs = 50;
  recipe->stop_after = 1;
  recipe->optimizer.lr = 1e-9; /* too small to make anything better */
  recipe->optimizer.ema = 0.9;
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_autoptr (MienRun) run = mien_run_open (out, &error);
  JsonObject *result = json_node_get_object (run->result);
  g_assert_cmpint (json_object_get_int_member (result, "epochs"), ==, 50);
  g_assert_cmpint (json_object_get_int_member (result, "epochs_trained"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (result, "ended_by"), ==, "stop_after");

  g_autofree char *html = report (out, folder);
  reading_assert_has (
      html, "Training ended early, after 2 of 50 epochs, when the number of epochs without "
            "a better balanced accuracy of expression on the validation part had reached "
            "1.");
  reading_assert_has (html, "averages over the steps");
  folder_remove (folder);
}

/* A folder of faces whose classes are named to break out of the page. */
static void
make_spiteful_faces (const char *folder)
{
  g_autofree char *faces = g_build_filename (folder, "faces", NULL);
  g_autoptr (GString) table = g_string_new ("path,expression\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_drawn_write (faces, 40, 16, 1, NULL, &error));
  for (int i = 1; i <= 40; i++)
    g_string_append_printf (table, "faces/%05d.png,%s\n", i,
                            i % 2 != 0 ? "<script>alert(1)</script>" : "a&b");
  folder_write (faces, "labels.csv", table->str);
}

static void
test_words_of_the_data_are_escaped (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "run", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  make_spiteful_faces (folder);
  g_free (recipe->paths[0]);
  recipe->paths[0] = g_build_filename (folder, "faces", NULL);
  g_assert_true (folder_train (recipe, out, FALSE, &error));
  g_assert_no_error (error);
  g_autofree char *html = report (out, folder);
  reading_assert_has (html, "&lt;script&gt;alert(1)");
  reading_assert_has (html, "a&amp;b");
  assert_stands_alone (html);
  folder_remove (folder);
}

static void
test_a_study_is_told_with_what_may_be_claimed (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "study", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (GError) error = NULL;

  recipe->seeds = 2;
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (mien_study_execute (recipe, out, NULL, NULL, FALSE, control, &error));
  g_autoptr (MienStudy) study = mien_study_open (out, &error);
  g_auto (GStrv) words = g_strsplit (study->words, "\n", -1);
  g_autofree char *html = report (out, folder);

  g_assert_cmpuint (reading_count (html, "<svg"), ==,
                    6); /* split; differences; two of curves; confusion; one run's losses */
  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *line = g_markup_escape_text (g_strstrip (words[i]), -1);

    reading_assert_has (html, line);
  }
  reading_assert_has (html, "expression alone");
  reading_assert_has (html, "paired t");
  reading_assert_has (html, "mien-run study recipe.json");
  reading_assert_has (html, "tasks.yaw</td><td>–</td><td>learned");
  reading_assert_has (html, "95 % t-interval, n = 2");
  reading_assert_has (html, "always the commonest class");
  reading_assert_has (html, "The epoch of every run was picked by its validation part");
  assert_stands_alone (html);
  folder_remove (folder);
}

static void
test_a_search_is_told_with_its_trials (void)
{
  char *folder = folder_new ();
  g_autofree char *out = g_build_filename (folder, "search", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (MienControl) control = mien_control_new (NULL);
  g_autoptr (GError) error = NULL;

  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  recipe->search.trials = 2;
  g_assert_true (mien_search_execute (recipe, out, NULL, NULL, FALSE, control, &error));
  g_autofree char *html = report (out, folder);
  reading_assert_has (html, "weight of yaw");
  reading_assert_has (html, "chosen");
  reading_assert_has (html, "mien-run search recipe.json");
  assert_stands_alone (html);
  folder_remove (folder);
}

static void
test_what_cannot_be_told_is_refused (void)
{
  char *folder = folder_new ();
  g_autofree char *text = g_build_filename (folder, "r.txt", NULL);
  g_autofree char *html = g_build_filename (folder, "r.html", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_report_write (folder, text, NULL, &error));
  g_assert_nonnull (strstr (error->message, ".html or .pdf"));
  g_clear_error (&error);
  g_assert_false (mien_report_write (folder, html, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  folder_write (folder, "recipe.json", "{\"tasks\": [\"expression\"]}");
  g_assert_false (mien_report_write (folder, html, NULL, &error));
  g_assert_nonnull (strstr (error->message, "not finished"));
  g_assert_false (folder_has (folder, "r.html"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/run", test_a_run_is_told_with_its_figures);
  g_test_add_func ("/report/tasks", test_a_run_of_two_tasks_tells_how_they_pulled);
  g_test_add_func ("/report/ended-early", test_a_run_that_ended_early_says_so);
  g_test_add_func ("/report/escaped", test_words_of_the_data_are_escaped);
  g_test_add_func ("/report/study", test_a_study_is_told_with_what_may_be_claimed);
  g_test_add_func ("/report/search", test_a_search_is_told_with_its_trials);
  g_test_add_func ("/report/refused", test_what_cannot_be_told_is_refused);
  return g_test_run ();
}
