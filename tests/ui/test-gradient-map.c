#include "tests/ui/page-test.h"
#include "ui/models/gradient-map.h"
#include "ui/widgets/matrix-view.h"

#include <math.h>

static MienGradientMap *
parse (const char *gradients)
{
  g_autofree char *text = g_strdup_printf ("{\"task_gradients\": %s}", gradients);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return mien_gradient_map_read (node);
}

#define MAP                                                                                   \
  "{\"stages\": [\"block1\", \"all\"], \"tasks\": [\"expression\", \"pose\"], \"steps\": 7, " \
  "\"cosine\": [[[1, null], [null, 1]], [[1, -0.25], [-0.25, 1]]]}"

static void
test_each_stage_has_its_cosines (void)
{
  g_autoptr (MienGradientMap) map = parse (MAP);

  g_assert_nonnull (map);
  g_assert_cmpstr (map->stages[1], ==, "all");
  g_assert_cmpstr (map->tasks[1], ==, "pose");
  g_assert_true (isnan (mien_gradient_map_get_stage (map, 0)[1]));
  g_assert_cmpfloat (mien_gradient_map_get_stage (map, 1)[2], ==, -0.25);
}

static void
test_a_map_that_makes_no_sense_is_none (void)
{
  static const char *const bad[] = {
      "null",
      "[1]",
      "{\"stages\": [], \"tasks\": [\"a\"], \"cosine\": []}",
      "{\"stages\": [\"all\"], \"tasks\": [\"a\", 2], \"cosine\": [[[1, 0], [0, 1]]]}",
      "{\"stages\": [\"all\"], \"tasks\": [\"a\", \"b\"], \"cosine\": [[[1, 0], [0]]]}",
      "{\"stages\": [\"all\"], \"tasks\": [\"a\", \"b\"], \"cosine\": [[[1, 0]]]}",
      "{\"stages\": [\"all\"], \"tasks\": [\"a\"]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (parse (bad[i]));
  g_assert_null (mien_gradient_map_read (NULL));
}

static void
test_the_map_is_told_to_those_who_do_not_see_it (void)
{
  g_autoptr (MienGradientMap) map = parse (MAP);
  GtkWidget *view = g_object_new (MIEN_TYPE_MATRIX_VIEW, NULL);
  GtkWidget *window = page_test_window (view);

  mien_matrix_view_set_cosines (MIEN_MATRIX_VIEW (view), "Gradient map",
                                (const char *const *) map->tasks,
                                mien_gradient_map_get_stage (map, 1));
  g_assert_true (page_test_get (window, "Gradient map") == view);
  g_assert_true (gtk_widget_get_focusable (view));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "expression and pose: -0.25");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/gradient-map/read", test_each_stage_has_its_cosines);
  g_test_add_func ("/gradient-map/bad", test_a_map_that_makes_no_sense_is_none);
  g_test_add_func ("/gradient-map/told", test_the_map_is_told_to_those_who_do_not_see_it);
  return g_test_run ();
}
