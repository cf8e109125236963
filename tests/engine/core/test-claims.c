#include "engine/core/claims.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  BEAT_MS = 20,
  PATIENCE_MS = 200,
};

static void
on_lost (const char *name, gpointer data)
{
  char **lost = data;

  g_atomic_pointer_set (lost, g_strdup (name));
}

static MienClaims *
claims_new (const char *folder, guint beat_ms, char **lost)
{
  g_autoptr (GError) error = NULL;
  MienClaims *claims = mien_claims_new (folder, beat_ms, PATIENCE_MS, on_lost, lost, &error);

  g_assert_no_error (error);
  return claims;
}

static gboolean
take (MienClaims *claims, const char *name)
{
  g_autoptr (GError) error = NULL;
  gboolean taken = mien_claims_take (claims, name, &error);

  g_assert_no_error (error);
  return taken;
}

static char *
folder_new (void)
{
  g_autofree char *parent = g_dir_make_tmp ("mien-claims-XXXXXX", NULL);

  return g_build_filename (parent, "claims", NULL);
}

static void
folder_remove (const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  g_assert_cmpint (g_rmdir (parent), ==, 0); /* nothing was left behind */
}

static void
test_one_alone_has_a_claim (void)
{
  g_autofree char *folder = folder_new ();
  MienClaims *a = claims_new (folder, BEAT_MS, NULL), *b = claims_new (folder, BEAT_MS, NULL);

  g_assert_true (take (a, "run"));
  g_assert_false (take (a, "run"));
  g_assert_false (take (b, "run"));
  g_usleep (2 * PATIENCE_MS * 1000); /* who goes on counting is believed */
  g_assert_false (take (b, "run"));
  g_assert_true (take (b, "another"));
  mien_claims_give_up (a, "run");
  g_assert_true (take (b, "run"));
  mien_claims_free (a);
  mien_claims_free (b);
  folder_remove (folder);
}

/* The lock of a process that ended is free, so that nobody waits. */
static void
test_a_process_that_was_killed_has_no_claim (void)
{
  g_autofree char *folder = folder_new ();
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    _exit (take (claims_new (folder, BEAT_MS, NULL), "run") ? 0 : 1); /* never given up */
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  MienClaims *claims = claims_new (folder, BEAT_MS, NULL);
  g_assert_true (take (claims, "run"));
  mien_claims_give_up (claims, "run");
  g_assert_true (take (claims, "run"));
  mien_claims_clear (claims, "run");
  mien_claims_free (claims);
  folder_remove (folder);
}

static void
plant (const char *folder, const char *name, const char *said)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (path, said, -1, NULL));
}

static gboolean
wait_for (MienClaims *claims, const char *name)
{
  for (int i = 0; i < 100; i++) {
    if (take (claims, name))
      return TRUE;
    g_usleep (PATIENCE_MS * 100);
  }
  return FALSE;
}

/* Of another machine only the count tells, by the clock of who looks. */
static void
test_a_machine_that_fell_silent_loses_its_claim (void)
{
  g_autofree char *folder = folder_new ();
  MienClaims *claims = claims_new (folder, BEAT_MS, NULL);

  plant (folder, "run.0", "elsewhere 1234 99 0000000007\n");
  g_assert_false (take (claims, "run"));
  plant (folder, "run.0", "elsewhere 1234 99 0000000008\n");
  g_usleep (PATIENCE_MS * 1100);
  g_assert_false (take (claims, "run")); /* it counted since */
  g_assert_true (wait_for (claims, "run"));
  mien_claims_clear (claims, "run");
  mien_claims_free (claims);
  folder_remove (folder);
}

/* One that slept, and wakes up when another has its work, is told. */
static void
test_who_comes_back_too_late_is_told (void)
{
  g_autofree char *folder = folder_new ();
  char *lost = NULL;
  MienClaims *sleeper = claims_new (folder, BEAT_MS, &lost);

  g_assert_true (take (sleeper, "run"));
  plant (folder, "run.1", "elsewhere 1234 99 0000000001\n");
  for (int i = 0; i < 200 && g_atomic_pointer_get (&lost) == NULL; i++)
    g_usleep (BEAT_MS * 1000);
  g_assert_cmpstr (lost, ==, "run");
  mien_claims_give_up (sleeper, "run");
  g_assert_false (take (sleeper, "run")); /* the other still has it */
  mien_claims_clear (sleeper, "run");
  mien_claims_free (sleeper);
  g_free (lost);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claims/one", test_one_alone_has_a_claim);
  g_test_add_func ("/claims/killed", test_a_process_that_was_killed_has_no_claim);
  g_test_add_func ("/claims/silent", test_a_machine_that_fell_silent_loses_its_claim);
  g_test_add_func ("/claims/late", test_who_comes_back_too_late_is_told);
  return g_test_run ();
}
