#include "ui/models/extending.h"

#include <string.h>

static MienExtending
make (MienScheduleKind kind)
{
  g_autoptr (MienRecipe) recipe = mien_recipe_new ();
  MienExtending extending;

  recipe->optimizer.schedule.kind = kind;
  recipe->optimizer.lr = 0.001;
  recipe->epochs = 20;
  mien_extending_begin (&extending, recipe);
  return extending;
}

static void
follow (MienExtending *self, MienEventKind kind, int epoch, gint64 step, double value)
{
  MienEvent event = {.kind = kind, .epoch = epoch, .step = step, .value = value};

  event.split = (char *) "train";
  event.metric = (char *) "lr";
  g_assert_true (mien_extending_follow (self, &event));
}

static void
assert_words (const MienExtending *self, int more, const char *expected)
{
  g_autofree char *words = mien_extending_words (self, more);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_a_constant_rate_goes_on (void)
{
  MienExtending constant = make (MIEN_SCHEDULE_CONSTANT), steps = make (MIEN_SCHEDULE_STEP);

  assert_words (&constant, 10, "The learning rate goes on as it would have.");
  assert_words (&steps, 10, "The learning rate goes on as it would have.");
}

/* Half a cosine over 20 epochs stands at half; over 40 at a quarter of the way down. */
static void
test_a_stretched_schedule_says_to_what_it_jumps (void)
{
  MienExtending cosine = make (MIEN_SCHEDULE_COSINE);

  g_autofree char *unknown = mien_extending_words (&cosine, 20);
  g_assert_nonnull (strstr (unknown, "spread over 40 epochs then"));
  follow (&cosine, MIEN_EVENT_POINT, 10, 100, 0.0005);
  follow (&cosine, MIEN_EVENT_PROGRESS, 10, 100, 0.5);
  assert_words (&cosine, 20,
                "The learning rate goes on at 0.00085 instead of 0.0005, as its schedule is spread "
                "over 40 epochs now.");
  follow (&cosine, MIEN_EVENT_RATE, 10, 100, 0.002);
  follow (&cosine, MIEN_EVENT_EXTENDED, 10, 100, 40.0);
  g_assert_cmpint (cosine.epochs, ==, 40);
  g_autofree char *further = mien_extending_words (&cosine, 1);
  g_assert_nonnull (strstr (further, "instead of 0.0017"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extending/constant", test_a_constant_rate_goes_on);
  g_test_add_func ("/extending/cosine", test_a_stretched_schedule_says_to_what_it_jumps);
  return g_test_run ();
}
