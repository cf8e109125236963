#include "engine/core/error.h"
#include "engine/study/waiting.h"
#include "tests/engine/study/folder.h"

#include <glib/gstdio.h>
#include <string.h>

static MienWaiting
what_waits (MienRecipe *recipe, guint place)
{
  return (MienWaiting){.kind = MIEN_JOB_STUDY, .place = place, .images = 1200.0, .recipe = recipe};
}

static void
test_what_waits_is_found_with_all_that_decides_it (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "study-0001", NULL);
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GPtrArray) corrections =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);
  MienWaiting waiting = what_waits (recipe, 3);
  g_autoptr (MienWaiting) found = NULL;
  g_autoptr (GError) error = NULL;

  recipe->seeds = 7;
  g_ptr_array_add (corrections,
                   mien_correction_new ("faces/00001.png", "expression", "fear", "happy"));
  waiting.corrections = corrections;
  g_assert_true (mien_waiting_keep (&waiting, path, &error));
  g_assert_no_error (error);
  g_assert_false (mien_folder_is_run (path)); /* nothing has begun */

  found = mien_waiting_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->kind, ==, MIEN_JOB_STUDY);
  g_assert_cmpuint (found->place, ==, 3);
  g_assert_cmpfloat (found->images, ==, 1200.0);
  g_assert_cmpint (found->recipe->seeds, ==, 7);
  g_assert_cmpuint (found->corrections->len, ==, 1);
  mien_waiting_forget (path);
  g_assert_false (mien_folder_is_waiting (path));
  g_assert_cmpint (g_remove (path), ==, 0); /* nothing is left in it */
  folder_remove (folder);
}

static void
test_the_order_is_that_of_the_places (void)
{
  char *workspace = folder_new ();
  const char *const names[] = {"run-0001", "run-0002", "run-0003"};
  const guint places[] = {2, 0, 1};
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_auto (GStrv) found = NULL;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *path = g_build_filename (workspace, "runs", names[i], NULL);
    MienWaiting waiting = what_waits (recipe, places[i]);

    g_assert_true (mien_waiting_keep (&waiting, path, NULL));
  }
  found = mien_waiting_list (workspace);
  g_assert_cmpuint (g_strv_length (found), ==, 3);
  g_assert_true (g_str_has_suffix (found[0], "run-0002"));
  g_assert_true (g_str_has_suffix (found[1], "run-0003"));
  g_assert_true (g_str_has_suffix (found[2], "run-0001"));
  folder_remove (workspace);
}

static void
test_what_is_damaged_names_its_file (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  MienWaiting waiting = what_waits (recipe, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_waiting_keep (&waiting, folder, NULL));
  folder_write (folder, "queued/job.json", "{\"mien\": 1, \"kind\": \"holiday\"}");
  g_assert_null (mien_waiting_open (folder, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "job.json"));
  folder_remove (folder);
}

static void
test_one_program_at_a_time_has_it (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  MienWaiting waiting = what_waits (recipe, 0);
  g_autoptr (MienLock) first = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mien_waiting_keep (&waiting, folder, NULL));
  first = mien_waiting_lock (folder, &error);
  g_assert_nonnull (first);
  g_assert_null (mien_waiting_lock (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_false (mien_folder_is_locked (folder)); /* what trains there takes that one */
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/waiting/found", test_what_waits_is_found_with_all_that_decides_it);
  g_test_add_func ("/waiting/order", test_the_order_is_that_of_the_places);
  g_test_add_func ("/waiting/damaged", test_what_is_damaged_names_its_file);
  g_test_add_func ("/waiting/lock", test_one_program_at_a_time_has_it);
  return g_test_run ();
}
