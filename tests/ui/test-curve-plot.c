#include "tests/ui/page-test.h"
#include "ui/widgets/curve-plot.h"

#include <math.h>
#include <string.h>

#define N_POINTS 20

typedef struct {
  GtkWidget *window;
  MienCurvePlot *plot;
  GArray *x, *training, *validation;
} Fixture;

static void
append (GArray *array, double value)
{
  g_array_append_val (array, value);
}

static void
add_line (Fixture *fixture, const char *name, GArray *y, gboolean dashed)
{
  mien_curve_plot_add_line (
      fixture->plot, &(MienPlotLine){.name = name, .x = fixture->x, .y = y, .dashed = dashed});
}

/* Training falls as 1/x, validation lies a half above. */
static void
add_points (Fixture *fixture, int first, int last)
{
  for (int i = first; i <= last; i++) {
    append (fixture->x, i);
    append (fixture->training, 1.0 / i);
    append (fixture->validation, 1.0 / i + 0.5);
  }
  mien_curve_plot_data_changed (fixture->plot);
}

static void
draw (Fixture *fixture)
{
  gtk_widget_queue_draw (fixture->window);
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *plot = mien_curve_plot_new ("Training curves");

  fixture->plot = MIEN_CURVE_PLOT (plot);
  fixture->x = g_array_new (FALSE, FALSE, sizeof (double));
  fixture->training = g_array_new (FALSE, FALSE, sizeof (double));
  fixture->validation = g_array_new (FALSE, FALSE, sizeof (double));
  add_line (fixture, "training", fixture->training, FALSE);
  add_line (fixture, "validation", fixture->validation, TRUE);
  add_points (fixture, 1, N_POINTS);
  fixture->window = page_test_window (plot);
  draw (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_array_unref (fixture->x);
  g_array_unref (fixture->training);
  g_array_unref (fixture->validation);
}

static GtkEventController *
find_controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->plot));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller;
  }
  g_assert_not_reached ();
}

static void
hover (Fixture *fixture, double x)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);

  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
                         mien_plot_area_pixel_x (area, x), area->top + area->height / 2.0);
}

static void
press (Fixture *fixture, guint key)
{
  gboolean used = FALSE;

  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         key, 0, 0, &used);
  g_assert_true (used);
}

static gboolean
says (Fixture *fixture, const char *text)
{
  g_autofree char *difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (fixture->plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);

  if (difference != NULL)
    g_test_message ("description: %s", difference);
  return difference == NULL;
}

static void
test_assistive_technology_hears_where_the_curves_go (Fixture *fixture,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  gtk_test_accessible_assert_role (fixture->plot, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Training curves");
  g_assert_true (
      says (fixture, "training: from 1 to 0.0500 at 20; validation: from 1.500 to 0.5500 at 20"));
  add_points (fixture, 21, 25);
  g_assert_true (
      says (fixture, "training: from 1 to 0.0400 at 25; validation: from 1.500 to 0.5400 at 25"));
}

static void
test_the_pointer_reads_the_nearest_point (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  hover (fixture, 4.3);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, 4.0);
  g_assert_true (says (fixture, " 4; training 0.2500; validation 0.7500"));
  hover (fixture, 9.6);
  g_assert_true (says (fixture, " 10; training 0.1000; validation 0.6000"));
}

static void
test_reading_values_paints_no_curve (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint before = mien_curve_plot_get_n_paintings (fixture->plot);

  for (int i = 2; i < 10; i++) {
    hover (fixture, i);
    draw (fixture);
  }
  g_assert_cmpuint (mien_curve_plot_get_n_paintings (fixture->plot), ==, before);
  add_points (fixture, 21, 21);
  draw (fixture);
  g_assert_cmpuint (mien_curve_plot_get_n_paintings (fixture->plot), ==, before + 1);
}

static void
test_the_legend_hides_and_shows_curves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);
  GtkEventController *click = find_controller (fixture, GTK_TYPE_GESTURE_CLICK);
  double top = 0.0;

  for (; top < area->top && !mien_curve_plot_get_hidden (fixture->plot, "training"); top += 2.0)
    g_signal_emit_by_name (click, "pressed", 1, area->left, top);
  g_assert_true (mien_curve_plot_get_hidden (fixture->plot, "training"));
  g_assert_false (mien_curve_plot_get_hidden (fixture->plot, "validation"));
  hover (fixture, 4.0);
  g_assert_true (says (fixture, " 4; validation 0.7500"));

  press (fixture, GDK_KEY_1);
  g_assert_false (mien_curve_plot_get_hidden (fixture->plot, "training"));
}

static void
test_keys_walk_from_point_to_point (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  press (fixture, GDK_KEY_Home);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, 1.0);
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_Right);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, 3.0);
  press (fixture, GDK_KEY_Left);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, 2.0);
  press (fixture, GDK_KEY_End);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, N_POINTS);
  press (fixture, GDK_KEY_Right);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, N_POINTS);
  press (fixture, GDK_KEY_Escape);
  g_assert_true (isnan (mien_curve_plot_get_cursor (fixture->plot)));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/curve-plot/description", test_assistive_technology_hears_where_the_curves_go);
  ADD ("/curve-plot/pointer", test_the_pointer_reads_the_nearest_point);
  ADD ("/curve-plot/paintings", test_reading_values_paints_no_curve);
  ADD ("/curve-plot/legend", test_the_legend_hides_and_shows_curves);
  ADD ("/curve-plot/keys", test_keys_walk_from_point_to_point);
  return g_test_run ();
}
