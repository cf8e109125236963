/* The buttons over a plot, its menus, and what they do. */
#include "ui/widgets/curve-options.h"
#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/curve-table.h"

#include <glib/gi18n.h>
#include <math.h>

static void
show_all (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);

  mien_curve_view_remember (&self->view);
  mien_curve_view_show_all (&self->view);
  mien_curve_plot_view_changed (self);
}

static void
go (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);

  if (mien_curve_view_go (&self->view, g_str_equal (name, "plot.forward")))
    mien_curve_plot_view_changed (self);
}

static void
pin (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_curve_plot_pin (MIEN_CURVE_PLOT (widget));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  if (g_str_equal (name, "plot.copy"))
    mien_curve_plot_copy_picture (MIEN_CURVE_PLOT (widget));
  else
    mien_curve_plot_copy_numbers (MIEN_CURVE_PLOT (widget));
}

static void
save (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  mien_curve_plot_save (MIEN_CURVE_PLOT (widget), g_variant_get_string (target, NULL));
}

static void
show_table (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);
  MienCurves curves = mien_curve_plot_describe (self);

  mien_curve_table_show (widget, self->label, &curves);
}

static void
show_options (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (MIEN_CURVE_PLOT (widget)->options_button));
}

static void
show_menu (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);
  double x = mien_plot_area_pixel_x (&self->area, self->cursor);

  mien_curve_plot_show_menu (self, isfinite (x) ? x : self->area.left,
                             self->area.top + self->area.height / 2.0);
}

void
mien_curve_plot_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "plot.show-all", NULL, show_all);
  gtk_widget_class_install_action (klass, "plot.back", NULL, go);
  gtk_widget_class_install_action (klass, "plot.forward", NULL, go);
  gtk_widget_class_install_action (klass, "plot.pin", NULL, pin);
  gtk_widget_class_install_action (klass, "plot.copy", NULL, copy);
  gtk_widget_class_install_action (klass, "plot.copy-numbers", NULL, copy);
  gtk_widget_class_install_action (klass, "plot.save", "s", save);
  gtk_widget_class_install_action (klass, "plot.table", NULL, show_table);
  gtk_widget_class_install_action (klass, "plot.options", NULL, show_options);
  gtk_widget_class_install_action (klass, "plot.menu", NULL, show_menu);
}

void
mien_curve_plot_show_menu (MienCurvePlot *self, double x, double y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context),
                               &(GdkRectangle){(int) x, (int) y, 1, 1});
  gtk_popover_popup (GTK_POPOVER (self->context));
}

static GtkWidget *
take_child (MienCurvePlot *self, GtkBuilder *builder, const char *id)
{
  GtkWidget *child = GTK_WIDGET (gtk_builder_get_object (builder, id));

  if (gtk_widget_get_parent (child) == NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static void
add_options (MienCurvePlot *self)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), mien_curve_options_new (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->options_button), popover);
}

void
mien_curve_plot_add_buttons (MienCurvePlot *self)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/mien/Mien/widgets/curve-plot.ui");
  GMenuModel *menu = G_MENU_MODEL (gtk_builder_get_object (builder, "menu"));

  self->buttons = take_child (self, builder, "buttons");
  self->menu_button = take_child (self, builder, "menu_button");
  self->options_button = take_child (self, builder, "options_button");
  self->pill = take_child (self, builder, "pill");
  self->context = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context), FALSE);
  gtk_widget_set_halign (self->context, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context, GTK_WIDGET (self));
  add_options (self);
}

void
mien_curve_plot_remove_buttons (MienCurvePlot *self)
{
  g_clear_pointer (&self->buttons, gtk_widget_unparent);
  g_clear_pointer (&self->pill, gtk_widget_unparent);
  g_clear_pointer (&self->context, gtk_widget_unparent);
}

/* At its natural size, with its right upper or right lower corner at (@right, @y) */
static void
allocate (GtkWidget *child, int right, int y, gboolean lower)
{
  GtkRequisition size;

  if (!gtk_widget_should_layout (child))
    return;
  gtk_widget_get_preferred_size (child, NULL, &size);
  gtk_widget_size_allocate (child,
                            &(GtkAllocation){MAX (right - size.width, 0),
                                             lower ? MAX (y - size.height, 0) : y, size.width,
                                             size.height},
                            -1);
}

/* Beside each other over the strip, below each other where there is only a column for them */
void
mien_curve_plot_allocate_buttons (MienCurvePlot *self, int width, int height)
{
  gboolean strip = mien_curve_plot_has_strip (self);
  int figure = (int) mien_curve_plot_get_figure_width (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  strip ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  allocate (self->buttons, width - 2, 2, FALSE);
  allocate (self->pill, figure - 26, height - 52, TRUE);
  gtk_popover_present (GTK_POPOVER (self->context));
}

void
mien_curve_plot_update_buttons (MienCurvePlot *self)
{
  gboolean filled = mien_curve_lines_have_points (self->lines);
  gboolean zoomed = mien_curve_view_is_zoomed (&self->view);

  if (self->pill == NULL)
    return;
  if (gtk_widget_get_visible (self->buttons) != filled) {
    gtk_widget_set_visible (self->buttons, filled);
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  }
  gtk_button_set_label (GTK_BUTTON (self->pill),
                        zoomed && self->behind ? _ ("Jump to Live") : _ ("Show All"));
  gtk_widget_set_visible (self->pill, zoomed && filled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plot.show-all", zoomed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plot.back", self->view.back->len > 0);
}
