#include "engine/samples/drawn/drawn-paint.h"
#include "engine/samples/drawn/drawn-shape.h"

#include <math.h>
#include <string.h>

#define N_PERSONS 8
#define SIZE 64

static gboolean
same_bytes (GdkPixbuf *a, GdkPixbuf *b)
{
  int width = 3 * gdk_pixbuf_get_width (a);

  for (int y = 0; y < gdk_pixbuf_get_height (a); y++)
    if (memcmp (gdk_pixbuf_get_pixels (a) + y * gdk_pixbuf_get_rowstride (a),
                gdk_pixbuf_get_pixels (b) + y * gdk_pixbuf_get_rowstride (b), (gsize) width) != 0)
      return FALSE;
  return TRUE;
}

static GdkPixbuf *
draw (guint64 seed, guint64 index)
{
  MienDrawnFace face;

  mien_drawn_face_make (seed, index, N_PERSONS, &face);
  return mien_drawn_paint (&face, SIZE);
}

static void
test_the_same_seed_draws_the_same_bytes (void)
{
  for (guint64 i = 0; i < 30; i++) {
    g_autoptr (GdkPixbuf) first = draw (1, i);
    g_autoptr (GdkPixbuf) again = draw (1, i);
    g_autoptr (GdkPixbuf) other = draw (2, i);

    g_assert_true (same_bytes (first, again));
    g_assert_false (same_bytes (first, other));
  }
}

static gpointer
draw_in_thread (gpointer index)
{
  return draw (1, GPOINTER_TO_UINT (index));
}

static void
test_threads_draw_the_same_bytes (void)
{
  GThread *threads[8];

  for (guint i = 0; i < 8; i++)
    threads[i] = g_thread_new ("draw", draw_in_thread, GUINT_TO_POINTER (i));
  for (guint i = 0; i < 8; i++) {
    g_autoptr (GdkPixbuf) there = g_thread_join (threads[i]);
    g_autoptr (GdkPixbuf) here = draw (1, i);

    g_assert_true (same_bytes (here, there));
  }
}

static void
test_every_seven_faces_have_every_expression (void)
{
  for (guint64 block = 0; block < 50; block++) {
    guint seen = 0;

    for (guint64 i = 0; i < 7; i++) {
      MienDrawnFace face;

      mien_drawn_face_make (5, 7 * block + i, N_PERSONS, &face);
      seen |= 1u << face.expression;
    }
    g_assert_cmphex (seen, ==, 0x7f);
  }
}

/* How often each unit is to be seen with each expression, in the shares of 7,000 faces */
static void
test_action_units_follow_the_expressions_but_not_always (void)
{
  static const char *const tables[] = {
      "AU4 AU5 AU7 AU23", "AU9 AU15 AU16",   "AU1 AU2 AU4 AU5 AU7 AU20 AU26", "AU6 AU12", "",
      "AU1 AU4 AU15",     "AU1 AU2 AU5 AU26"};
  guint counts[7][MIEN_DRAWN_N_UNITS] = {{0}};

  for (guint64 i = 0; i < 7000; i++) {
    MienDrawnFace face;

    mien_drawn_face_make (5, i, N_PERSONS, &face);
    for (int k = 0; k < MIEN_DRAWN_N_UNITS; k++)
      counts[face.expression][k] += face.units[k] > MIEN_DRAWN_UNIT_SEEN;
  }
  for (int e = 0; e < 7; e++) {
    g_auto (GStrv) belonging = g_strsplit (tables[e], " ", -1);

    for (int k = 0; k < MIEN_DRAWN_N_UNITS; k++) {
      gboolean belongs = g_strv_contains ((const char *const *) belonging, mien_drawn_units ()[k]);

      g_assert_cmpuint (counts[e][k], >, belongs ? 700 : 5);
      g_assert_cmpuint (counts[e][k], <, belongs ? 950 : 90);
    }
  }
}

static void
test_labels_stay_in_their_ranges (void)
{
  for (guint64 i = 0; i < 3000; i++) {
    MienDrawnFace face;
    MienDrawnPoint points[MIEN_DRAWN_N_LANDMARKS];

    mien_drawn_face_make (9, i, N_PERSONS, &face);
    g_assert_cmpuint (face.person, <, N_PERSONS);
    g_assert_true (fabs (face.valence) <= 1 && fabs (face.arousal) <= 1);
    g_assert_true (fabs (face.yaw) <= 32 && fabs (face.roll) <= 20);
    g_assert_true (face.glasses >= 0 && face.glasses < MIEN_DRAWN_N_GLASSES);
    for (int k = 0; k < MIEN_DRAWN_N_UNITS; k++)
      g_assert_true (face.units[k] >= 0 && face.units[k] <= 1);
    mien_drawn_landmarks (&face, points);
    for (int k = 0; k < MIEN_DRAWN_N_LANDMARKS; k++)
      g_assert_true (points[k].x > 0 && points[k].x < 1 && points[k].y > 0 && points[k].y < 1);
  }
}

/* The same face turned the other way is the mirrored picture, so its landmarks must be, too. */
static void
test_mirrored_landmarks_are_those_of_the_mirrored_face (void)
{
  const int *pairs = mien_drawn_mirror_pairs ();

  for (guint64 i = 0; i < 100; i++) {
    MienDrawnPoint here[MIEN_DRAWN_N_LANDMARKS], there[MIEN_DRAWN_N_LANDMARKS];
    MienDrawnFace face;

    mien_drawn_face_make (4, i, N_PERSONS, &face);
    mien_drawn_landmarks (&face, here);
    face.yaw = -face.yaw;
    face.roll = -face.roll;
    face.centre_x = 1.0 - face.centre_x;
    mien_drawn_landmarks (&face, there);
    for (int k = 0; k < MIEN_DRAWN_N_LANDMARKS; k++) {
      g_assert_cmpint (pairs[pairs[k]], ==, k);
      g_assert_cmpfloat_with_epsilon (1.0 - here[pairs[k]].x, there[k].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (here[pairs[k]].y, there[k].y, 1e-9);
    }
  }
}

static void
test_positive_yaw_looks_right_and_positive_roll_leans_clockwise (void)
{
  MienDrawnPoint points[MIEN_DRAWN_N_LANDMARKS];
  MienDrawnFace face;

  mien_drawn_face_make (4, 0, N_PERSONS, &face);
  face.roll = 0;
  face.yaw = 25;
  mien_drawn_landmarks (&face, points);
  g_assert_cmpfloat (points[14].x, >, face.centre_x + 0.05);
  face.yaw = 0;
  face.roll = 15;
  mien_drawn_landmarks (&face, points);
  g_assert_cmpfloat (points[12].y, >, points[6].y + 0.03);
}

/* What the labels say must be on the picture: the mouth of a dropped jaw is dark inside. */
static void
test_units_can_be_seen (void)
{
  MienDrawnFace face;

  mien_drawn_face_make (4, 0, N_PERSONS, &face);
  memset (face.units, 0, sizeof face.units);
  face.yaw = face.roll = face.pitch = face.noise = face.blur = face.light_strength = 0;
  face.exposure = 1;

  double height_closed =
      mien_drawn_mouth (&face).lower_inside - mien_drawn_mouth (&face).upper_inside;
  double corners_at_rest = mien_drawn_mouth (&face).left.y;

  face.units[MIEN_AU12] = 1;
  g_assert_cmpfloat (mien_drawn_mouth (&face).left.y, <, corners_at_rest - 0.1);
  face.units[MIEN_AU12] = 0;
  face.units[MIEN_AU26] = 1;

  MienDrawnMouth mouth = mien_drawn_mouth (&face);
  MienDrawnPoint inside =
      mien_drawn_project (&face, 0.0, (mouth.upper_inside + mouth.lower_inside) / 2.0, 0.0);
  g_autoptr (GdkPixbuf) picture = mien_drawn_paint (&face, SIZE);
  const guchar *pixel = gdk_pixbuf_get_pixels (picture) +
                        (int) (inside.y * SIZE) * gdk_pixbuf_get_rowstride (picture) +
                        3 * (int) (inside.x * SIZE);

  g_assert_cmpfloat (mouth.lower_inside - mouth.upper_inside, >, height_closed + 0.2);
  g_assert_cmpint (pixel[0], <, 90);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawn-face/same-seed", test_the_same_seed_draws_the_same_bytes);
  g_test_add_func ("/drawn-face/threads", test_threads_draw_the_same_bytes);
  g_test_add_func ("/drawn-face/expressions", test_every_seven_faces_have_every_expression);
  g_test_add_func ("/drawn-face/units", test_action_units_follow_the_expressions_but_not_always);
  g_test_add_func ("/drawn-face/ranges", test_labels_stay_in_their_ranges);
  g_test_add_func ("/drawn-face/mirror", test_mirrored_landmarks_are_those_of_the_mirrored_face);
  g_test_add_func ("/drawn-face/pose",
                   test_positive_yaw_looks_right_and_positive_roll_leans_clockwise);
  g_test_add_func ("/drawn-face/seen", test_units_can_be_seen);
  return g_test_run ();
}
