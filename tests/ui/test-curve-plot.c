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
press_with (Fixture *fixture, guint key, GdkModifierType state)
{
  gboolean used = FALSE;

  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         key, 0, state, &used);
  g_assert_true (used);
}

static void
press (Fixture *fixture, guint key)
{
  press_with (fixture, key, 0);
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

static double
get_span (Fixture *fixture)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);

  draw (fixture);
  return area->x_high - area->x_low;
}

static void
test_keys_zoom_and_go_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);
  double all = get_span (fixture), near, top = area->y_high;

  press (fixture, GDK_KEY_End);
  press (fixture, GDK_KEY_plus);
  press (fixture, GDK_KEY_plus);
  near = get_span (fixture);
  g_assert_cmpfloat_with_epsilon (near, all / 2.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (area->x_high, N_POINTS, 1e-6); /* around the cursor */
  g_assert_cmpfloat (area->y_high, <, top);                      /* y fits what is shown */
  press_with (fixture, GDK_KEY_Left, GDK_ALT_MASK);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), all / 1.5, 1e-6);
  press_with (fixture, GDK_KEY_Right, GDK_ALT_MASK);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), near, 1e-6);
  press (fixture, GDK_KEY_0);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), all, 1e-6);
}

static gboolean
offers (Fixture *fixture, const char *name)
{
  return page_test_find (fixture->window, name) != NULL;
}

static void
test_a_zoomed_plot_stays_until_it_is_sent_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double near;

  g_assert_false (offers (fixture, "Show All"));
  press (fixture, GDK_KEY_plus);
  near = get_span (fixture);
  g_assert_true (offers (fixture, "Show All"));
  add_points (fixture, 21, 40);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), near, 1e-9);
  g_assert_true (offers (fixture, "Jump to Live"));
  g_signal_emit_by_name (page_test_get (fixture->window, "Jump to Live"), "clicked");
  g_assert_cmpfloat_with_epsilon (get_span (fixture), 39.0, 1e-6);
  add_points (fixture, 41, 50);
  page_test_settle (60);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), 49.0, 1e-6);
  g_assert_false (offers (fixture, "Jump to Live"));
}

/* A page has to be scrolled past its plots. */
static void
test_the_wheel_is_the_pages_until_the_plot_was_clicked (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);
  GtkEventController *wheel = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  double all = get_span (fixture);
  gboolean used = FALSE;

  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  hover (fixture, 5.0);
  g_signal_emit_by_name (wheel, "scroll", 0.0, -1.0, &used);
  g_assert_false (used);
  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_GESTURE_CLICK), "pressed", 1,
                         area->left + 5.0, area->top + 5.0);
  g_signal_emit_by_name (wheel, "scroll", 0.0, -1.0, &used);
  g_assert_true (used);
  g_assert_cmpfloat_with_epsilon (get_span (fixture), all / 1.1, 1e-6);
}

static void
drag (Fixture *fixture, double from_x, double from_y, double to_x, double to_y)
{
  GtkEventController *gesture = find_controller (fixture, GTK_TYPE_GESTURE_DRAG);
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);
  double x = mien_plot_area_pixel_x (area, from_x), y = mien_plot_area_pixel_y (area, from_y);
  double dx = mien_plot_area_pixel_x (area, to_x) - x;
  double dy = mien_plot_area_pixel_y (area, to_y) - y;

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static void
test_a_box_zooms_one_axis_where_it_is_slender (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);

  draw (fixture);
  drag (fixture, 5.0, 0.60, 15.0, 0.59);
  draw (fixture);
  g_assert_cmpfloat_with_epsilon (area->x_low, 5.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (area->x_high, 15.0, 1e-6);
  drag (fixture, 6.0, 0.65, 10.0, 0.20);
  draw (fixture);
  g_assert_cmpfloat_with_epsilon (area->x_high, 10.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (area->y_low, 0.20, 1e-6);
  g_assert_cmpfloat_with_epsilon (area->y_high, 0.65, 1e-6);
}

static void
test_space_and_dragging_moves_the_curves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);

  draw (fixture);
  drag (fixture, 5.0, 0.60, 15.0, 0.59);
  draw (fixture);
  press (fixture, GDK_KEY_space);
  drag (fixture, 10.0, 0.6, 8.0, 0.6);
  draw (fixture);
  g_assert_cmpfloat_with_epsilon (area->x_low, 7.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (area->x_high, 17.0, 1e-6);
}

static void
test_pins_come_go_and_make_room (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  press (fixture, GDK_KEY_Home);
  press (fixture, GDK_KEY_Return);
  press (fixture, GDK_KEY_End);
  press (fixture, GDK_KEY_Return);
  press (fixture, GDK_KEY_Left);
  press (fixture, GDK_KEY_Return);
  g_assert_cmpuint (mien_curve_plot_get_n_pins (fixture->plot), ==, 2);
  press (fixture, GDK_KEY_Return);
  g_assert_cmpuint (mien_curve_plot_get_n_pins (fixture->plot), ==, 1);
  press (fixture, GDK_KEY_Escape);
  press (fixture, GDK_KEY_Escape);
  g_assert_cmpuint (mien_curve_plot_get_n_pins (fixture->plot), ==, 0);
}

static void
test_a_curve_chosen_by_key_is_told_alone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  press (fixture, GDK_KEY_Home);
  press_with (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (fixture->plot), ==, 11.0);
  press (fixture, GDK_KEY_Home);
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Down);
  g_assert_true (says (fixture, " 1; validation 1.500"));
  press (fixture, GDK_KEY_Down);
  g_assert_true (says (fixture, " 1; training 1; validation 1.500"));
}

static void
test_assistive_technology_hears_where_a_curve_was_best (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  double x = 21.0, y = 0.2;

  append (fixture->x, x);
  append (fixture->training, y);
  append (fixture->validation, y + 0.5);
  g_object_set (fixture->plot, "x-label", "Epoch", NULL);
  mien_curve_plot_data_changed (fixture->plot);
  g_assert_true (says (fixture, "training: from 1 to 0.2000 at 21, lowest 0.0500 at Epoch 20; "
                                "validation: from 1.500 to 0.7000 at 21, lowest 0.5500 at Epoch "
                                "20"));
}

static void
test_smoothing_keeps_the_values_themselves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_set (fixture->plot, "smoothing", 0.5, NULL);
  /* (1 · 0.5 + 0.5) / (0.5 + 1) */
  g_assert_cmpfloat_with_epsilon (mien_curve_plot_get_value (fixture->plot, "training", 2.0),
                                  1.0 / 1.5, 1e-12);
  g_object_set (fixture->plot, "smoothing", 0.0, NULL);
  g_assert_cmpfloat (mien_curve_plot_get_value (fixture->plot, "training", 2.0), ==, 0.5);
}

static void
test_linked_plots_share_cursor_and_zoom (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (mien_curve_plot_new ("Weights"));
  MienCurvePlot *other = MIEN_CURVE_PLOT (widget);

  mien_curve_plot_add_line (
      other, &(MienPlotLine){.name = "weight", .x = fixture->x, .y = fixture->training});
  mien_curve_plot_link (fixture->plot, other);
  hover (fixture, 7.0);
  g_assert_cmpfloat (mien_curve_plot_get_cursor (other), ==, 7.0);
  press (fixture, GDK_KEY_Escape);
  g_assert_true (isnan (mien_curve_plot_get_cursor (other)));
  g_object_set (other, "linked", FALSE, NULL);
  hover (fixture, 7.0);
  g_assert_true (isnan (mien_curve_plot_get_cursor (other)));
}

static void
test_a_double_click_on_the_legend_isolates (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MienPlotArea *area = mien_curve_plot_get_area (fixture->plot);
  GtkEventController *click = find_controller (fixture, GTK_TYPE_GESTURE_CLICK);
  double top = 0.0;

  for (; top < area->top && !mien_curve_plot_get_hidden (fixture->plot, "training"); top += 2.0)
    g_signal_emit_by_name (click, "pressed", 1, area->left, top);
  g_signal_emit_by_name (click, "pressed", 2, area->left, top - 2.0);
  g_assert_false (mien_curve_plot_get_hidden (fixture->plot, "training"));
  g_assert_true (mien_curve_plot_get_hidden (fixture->plot, "validation"));
}

static gboolean
clipboard_has_picture (gpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (data);

  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                            GDK_TYPE_TEXTURE);
}

static void
test_the_picture_is_copied (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  press_with (fixture, GDK_KEY_c, GDK_CONTROL_MASK);
  page_test_wait (clipboard_has_picture, fixture->plot);
}

static void
test_values_are_shown_as_a_table (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint before = g_list_model_get_n_items (windows);

  press (fixture, GDK_KEY_t);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before + 1);

  g_autoptr (GtkWidget) table = g_list_model_get_item (windows, before);

  page_test_settle (100);
  g_assert_nonnull (page_test_find_text (table, "0.25"));
  gtk_window_destroy (GTK_WINDOW (table));
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
  ADD ("/curve-plot/zoom-keys", test_keys_zoom_and_go_back);
  ADD ("/curve-plot/live", test_a_zoomed_plot_stays_until_it_is_sent_back);
  ADD ("/curve-plot/wheel", test_the_wheel_is_the_pages_until_the_plot_was_clicked);
  ADD ("/curve-plot/box", test_a_box_zooms_one_axis_where_it_is_slender);
  ADD ("/curve-plot/pan", test_space_and_dragging_moves_the_curves);
  ADD ("/curve-plot/pins", test_pins_come_go_and_make_room);
  ADD ("/curve-plot/chosen", test_a_curve_chosen_by_key_is_told_alone);
  ADD ("/curve-plot/best", test_assistive_technology_hears_where_a_curve_was_best);
  ADD ("/curve-plot/smoothing", test_smoothing_keeps_the_values_themselves);
  ADD ("/curve-plot/linked", test_linked_plots_share_cursor_and_zoom);
  ADD ("/curve-plot/isolate", test_a_double_click_on_the_legend_isolates);
  ADD ("/curve-plot/copy", test_the_picture_is_copied);
  ADD ("/curve-plot/table", test_values_are_shown_as_a_table);
  return g_test_run ();
}
