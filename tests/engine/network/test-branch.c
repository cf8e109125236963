#include "branches.h"

#include "engine/core/error.h"
#include "engine/core/rng.h"

#include <math.h>
#include <string.h>

enum {
  N = 5
};

static const float heads[] = {1.0f, 0.5f, 2.0f}, shared[] = {0.7f, -1.5f, 0.3f};

/* --- gradients --- */

/* The slope of what a parameter is given: its own task's loss, or all of them as they are shared.
 */
static double
slope_of (const MienParameter *parameter, const double *up, const double *down, double h)
{
  double sum = 0.0;

  for (int t = 0; t < 3; t++) {
    double slope = (up[t] - down[t]) / (2.0 * h);

    if (parameter->task == t)
      return (double) heads[t] * slope;
    if (parameter->task < 0)
      sum += (double) shared[t] * slope;
  }
  return sum;
}

static double
measure_slope (MienNetwork *network, MienPool *pool, const float *x, MienParameter *p, gsize i)
{
  const MienPass pass = {.training = TRUE, .seed = 5, .step = 2};
  double up[3], down[3];
  float kept = p->value[i], h = 5e-4f;

  p->value[i] = kept + h;
  mien_network_forward (network, pool, x, N, &pass);
  take_losses (network, N, up);
  p->value[i] = kept - h;
  mien_network_forward (network, pool, x, N, &pass);
  take_losses (network, N, down);
  p->value[i] = kept;
  return slope_of (p, up, down, (double) h);
}

/* Kinks of ReLU and pooling are met by asking only that nearly all agree. */
static void
check_gradients (MienNetwork *network, int size)
{
  g_autoptr (MienPool) pool = mien_pool_new (2);
  g_autofree float *x = random_pictures (N, size);
  MienRng rng = mien_rng_keyed (1, MIEN_STREAM_OTHER, 1, 0);
  GPtrArray *parameters = mien_network_get_parameters (network);
  int checked[2] = {0}, wrong[2] = {0};
  double losses[3];

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 2, NULL));
  for (int draw = 0; draw < 250; draw++) {
    MienParameter *p = g_ptr_array_index (parameters, mien_rng_below (&rng, parameters->len));
    gsize i = mien_rng_below (&rng, (guint) p->len);

    if (!p->trainable)
      continue;
    mien_network_forward (network, pool, x, N, &(MienPass){.training = TRUE, .seed = 5, .step = 2});
    take_losses (network, N, losses);
    mien_network_backward (network, pool, heads, shared);
    double told = (double) p->grad[i], found = measure_slope (network, pool, x, p, i);
    checked[p->task >= 0]++;
    wrong[p->task >= 0] += fabs (found - told) > 0.05 * MAX (1.0, fabs (told));
  }
  g_test_message ("%s: of shared %d of %d slopes off, of own %d of %d",
                  mien_network_get_preset (network), wrong[0], checked[0], wrong[1], checked[1]);
  for (int own = 0; own < 2; own++) {
    g_assert_cmpint (checked[own], >, 20);
    g_assert_cmpint (wrong[own], <=, checked[own] / 10);
  }
}

static void
test_shared_and_own_gradients_follow_finite_differences (void)
{
  static const struct {
    const char *preset;
    int size;
    const char *branches[3];
  } cases[] = {{"reference", 8, {NULL, "block1", "pool2"}},
               {"reference", 8, {NULL, "pool1", "pool1"}},
               {"mlp", 6, {NULL, "hidden1", NULL}},
               {"mini-xception", 21, {NULL, "module2", "stem"}},
               {"resnet-small", 8, {"stage1", "stage2", NULL}}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MienNetwork) network =
        branching_network (cases[i].preset, cases[i].size, cases[i].branches);

    check_gradients (network, cases[i].size);
  }
}

static void
test_heads_with_hidden_layers_follow_finite_differences (void)
{
  const char *const branches[] = {NULL, "hidden1", NULL};
  const MienPreprocessing preprocessing = {.size = 6, .channels = 1};
  g_autoptr (GPtrArray) tasks = branching_tasks (branches);
  MienTask *deep = g_ptr_array_index (tasks, 0), *broad = g_ptr_array_index (tasks, 1);

  deep->n_hidden = 3;
  deep->hidden_width = 9;
  broad->n_hidden = 1;
  broad->hidden_width = 40;
  g_autoptr (MienNetwork) network = mien_network_new ("mlp", &preprocessing, tasks, 7, NULL);
  check_gradients (network, 6);
}

/* --- every stage of every preset --- */

typedef void (*CheckFunc) (const char *preset, int size, const char *const *branches);

static void
for_every_stage (CheckFunc check)
{
  for (const char *const *preset = mien_network_presets (); *preset != NULL; preset++) {
    const char *trunk[] = {NULL, NULL, NULL};
    g_autoptr (MienNetwork) plain = branching_network (*preset, smallest_size (*preset), trunk);
    g_autoptr (GPtrArray) stages = mien_network_describe (plain);

    for (guint s = 0; s < stages->len - 3; s++) {
      const char *name = ((MienStage *) g_ptr_array_index (stages, s))->name;
      const char *one[] = {NULL, name, NULL}, *two[] = {NULL, name, name};
      const char *all[] = {name, name, name};

      check (*preset, smallest_size (*preset), one);
      check (*preset, smallest_size (*preset), two);
      check (*preset, smallest_size (*preset), all);
    }
  }
}

static void
run_once (MienNetwork *network, MienPlan plan, int n_workers, const float *x, double *losses)
{
  g_autoptr (MienPool) pool = mien_pool_new (n_workers);

  g_assert_true (mien_network_plan (network, plan, N, n_workers, NULL));
  mien_network_forward (network, pool, x, N, &(MienPass){.training = TRUE, .seed = 5, .step = 2});
  take_losses (network, N, losses);
  mien_network_backward (network, pool, heads, shared);
}

/* The plan that explains keeps every output and fuses nothing, so nothing can be written over.
 * Where a number lies at ReLU's kink roundings send its gradient one way or the other; with these
 * pictures none does. */
static void
check_plans (const char *preset, int size, const char *const *branches)
{
  g_autoptr (MienNetwork) fused = branching_network (preset, size, branches);
  g_autoptr (MienNetwork) again = branching_network (preset, size, branches);
  g_autoptr (MienNetwork) plain = branching_network (preset, size, branches);
  g_autofree float *x = random_pictures (N, size);
  double losses[3], same[3], expected[3];

  run_once (fused, MIEN_PLAN_TRAIN, 1, x, losses);
  run_once (again, MIEN_PLAN_TRAIN, 3, x, same);
  run_once (plain, MIEN_PLAN_EXPLAIN, 1, x, expected);
  for (int t = 0; t < 3; t++)
    g_assert_cmpfloat_with_epsilon (losses[t], expected[t], 1e-3 * (1.0 + expected[t]));
  g_assert_cmpmem (losses, sizeof losses, same, sizeof same);
  g_assert_true (gradients_differ (fused, again) <= 0.0);
  g_assert_cmpfloat (gradients_differ (fused, plain), <, 1e-2);
}

static void
test_every_branch_runs_in_memory_that_nobody_overwrites (void)
{
  for_every_stage (check_plans);
}

static void
check_predictions (const char *preset, int size, const char *const *branches)
{
  g_autoptr (MienNetwork) network = branching_network (preset, size, branches);
  g_autoptr (MienPool) pool = mien_pool_new (1);
  g_autofree float *x = random_pictures (N, size);
  const int widths[] = {3, 1, 2};
  float answers[3][3 * N];

  g_assert_true (mien_network_plan (network, MIEN_PLAN_EXPLAIN, N, 1, NULL));
  mien_network_forward (network, pool, x, N, &(MienPass){0});
  for (int t = 0; t < 3; t++)
    memcpy (answers[t], mien_network_get_logits (network, t),
            sizeof (float) * (gsize) (N * widths[t]));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_PREDICT, N, 1, NULL));
  mien_network_forward (network, pool, x, N, &(MienPass){0});
  for (int t = 0; t < 3; t++)
    for (int i = 0; i < N * widths[t]; i++)
      g_assert_cmpfloat_with_epsilon (mien_network_get_logits (network, t)[i], answers[t][i],
                                      1e-3f);
}

static void
test_every_branch_predicts_as_it_explains (void)
{
  for_every_stage (check_predictions);
}

/* --- whose is what --- */

static void
test_a_branch_leaves_the_trunk_as_it_was (void)
{
  const char *none[] = {NULL, NULL, NULL}, *late[] = {NULL, "block2", NULL};
  g_autoptr (MienNetwork) plain = branching_network ("reference", 16, none);
  g_autoptr (MienNetwork) branched = branching_network ("reference", 16, late);
  GPtrArray *parameters = mien_network_get_parameters (plain);
  guint n_own = mien_network_get_parameters (branched)->len - parameters->len;

  g_assert_cmpuint (n_own, ==, 12); /* two convolutions, two norms, one full layer */
  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *p = g_ptr_array_index (parameters, i), *found = NULL;

    for (guint k = 0; k < mien_network_get_parameters (branched)->len; k++) {
      const MienParameter *q = g_ptr_array_index (mien_network_get_parameters (branched), k);

      found = g_str_equal (q->name, p->name) ? q : found;
    }
    g_assert_nonnull (found);
    g_assert_cmpmem (p->value, p->len * sizeof (float), found->value, found->len * sizeof (float));
  }
}

static void
test_own_parameters_have_names_and_draws_of_their_own (void)
{
  const char *branches[] = {NULL, "pool2", "block1"};
  g_autoptr (MienNetwork) network = branching_network ("reference", 16, branches);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const MienParameter *trunk = NULL, *own = NULL;

  for (guint i = 0; i < mien_network_get_parameters (network)->len; i++) {
    const MienParameter *p = g_ptr_array_index (mien_network_get_parameters (network), i);

    g_assert_true (g_hash_table_add (names, p->name));
    if (g_str_equal (p->name, "trunk.14.weight"))
      trunk = p;
    if (g_str_equal (p->name, "branches.b.14.weight"))
      own = p;
  }
  g_assert_cmpint (trunk->task, ==, -1);
  g_assert_cmpint (own->task, ==, 1);
  g_assert_cmpuint (own->len, ==, trunk->len);
  g_assert_true (memcmp (own->value, trunk->value, own->len * sizeof (float)) != 0);
  g_autofree char *where = mien_network_locate (network, own);
  g_assert_cmpstr (where, ==, "block3 of b, conv 3×3");
}

static void
test_the_diagram_is_a_tree (void)
{
  const char *branches[] = {NULL, "pool2", NULL};
  g_autoptr (MienNetwork) network = branching_network ("reference", 16, branches);
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  gsize n = 0;

  for (guint s = 0; s < stages->len; s++) {
    const MienStage *stage = g_ptr_array_index (stages, s);

    g_assert_cmpuint (stage->sources->len, ==, 1);
    g_assert_cmpint (g_array_index (stage->sources, int, 0), <, (int) s);
    n += stage->n_parameters;
  }
  g_assert_cmpuint (n, ==, mien_network_count_parameters (network));

  const MienStage *own = g_ptr_array_index (stages, 7), *head = g_ptr_array_index (stages, 11);
  const MienStage *fork = g_ptr_array_index (stages, (guint) g_array_index (own->sources, int, 0));
  g_assert_cmpstr (own->name, ==, "block3");
  g_assert_cmpint (own->task, ==, 1);
  g_assert_cmpstr (fork->name, ==, "pool2");
  g_assert_cmpint (fork->task, ==, -1);
  g_assert_cmpstr (head->name, ==, "b");
  g_assert_true (head->is_head);
  g_assert_cmpint (g_array_index (head->sources, int, 0), ==, 9); /* its own "trunk" */
}

static void
test_the_last_maps_are_the_tasks_own (void)
{
  const char *branches[] = {NULL, "pool2", NULL};
  g_autoptr (MienNetwork) network = branching_network ("reference", 16, branches);
  g_autoptr (GPtrArray) stages = mien_network_describe (network);
  g_autoptr (GArray) own = mien_network_find_maps (network, 1);
  g_autoptr (GArray) of_all = mien_network_find_maps (network, 0);
  g_autoptr (GArray) of_last = mien_network_find_maps (network, 2);
  guint own_stage = g_array_index (own, guint, 0), of_first = g_array_index (of_all, guint, 0);

  g_assert_cmpuint (own->len, ==, 1);
  g_assert_cmpuint (of_all->len, ==, 1);
  g_assert_cmpint (((MienStage *) g_ptr_array_index (stages, own_stage))->task, ==, 1);
  g_assert_cmpint (((MienStage *) g_ptr_array_index (stages, of_first))->task, ==, -1);
  g_assert_cmpuint (of_first, ==, g_array_index (of_last, guint, 0));
}

static void
test_a_stage_that_there_is_not_is_refused (void)
{
  const MienPreprocessing preprocessing = {.size = 16, .channels = 1};
  const char *branches[] = {NULL, "block9", NULL};
  g_autoptr (GPtrArray) tasks = branching_tasks (branches);
  g_autoptr (GError) error = NULL;

  g_assert_null (mien_network_new ("reference", &preprocessing, tasks, 1, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "block9"));
  g_assert_nonnull (strstr (error->message, "pool2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/branch/gradients", test_shared_and_own_gradients_follow_finite_differences);
  g_test_add_func ("/branch/hidden", test_heads_with_hidden_layers_follow_finite_differences);
  g_test_add_func ("/branch/plans", test_every_branch_runs_in_memory_that_nobody_overwrites);
  g_test_add_func ("/branch/predicts", test_every_branch_predicts_as_it_explains);
  g_test_add_func ("/branch/trunk", test_a_branch_leaves_the_trunk_as_it_was);
  g_test_add_func ("/branch/names", test_own_parameters_have_names_and_draws_of_their_own);
  g_test_add_func ("/branch/diagram", test_the_diagram_is_a_tree);
  g_test_add_func ("/branch/maps", test_the_last_maps_are_the_tasks_own);
  g_test_add_func ("/branch/refused", test_a_stage_that_there_is_not_is_refused);
  return g_test_run ();
}
