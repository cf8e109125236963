#include "ui/widgets/curve-plot.h"

#include "engine/figures/readout.h"
#include "ui/widgets/curve-reading.h"
#include "ui/widgets/figure-style.h"

#include <math.h>

typedef struct {
  double x;
  char *text;
} Mark;

/* What a picture of the same curves depends on besides them. */
typedef struct {
  int width, height, scale;
  MienColour ink;
  double font_size;
} Look;

struct _MienCurvePlot {
  GtkWidget parent_instance;

  char *label, *x_label, *y_label, *placeholder;
  GArray *lines;      /* of MienPlotLine, names and arrays owned */
  GArray *marks;      /* of Mark */
  GHashTable *hidden; /* set of names */

  GArray *series;      /* of MienSeries: the lines as they were when last painted */
  GArray *event_marks; /* of MienEventMark */
  GdkTexture *picture; /* (nullable): the curves as last painted, with */
  Look look;           /* this look */
  MienPlotArea area;
  guint n_paintings;
  double cursor;
  double x_low, x_high, y_low, y_high; /* NaN: from the data */
};

G_DEFINE_FINAL_TYPE (MienCurvePlot, mien_curve_plot, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_X_LABEL,
  PROP_Y_LABEL,
  PROP_PLACEHOLDER,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
clear_line (gpointer data)
{
  MienPlotLine *line = data;

  g_free ((char *) line->name);
  g_array_unref (line->x);
  g_array_unref (line->y);
}

static void
clear_mark (gpointer data)
{
  g_free (((Mark *) data)->text);
}

static gboolean
has_points (MienCurvePlot *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_array_index (self->lines, MienPlotLine, i).x->len > 0)
      return TRUE;
  return FALSE;
}

/* Arrays move as they grow, so this is done anew before each use. */
static void
collect_series (MienCurvePlot *self)
{
  g_array_set_size (self->series, 0);
  g_array_set_size (self->event_marks, 0);
  for (guint i = 0; i < self->lines->len; i++) {
    const MienPlotLine *line = &g_array_index (self->lines, MienPlotLine, i);
    MienSeries series = {
        .name = line->name,
        .x = (const double *) (void *) line->x->data,
        .y = (const double *) (void *) line->y->data,
        .n = MIN (line->x->len, line->y->len),
        .colour = line->colour,
        .dashed = line->dashed,
        .faint = line->faint,
        .hidden = g_hash_table_contains (self->hidden, line->name),
    };

    g_array_append_val (self->series, series);
  }
  for (guint i = 0; i < self->marks->len; i++) {
    const Mark *mark = &g_array_index (self->marks, Mark, i);
    MienEventMark event = {.x = mark->x, .text = mark->text};

    g_array_append_val (self->event_marks, event);
  }
}

static MienCurves
describe_figure (MienCurvePlot *self)
{
  return (MienCurves){
      .x_label = self->x_label,
      .y_label = self->y_label,
      .series = (const MienSeries *) (void *) self->series->data,
      .n_series = self->series->len,
      .marks = (const MienEventMark *) (void *) self->event_marks->data,
      .n_marks = self->event_marks->len,
      .legend = TRUE,
      .x_low = self->x_low,
      .x_high = self->x_high,
      .y_low = self->y_low,
      .y_high = self->y_high,
      .cursor = NAN,
  };
}

static void
forget_picture (MienCurvePlot *self)
{
  g_clear_object (&self->picture);
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

static Look
find_look (MienCurvePlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MienFigureStyle style = mien_figure_style_for (widget);

  return (Look){gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                gtk_widget_get_scale_factor (widget), style.ink, style.font_size};
}

static gboolean
is_same_look (const Look *a, const Look *b)
{
  return a->width == b->width && a->height == b->height && a->scale == b->scale &&
         a->ink.red == b->ink.red && a->ink.green == b->ink.green && a->ink.blue == b->ink.blue &&
         a->ink.alpha == b->ink.alpha && a->font_size == b->font_size;
}

/* Into a picture rather than a Cairo node, which would be painted again in every frame. */
static void
paint_picture (MienCurvePlot *self, const Look *look)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, look->width * look->scale, look->height * look->scale);
  cairo_t *cr;
  MienCurves curves;

  cairo_surface_set_device_scale (surface, look->scale, look->scale);
  cr = cairo_create (surface);
  collect_series (self);
  curves = describe_figure (self);
  mien_curves_paint (cr, look->width, look->height, &curves, &style, &self->area);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_clear_object (&self->picture);
  self->picture = texture_from_surface (surface);
  self->look = *look;
  cairo_surface_destroy (surface);
  self->n_paintings++;
}

static void
snapshot_readout (MienCurvePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);
  MienCurves curves;

  collect_series (self);
  curves = describe_figure (self);
  curves.cursor = self->cursor;
  mien_readout_paint (cr, &curves, &style, &self->area);
  cairo_destroy (cr);
}

static void
snapshot_placeholder (MienCurvePlot *self, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienFigureStyle weak = mien_figure_style_fade (&style, 0.7);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);
  double middle = self->area.top + self->area.height / 2.0;

  mien_draw_text_within (cr, &weak, self->placeholder, self->area.left + self->area.width / 2.0,
                         middle, 0.5, 0.5, self->area.width);
  cairo_destroy (cr);
}

static void
mien_curve_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (widget);
  Look look = find_look (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) look.width, (float) look.height);

  if (look.width < 2 || look.height < 2)
    return;
  if (self->picture == NULL || !is_same_look (&look, &self->look))
    paint_picture (self, &look);
  gtk_snapshot_append_texture (snapshot, self->picture, &bounds);
  if (!has_points (self) && self->placeholder != NULL)
    snapshot_placeholder (self, snapshot, &bounds);
  if (isfinite (self->cursor))
    snapshot_readout (self, snapshot, &bounds);
  if (gtk_widget_has_visible_focus (widget))
    gtk_snapshot_render_focus (snapshot, gtk_widget_get_style_context (widget), 0, 0, look.width,
                               look.height);
}

static void
mien_curve_plot_measure (GtkWidget *widget G_GNUC_UNUSED,
                         GtkOrientation orientation,
                         int for_size G_GNUC_UNUSED,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 150;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 260;
  *minimum_baseline = *natural_baseline = -1;
}

static const MienSeries *
get_series (MienCurvePlot *self)
{
  return (const MienSeries *) (void *) self->series->data;
}

static void
tell (MienCurvePlot *self)
{
  guint n = self->series->len;
  g_autofree char *text =
      isfinite (self->cursor)
          ? mien_series_describe_at (get_series (self), n, self->x_label, self->cursor)
          : mien_series_describe (get_series (self), n);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      *text == '\0' && self->placeholder != NULL ? self->placeholder : text, -1);
}

void
mien_curve_plot_set_cursor (MienCurvePlot *self, double x)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  double snapped;

  collect_series (self);
  snapped =
      isfinite (x) ? mien_series_snap (get_series (self), self->series->len, x) : (double) NAN;
  if (snapped == self->cursor || (isnan (snapped) && isnan (self->cursor)))
    return;
  self->cursor = snapped;
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
mien_curve_plot_get_cursor (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), (double) NAN);

  return self->cursor;
}

static int
find_legend (MienCurvePlot *self, double x, double y)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienCurves curves;

  collect_series (self);
  curves = describe_figure (self);
  return mien_curves_find_legend (gtk_widget_get_width (GTK_WIDGET (self)),
                                  gtk_widget_get_height (GTK_WIDGET (self)), &curves, &style, x, y);
}

static void
on_motion (GtkEventControllerMotion *controller G_GNUC_UNUSED,
           double x,
           double y,
           MienCurvePlot *self)
{
  const MienPlotArea *area = &self->area;
  gboolean inside = x >= area->left && x <= area->left + area->width && y >= area->top &&
                    y <= area->top + area->height;
  gboolean on_legend = !inside && self->picture != NULL && find_legend (self, x, y) >= 0;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), on_legend ? "pointer" : NULL);
  mien_curve_plot_set_cursor (self, inside ? mien_plot_area_x_at (area, x) : (double) NAN);
}

static void
on_leave (GtkEventControllerMotion *controller G_GNUC_UNUSED, MienCurvePlot *self)
{
  mien_curve_plot_set_cursor (self, NAN);
}

static void
toggle (MienCurvePlot *self, guint line)
{
  const char *name = g_array_index (self->lines, MienPlotLine, line).name;

  mien_curve_plot_set_hidden (self, name, !g_hash_table_contains (self->hidden, name));
}

static void
on_pressed (GtkGestureClick *click G_GNUC_UNUSED,
            int n_press G_GNUC_UNUSED,
            double x,
            double y,
            MienCurvePlot *self)
{
  int line = self->picture != NULL ? find_legend (self, x, y) : -1;

  if (line >= 0)
    toggle (self, (guint) line);
}

static void
toggle_legend_entry (MienCurvePlot *self, guint number)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (!g_array_index (self->lines, MienPlotLine, i).faint && number-- == 0) {
      toggle (self, i);
      return;
    }
}

static void
step_cursor (MienCurvePlot *self, int sign)
{
  collect_series (self);
  mien_curve_plot_set_cursor (
      self, mien_series_next (get_series (self), self->series->len, self->cursor, sign));
}

static gboolean
on_key (GtkEventControllerKey *controller G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state,
        MienCurvePlot *self)
{
  gboolean there = isfinite (self->cursor);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Home || (!there && key == GDK_KEY_Right))
    mien_curve_plot_set_cursor (self, -G_MAXDOUBLE);
  else if (key == GDK_KEY_End || (!there && key == GDK_KEY_Left))
    mien_curve_plot_set_cursor (self, G_MAXDOUBLE);
  else if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    step_cursor (self, key == GDK_KEY_Right ? 1 : -1);
  else if (key == GDK_KEY_Escape && there)
    mien_curve_plot_set_cursor (self, NAN);
  else if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    toggle_legend_entry (self, key - GDK_KEY_1);
  else
    return FALSE;
  return TRUE;
}

static char **
find_text (MienCurvePlot *self, guint id)
{
  switch (id) {
  case PROP_LABEL:
    return &self->label;
  case PROP_X_LABEL:
    return &self->x_label;
  case PROP_Y_LABEL:
    return &self->y_label;
  case PROP_PLACEHOLDER:
    return &self->placeholder;
  default:
    return NULL;
  }
}

static void
mien_curve_plot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  char **text = find_text (MIEN_CURVE_PLOT (object), id);

  if (text != NULL)
    g_value_set_string (value, *text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_curve_plot_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);
  char **text = find_text (self, id);

  if (text == NULL) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  g_free (*text);
  *text = g_value_dup_string (value);
  if (id == PROP_LABEL && *text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, *text,
                                    -1);
  forget_picture (self);
}

static void
mien_curve_plot_finalize (GObject *object)
{
  MienCurvePlot *self = MIEN_CURVE_PLOT (object);

  g_free (self->label);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self->placeholder);
  g_array_unref (self->lines);
  g_array_unref (self->marks);
  g_array_unref (self->series);
  g_array_unref (self->event_marks);
  g_hash_table_unref (self->hidden);
  g_clear_object (&self->picture);

  G_OBJECT_CLASS (mien_curve_plot_parent_class)->finalize (object);
}

static void
mien_curve_plot_class_init (MienCurvePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_curve_plot_get_property;
  object_class->set_property = mien_curve_plot_set_property;
  object_class->finalize = mien_curve_plot_finalize;
  widget_class->snapshot = mien_curve_plot_snapshot;
  widget_class->measure = mien_curve_plot_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "curveplot");
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_X_LABEL] = g_param_spec_string ("x-label", NULL, NULL, NULL, flags);
  properties[PROP_Y_LABEL] = g_param_spec_string ("y-label", NULL, NULL, NULL, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
add_controllers (MienCurvePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
mien_curve_plot_init (MienCurvePlot *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (MienPlotLine));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->series = g_array_new (FALSE, FALSE, sizeof (MienSeries));
  self->event_marks = g_array_new (FALSE, FALSE, sizeof (MienEventMark));
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cursor = (double) NAN;
  self->x_low = self->x_high = self->y_low = self->y_high = (double) NAN;
  g_array_set_clear_func (self->lines, clear_line);
  g_array_set_clear_func (self->marks, clear_mark);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

GtkWidget *
mien_curve_plot_new (const char *label)
{
  return g_object_new (MIEN_TYPE_CURVE_PLOT, "label", label, NULL);
}

void
mien_curve_plot_clear (MienCurvePlot *self)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  g_array_set_size (self->lines, 0);
  g_array_set_size (self->marks, 0);
  mien_curve_plot_data_changed (self);
}

void
mien_curve_plot_add_line (MienCurvePlot *self, const MienPlotLine *line)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self) && line->name != NULL);

  MienPlotLine own = *line;

  own.name = g_strdup (line->name);
  own.x = g_array_ref (line->x);
  own.y = g_array_ref (line->y);
  g_array_append_val (self->lines, own);
}

void
mien_curve_plot_add_mark (MienCurvePlot *self, double x, const char *text)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  Mark mark = {x, g_strdup (text)};

  g_array_append_val (self->marks, mark);
}

void
mien_curve_plot_set_range (MienCurvePlot *self,
                           double x_low,
                           double x_high,
                           double y_low,
                           double y_high)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  self->x_low = x_low;
  self->x_high = x_high;
  self->y_low = y_low;
  self->y_high = y_high;
  forget_picture (self);
}

void
mien_curve_plot_data_changed (MienCurvePlot *self)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self));

  collect_series (self);
  if (isfinite (self->cursor))
    self->cursor = mien_series_snap (get_series (self), self->series->len, self->cursor);
  tell (self);
  forget_picture (self);
}

guint
mien_curve_plot_get_n_lines (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->lines->len;
}

guint
mien_curve_plot_get_n_marks (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->marks->len;
}

double
mien_curve_plot_get_value (MienCurvePlot *self, const char *line, double x)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), (double) NAN);

  collect_series (self);
  for (guint i = 0; i < self->series->len; i++) {
    const MienSeries *series = &g_array_index (self->series, MienSeries, i);
    gboolean meant = !series->faint && g_str_equal (series->name, line);
    int nearest = meant ? mien_series_nearest (series, x) : -1;

    if (nearest >= 0)
      return series->y[nearest];
  }
  return (double) NAN;
}

gboolean
mien_curve_plot_get_hidden (MienCurvePlot *self, const char *line)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), FALSE);

  return g_hash_table_contains (self->hidden, line);
}

void
mien_curve_plot_set_hidden (MienCurvePlot *self, const char *line, gboolean hidden)
{
  g_return_if_fail (MIEN_IS_CURVE_PLOT (self) && line != NULL);

  if (hidden)
    g_hash_table_add (self->hidden, g_strdup (line));
  else
    g_hash_table_remove (self->hidden, line);
  mien_curve_plot_data_changed (self);
}

const MienPlotArea *
mien_curve_plot_get_area (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), NULL);

  return &self->area;
}

guint
mien_curve_plot_get_n_paintings (MienCurvePlot *self)
{
  g_return_val_if_fail (MIEN_IS_CURVE_PLOT (self), 0);

  return self->n_paintings;
}
