#include "engine/network/slots.h"

#include "engine/core/arena.h"

static void
test_slots_that_meet_never_overlap (void)
{
  enum {
    N = 40
  };

  for (int draw = 0; draw < 200; draw++) {
    MienSlot slots[N] = {0};

    for (int i = 0; i < N; i++) {
      slots[i].len = (gsize) g_test_rand_int_range (0, 200);
      slots[i].from = (guint) g_test_rand_int_range (0, 30);
      slots[i].to = slots[i].from + (guint) g_test_rand_int_range (0, 10);
    }

    gsize len = mien_slots_place (slots, N);

    for (int i = 0; i < N; i++) {
      g_assert_cmpuint (slots[i].start + slots[i].len, <=, len);
      g_assert_cmpuint (slots[i].start * sizeof (float) % MIEN_ALIGNMENT, ==, 0);
      for (int j = 0; j < i; j++)
        g_assert_true (slots[i].len == 0 || slots[j].len == 0 || slots[i].from > slots[j].to ||
                       slots[j].from > slots[i].to ||
                       slots[i].start + slots[i].len <= slots[j].start ||
                       slots[j].start + slots[j].len <= slots[i].start);
    }
  }
}

static void
test_a_chain_takes_its_two_largest_neighbours (void)
{
  MienSlot slots[] = {{64, 0, 1, 0, NULL},
                      {320, 1, 2, 0, NULL},
                      {160, 2, 3, 0, NULL},
                      {320, 3, 4, 0, NULL},
                      {16, 4, 9, 0, NULL}};

  g_assert_cmpuint (mien_slots_place (slots, G_N_ELEMENTS (slots)), ==, 320 + 160);
}

static void
test_more_than_there_is_stays_a_number (void)
{
  MienSlot slots[] = {{G_MAXSIZE, 0, 1, 0, NULL}, {G_MAXSIZE, 1, 2, 0, NULL}, {5, 0, 2, 0, NULL}};

  g_assert_cmpuint (mien_slots_place (slots, G_N_ELEMENTS (slots)), ==, G_MAXSIZE / 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slots/apart", test_slots_that_meet_never_overlap);
  g_test_add_func ("/slots/chain", test_a_chain_takes_its_two_largest_neighbours);
  g_test_add_func ("/slots/too-many", test_more_than_there_is_stays_a_number);
  return g_test_run ();
}
