#include "branches.h"

#include "engine/core/error.h"

#include <string.h>

enum {
  N = 5
};

static const float ones[] = {1.0f, 1.0f, 1.0f};

/* Three steps down the gradients of whatever learns. */
static void
learn (MienNetwork *network, MienPlan plan, const float *x)
{
  g_autoptr (MienPool) pool = mien_pool_new (2);
  GPtrArray *parameters = mien_network_get_parameters (network);
  double losses[3];

  g_assert_true (mien_network_plan (network, plan, N, 2, NULL));
  for (guint64 step = 0; step < 3; step++) {
    mien_network_forward (network, pool, x, N,
                          &(MienPass){.training = TRUE, .seed = 5, .step = step});
    take_losses (network, N, losses);
    mien_network_backward (network, pool, ones, ones);
    for (guint i = 0; i < parameters->len; i++) {
      MienParameter *p = g_ptr_array_index (parameters, i);

      g_assert_true (plan == MIEN_PLAN_EXPLAIN || (p->grad != NULL) == p->trainable);
      for (gsize k = 0; p->trainable && k < p->len; k++)
        p->value[k] -= 0.01f * p->grad[k];
    }
  }
}

/* Parameters "trunk.0…" to "trunk.@last" are as in a fresh network, the others are not. */
static void
check_changed (MienNetwork *network, MienNetwork *fresh, int last)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *now = g_ptr_array_index (parameters, i);
    const MienParameter *was = g_ptr_array_index (mien_network_get_parameters (fresh), i);
    gboolean frozen = g_str_has_prefix (now->name, "trunk.") && atoi (now->name + 6) <= last;
    gboolean same = memcmp (now->value, was->value, now->len * sizeof (float)) == 0;

    g_test_message ("%s %s", now->name, same ? "stayed" : "changed");
    g_assert_true (same == frozen);
  }
}

static void
check_freezing (const char *preset, const char *stage, int last, const char *branch)
{
  const char *branches[] = {NULL, branch, NULL};
  int size = smallest_size (preset);
  g_autofree float *x = random_pictures (N, size);

  for (int plan = MIEN_PLAN_TRAIN; plan <= (int) MIEN_PLAN_EXPLAIN; plan++) {
    g_autoptr (MienNetwork) network = branching_network (preset, size, branches);
    g_autoptr (MienNetwork) fresh = branching_network (preset, size, branches);

    g_assert_true (mien_network_freeze (network, stage, NULL));
    learn (network, (MienPlan) plan, x);
    check_changed (network, fresh, last);
  }
}

static void
test_frozen_stages_stay_to_the_bit_and_the_rest_learns (void)
{
  check_freezing ("reference", "block1", 5, NULL);
  check_freezing ("reference", "pool2", 13, "block1");
  check_freezing ("reference", "trunk", 100, "pool2");
  check_freezing ("mini-xception", "module1", 16, "module2");
  check_freezing ("resnet-small", "stem", 2, "stage1");
}

static void
test_frozen_stages_cost_no_gradient_and_thaw (void)
{
  const char *branches[] = {NULL, NULL, NULL};
  g_autoptr (MienNetwork) network = branching_network ("reference", 16, branches);
  gsize all = mien_network_count_parameters (network);

  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  gsize bytes = mien_network_get_plan_bytes (network);
  g_assert_true (mien_network_freeze (network, "pool3", NULL));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  g_assert_cmpuint (mien_network_get_plan_bytes (network), <, bytes);
  g_assert_cmpuint (mien_network_count_parameters (network), ==, all);
  g_assert_true (mien_network_freeze (network, "", NULL));
  g_assert_true (mien_network_plan (network, MIEN_PLAN_TRAIN, N, 1, NULL));
  g_assert_cmpuint (mien_network_get_plan_bytes (network), ==, bytes);
}

static void
test_a_stage_that_nobody_shares_cannot_be_frozen (void)
{
  const char *branches[] = {"block1", "block1", "pool2"};
  g_autoptr (MienNetwork) network = branching_network ("reference", 16, branches);
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_network_freeze (network, "block3", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "block3"));
  g_assert_nonnull (strstr (error->message, "block1, pool1, block2, pool2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/freeze/bits", test_frozen_stages_stay_to_the_bit_and_the_rest_learns);
  g_test_add_func ("/freeze/thaw", test_frozen_stages_cost_no_gradient_and_thaw);
  g_test_add_func ("/freeze/refused", test_a_stage_that_nobody_shares_cannot_be_frozen);
  return g_test_run ();
}
