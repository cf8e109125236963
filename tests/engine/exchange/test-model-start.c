#include "engine/core/error.h"
#include "engine/exchange/model-start.h"
#include "engine/exchange/model.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("mien-start-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "model.safetensors", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static MienTask *
add_task (GPtrArray *tasks, const char *name, const char *const *names, const char *branch)
{
  int width = (int) g_strv_length ((GStrv) names);
  MienTask *task = mien_task_new (name, MIEN_KIND_CLASS, names, width);

  g_free (task->branch);
  task->branch = g_strdup (branch);
  g_ptr_array_add (tasks, task);
  return task;
}

/* Of the tasks "mood", of @moods, and "person", which branches from @branch. */
static MienNetwork *
make (const char *preset, int size, int channels, const char *const *moods, const char *branch)
{
  static const char *const persons[] = {"Ann", "Bob", NULL};
  static guint64 seed = 1;
  const MienPreprocessing preprocessing = {.size = size, .channels = channels};
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_autoptr (GError) error = NULL;

  add_task (tasks, "mood", moods, "trunk");
  MienTask *person = add_task (tasks, "person", persons, branch);
  person->n_hidden = 2;
  person->hidden_width = 5;
  MienNetwork *network = mien_network_new (preset, &preprocessing, tasks, seed++, &error);
  g_assert_no_error (error);
  return network;
}

static const char *const moods[] = {"joy", "fear", NULL}, *const others[] = {"joy", "anger", NULL};

static const MienParameter *
find (MienNetwork *network, const char *name)
{
  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++) {
    const MienParameter *p = g_ptr_array_index (mien_network_get_parameters (network), i);

    if (g_str_equal (p->name, name))
      return p;
  }
  return NULL;
}

static gboolean
are_equal (MienNetwork *a, const char *name, MienNetwork *b, const char *other)
{
  const MienParameter *p = find (a, name), *q = find (b, other);

  return memcmp (p->value, q->value, p->len * sizeof (float)) == 0;
}

static void
test_every_branch_and_deep_head_comes_back_as_it_was (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++) {
    g_autoptr (MienNetwork) plain = make (*preset, 24, 1, moods, "trunk");
    g_autoptr (GPtrArray) stages = mien_network_describe (plain);

    for (guint s = 0; s < stages->len - 2; s++) {
      const MienStage *stage = g_ptr_array_index (stages, s);
      g_autoptr (MienNetwork) saved = make (*preset, 24, 1, moods, stage->name);
      g_autoptr (GError) error = NULL;

      g_assert_true (mien_model_save (saved, NULL, NULL, fixture->path, NULL));
      g_autoptr (MienNetwork) loaded = mien_model_load (fixture->path, NULL, NULL, &error);
      g_assert_no_error (error);
      g_autofree char *before = mien_network_fingerprint (saved);
      g_autofree char *after = mien_network_fingerprint (loaded);
      g_assert_cmpstr (before, ==, after);
    }
  }
}

static void
test_what_fits_is_taken_and_the_rest_stays (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) model = make ("reference", 16, 1, moods, "trunk");
  g_autoptr (MienNetwork) network = make ("reference", 16, 1, others, "pool2");
  g_autoptr (GError) error = NULL;
  g_auto (MienStart) start = {0};

  g_assert_true (mien_model_save (model, NULL, NULL, fixture->path, NULL));
  mien_model_start (network, fixture->path, &start, &error);
  g_assert_no_error (error);
  g_autofree char *fingerprint = mien_network_fingerprint (model);
  g_assert_cmpstr (start.fingerprint, ==, fingerprint);
  g_assert_true (are_equal (network, "trunk.14.weight", model, "trunk.14.weight"));
  g_assert_true (are_equal (network, "trunk.15.running_var", model, "trunk.15.running_var"));
  g_assert_true (are_equal (network, "heads.person.weight", model, "heads.person.weight"));
  g_assert_true (are_equal (network, "hidden.person.2.weight", model, "hidden.person.2.weight"));
  g_assert_true (are_equal (network, "branches.person.17.weight", model, "trunk.17.weight"));
  g_assert_false (are_equal (network, "heads.mood.weight", model, "heads.mood.weight"));
  g_assert_cmpuint (start.of, ==, mien_network_get_parameters (network)->len);
  g_assert_cmpuint (start.taken, ==, start.of - 2); /* the other moods' weight and bias */
}

static void
check_refused (Fixture *fixture, MienNetwork *network, const char *word)
{
  g_autofree char *before = mien_network_fingerprint (network);
  g_autoptr (GError) error = NULL;
  g_auto (MienStart) start = {0};

  g_assert_false (mien_model_start (network, fixture->path, &start, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_autofree char *after = mien_network_fingerprint (network);
  g_assert_cmpstr (before, ==, after);
}

static void
test_another_network_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (MienNetwork) model = make ("reference", 16, 1, moods, "trunk");
  g_autoptr (MienNetwork) larger = make ("reference", 24, 1, moods, "trunk");
  g_autoptr (MienNetwork) coloured = make ("reference", 16, 3, moods, "trunk");
  g_autoptr (MienNetwork) other = make ("resnet-small", 16, 1, moods, "trunk");

  check_refused (fixture, larger, "opened");
  g_assert_true (mien_model_save (model, NULL, NULL, fixture->path, NULL));
  check_refused (fixture, larger, "set data.size to 16");
  check_refused (fixture, coloured, "set data.channels to 1");
  check_refused (fixture, other, "resnet-small");
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/model-start/round-trip", test_every_branch_and_deep_head_comes_back_as_it_was);
  ADD ("/model-start/taken", test_what_fits_is_taken_and_the_rest_stays);
  ADD ("/model-start/refused", test_another_network_is_refused);
  return g_test_run ();
}
