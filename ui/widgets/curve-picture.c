/* The curves of MienCurvePlot as a picture, painted anew only where something changed in them. */
#include "ui/widgets/curve-plot-private.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* In font sizes: where a strip at the side does not take much of the plot, and how wide it is */
#define ROOM_FOR_STRIP 62.0
#define STRIP_WIDTH 19.5
/* What the buttons at the right edge need, in pixels */
#define BUTTON_COLUMN 22.0

/* A logarithmic axis has no place for what is not above 0. */
static double
placeable (MienScale scale, double value)
{
  return isfinite (mien_scale_place (scale, value)) ? value : (double) NAN;
}

/* The view counts as the axes do: by epochs or by steps. */
static MienViewRange
find_range (MienCurvePlot *self)
{
  double low, high, unit = mien_curve_lines_get_unit (self->lines);
  MienViewRange base = self->range;

  base.x_low = placeable (self->x_scale, base.x_low * unit);
  base.x_high = placeable (self->x_scale, base.x_high * unit);
  base.y_low = placeable (self->y_scale, base.y_low);
  base.y_high = placeable (self->y_scale, base.y_high);
  self->view.base = base;
  mien_curve_lines_find_x_range (self->lines, &low, &high);
  self->view.x_first = isfinite (base.x_low) ? base.x_low : low;
  self->view.x_last = isfinite (base.x_high) ? base.x_high : high;
  return mien_curve_view_get (&self->view);
}

static void
collect_marks (MienCurvePlot *self)
{
  double unit = mien_curve_lines_get_unit (self->lines);

  g_array_set_size (self->event_marks, 0);
  for (guint i = 0; i < self->marks->len; i++) {
    MienEventMark mark = g_array_index (self->marks, MienEventMark, i);

    mark.x *= unit;
    g_array_append_val (self->event_marks, mark);
  }
}

static char *
say_left_out (guint n)
{
  return g_strdup_printf (
      ngettext ("%u value not above 0 is left out", "%u values not above 0 are left out", n), n);
}

MienCurves
mien_curve_plot_describe (MienCurvePlot *self)
{
  MienViewRange range = find_range (self);
  guint n_series;
  const MienSeries *series = mien_curve_lines_get_series (self->lines, &n_series);

  collect_marks (self);
  return (MienCurves){
      .x_label = self->by_step ? _ ("Step") : self->x_label,
      .y_label = self->y_label,
      .series = series,
      .n_series = n_series,
      .marks = (const MienEventMark *) (void *) self->event_marks->data,
      .n_marks = self->event_marks->len,
      .x_scale = self->x_scale,
      .y_scale = self->y_scale,
      .robust = self->robust,
      .say_left_out = say_left_out,
      .legend = TRUE,
      .x_low = range.x_low,
      .x_high = range.x_high,
      .y_low = range.y_low,
      .y_high = range.y_high,
      .cursor = NAN,
  };
}

static void
drop_picture (MienCurvePlot *self)
{
  g_clear_handle_id (&self->repaint, g_source_remove);
  g_clear_object (&self->picture);
}

void
mien_curve_plot_repaint (MienCurvePlot *self)
{
  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkTexture *
texture_from_surface (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes =
      g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

gboolean
mien_curve_plot_has_strip (MienCurvePlot *self)
{
  double size = mien_figure_style_for (GTK_WIDGET (self)).font_size;

  return mien_curve_lines_have_points (self->lines) &&
         gtk_widget_get_width (GTK_WIDGET (self)) >= ROOM_FOR_STRIP * size;
}

double
mien_curve_plot_get_figure_width (MienCurvePlot *self)
{
  double size = mien_figure_style_for (GTK_WIDGET (self)).font_size;
  double side = mien_curve_plot_has_strip (self) ? STRIP_WIDTH * size : BUTTON_COLUMN;

  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - side, 1.0);
}

static MienPlotLook
find_look (MienCurvePlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MienFigureStyle style = mien_figure_style_for (widget);

  return (MienPlotLook){gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                        gtk_widget_get_scale_factor (widget), style.ink, style.font_size};
}

static gboolean
is_same_look (const MienPlotLook *a, const MienPlotLook *b)
{
  return a->width == b->width && a->height == b->height && a->scale == b->scale &&
         a->ink.red == b->ink.red && a->ink.green == b->ink.green && a->ink.blue == b->ink.blue &&
         a->ink.alpha == b->ink.alpha && a->font_size == b->font_size;
}

/* Into a picture rather than a Cairo node, which would be painted again in every frame. */
static void
paint_picture (MienCurvePlot *self, const MienPlotLook *look)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienCurves curves = mien_curve_plot_describe (self);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, look->width * look->scale, look->height * look->scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, look->scale, look->scale);
  cr = cairo_create (surface);
  mien_curves_paint (cr, mien_curve_plot_get_figure_width (self), look->height, &curves, &style,
                     &self->area);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  drop_picture (self);
  self->picture = texture_from_surface (surface);
  self->look = *look;
  self->painted_at = g_get_monotonic_time ();
  cairo_surface_destroy (surface);
  self->n_paintings++;
}

static void
snapshot_placeholder (MienCurvePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienFigureStyle weak = mien_figure_style_fade (&style, 0.7);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);
  double middle = self->area.top + 0.4 * self->area.height; /* clear of a line at zero */

  mien_draw_text_within (cr, &weak, self->placeholder, self->area.left + self->area.width / 2.0,
                         middle, 0.5, 0.5, self->area.width);
  cairo_destroy (cr);
}

void
mien_curve_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);
  MienPlotLook look = find_look (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) look.width, (float) look.height);

  if (look.width < 2 || look.height < 2)
    return;
  if (self->picture == NULL || !is_same_look (&look, &self->look))
    paint_picture (self, &look);
  gtk_snapshot_append_texture (snapshot, self->picture, &bounds);
  if (mien_curve_lines_have_points (self->lines))
    mien_curve_plot_snapshot_readout (self, snapshot);
  else if (self->placeholder != NULL)
    snapshot_placeholder (self, snapshot, &bounds);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      gtk_widget_snapshot_child (widget, child, snapshot);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, look.width,
                               look.height);
}

const char *
mien_curve_plot_find_legend (MienCurvePlot *self, double x, double y)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienCurves curves = mien_curve_plot_describe (self);
  int found =
      mien_curves_find_legend (mien_curve_plot_get_figure_width (self),
                               gtk_widget_get_height (GTK_WIDGET (self)), &curves, &style, x, y);

  return found >= 0 ? curves.series[found].name : NULL;
}
