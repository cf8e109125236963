#include "tests/engine/training/losses/slopes.h"

enum {
  N = 3,
  WIDTH = 3
};

static const float logits[N * WIDTH] = {0.3f, -1.2f, 0.8f, 1.5f, 0.1f, -0.4f, -0.7f, 0.9f, 0.2f};
static const float votes[N * WIDTH] = {0.2f, 0.3f, 0.5f, 1.0f, 0.0f, 0.0f, 0.25f, 0.25f, 0.5f};

/* Reference value: PyTorch's kl_div of log_softmax, batchmean. */
static void
test_it_is_what_torch_gives (void)
{
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_SOFT, NULL, N, WIDTH, logits, votes, NULL, NULL),
      0.2663491835588, 1e-7);
  check_slopes (MIEN_LOSS_SOFT, NULL, (MienLossTerms){0}, N, WIDTH, logits, votes, 1e-2);
}

static void
test_answering_as_people_voted_costs_nothing (void)
{
  float perfect[N * WIDTH], d_logits[N * WIDTH];

  for (int i = 0; i < N * WIDTH; i++)
    perfect[i] = votes[i] > 0.0f ? logf (votes[i]) : -200.0f;
  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_SOFT, NULL, N, WIDTH, perfect, votes, d_logits, NULL), 0.0,
      1e-6);
  for (int i = 0; i < N * WIDTH; i++)
    g_assert_cmpfloat_with_epsilon (d_logits[i], 0.0f, 1e-6f);
}

/* Ten people's votes say what tenths say; a face that nobody voted on says nothing. */
static void
test_votes_are_counted_in_shares (void)
{
  const float counted[] = {4.0f, 6.0f, 10.0f, 0.0f, 0.0f, 0.0f, NAN, NAN, NAN};
  float d_logits[N * WIDTH];
  int n_labelled;

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_SOFT, NULL, N, WIDTH, logits, counted, d_logits, &n_labelled),
      mien_loss_forward (MIEN_LOSS_SOFT, NULL, 1, WIDTH, logits, votes, NULL, NULL), 1e-7);
  g_assert_cmpint (n_labelled, ==, 1);
  for (int k = WIDTH; k < N * WIDTH; k++)
    g_assert_cmpfloat (d_logits[k], ==, 0.0f);
}

/* With all votes on one class it is cross-entropy. */
static void
test_one_mind_is_a_class (void)
{
  const float sure[] = {0.0f, 1.0f, 0.0f}, label[] = {1.0f};

  g_assert_cmpfloat_with_epsilon (
      mien_loss_forward (MIEN_LOSS_SOFT, NULL, 1, WIDTH, logits, sure, NULL, NULL),
      mien_loss_forward (MIEN_LOSS_CROSS_ENTROPY, NULL, 1, WIDTH, logits, label, NULL, NULL),
      1e-12);
}

/* The gradient of two faces mixed is that of their mixed votes. */
static void
test_mixed_faces_pull_to_mixed_votes (void)
{
  const float other[] = {0.0f, 1.0f, 0.0f}, share[] = {0.75f};
  const float mixed[] = {0.15f, 0.475f, 0.375f};
  const MienLossTerms terms = {.others = other, .shares = share};
  float d_both[WIDTH], d_mixed[WIDTH];

  mien_loss_forward_training (MIEN_LOSS_SOFT, NULL, &terms, 1, WIDTH, logits, votes, d_both, NULL);
  mien_loss_forward (MIEN_LOSS_SOFT, NULL, 1, WIDTH, logits, mixed, d_mixed, NULL);
  for (int k = 0; k < WIDTH; k++)
    g_assert_cmpfloat_with_epsilon (d_both[k], d_mixed[k], 1e-6f);
  check_slopes (MIEN_LOSS_SOFT, NULL, terms, 1, WIDTH, logits, votes, 1e-2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/votes/torch", test_it_is_what_torch_gives);
  g_test_add_func ("/votes/perfect", test_answering_as_people_voted_costs_nothing);
  g_test_add_func ("/votes/shares", test_votes_are_counted_in_shares);
  g_test_add_func ("/votes/one-mind", test_one_mind_is_a_class);
  g_test_add_func ("/votes/mixed", test_mixed_faces_pull_to_mixed_votes);
  return g_test_run ();
}
