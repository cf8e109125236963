#include "engine/core/lock.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_one_at_a_time_works_in_a_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-lock-XXXXXX", NULL);
  g_autoptr (MienLock) first = mien_lock_folder (folder, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (first);
  g_assert_true (mien_folder_is_locked (folder));
  g_assert_null (mien_lock_folder (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, folder));

  g_clear_pointer (&first, mien_lock_free);
  g_assert_false (mien_folder_is_locked (folder));
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing was left behind */
}

static void
test_a_program_that_ends_leaves_no_lock (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-lock-XXXXXX", NULL);
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    _exit (mien_lock_folder (folder, NULL) != NULL ? 0 : 1); /* never freed */
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  g_assert_false (mien_folder_is_locked (folder));
  g_rmdir (folder);
}

static void
test_several_together_keep_one_alone_out (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mien-lock-XXXXXX", NULL);
  g_autoptr (MienLock) one = mien_lock_folder_together (folder, NULL);
  g_autoptr (MienLock) other = mien_lock_folder_together (folder, NULL);

  g_assert_nonnull (one);
  g_assert_nonnull (other);
  g_assert_null (mien_lock_folder (folder, NULL));

  g_clear_pointer (&one, mien_lock_free);
  g_clear_pointer (&other, mien_lock_free);
  one = mien_lock_folder (folder, NULL);
  g_assert_nonnull (one);
  g_assert_null (mien_lock_folder_together (folder, NULL));
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lock/one", test_one_at_a_time_works_in_a_folder);
  g_test_add_func ("/lock/ended", test_a_program_that_ends_leaves_no_lock);
  g_test_add_func ("/lock/together", test_several_together_keep_one_alone_out);
  return g_test_run ();
}
