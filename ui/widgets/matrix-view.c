#include "ui/widgets/matrix-view.h"

#include "engine/figures/matrix.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>

/* With more classes than this a cell is no widget of its own: the matrix itself is walked. */
enum {
  MOST_CHILDREN = 20
};

struct _MienMatrixView {
  GtkWidget parent_instance;

  MienConfusion *confusion;
  GPtrArray *cells; /* of GtkWidget, [n,n]; empty above MOST_CHILDREN */
  MienMatrixArea area;
  int row, column;                 /* chosen, or -1 */
  int focused_row, focused_column; /* walked to without children, or -1 */
};

G_DEFINE_FINAL_TYPE (MienMatrixView, mien_matrix_view, GTK_TYPE_WIDGET)

enum {
  CELL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
paint (MienMatrixView *self, cairo_t *cr, int width, int height)
{
  MienFigureStyle style = mien_figure_style_for (GTK_WIDGET (self));
  MienMatrix matrix = {
      .n = self->confusion->n_classes,
      .names = (const char *const *) self->confusion->names,
      .counts = self->confusion->counts,
      .selected_row = self->row,
      .selected_column = self->column,
      .focused_row = self->focused_row,
      .focused_column = self->focused_column,
      .true_label = _ ("labelled"),
      .predicted_label = _ ("predicted"),
  };

  mien_matrix_paint (cr, width, height, &matrix, &style, &self->area);
}

static void
mien_matrix_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienMatrixView *self = MIEN_MATRIX_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->confusion != NULL) {
    cairo_t *cr = gtk_snapshot_append_cairo (
        snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

    paint (self, cr, width, height);
    cairo_destroy (cr);
  }
  GTK_WIDGET_CLASS (mien_matrix_view_parent_class)->snapshot (widget, snapshot);
}

static void
mien_matrix_view_measure (GtkWidget *widget G_GNUC_UNUSED,
                          GtkOrientation orientation G_GNUC_UNUSED,
                          int for_size G_GNUC_UNUSED,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline G_GNUC_UNUSED,
                          int *natural_baseline G_GNUC_UNUSED)
{
  *minimum = 200;
  *natural = 380;
}

/* Where the cells are follows from painting, so the figure is painted once onto nothing. */
static void
find_area (MienMatrixView *self, int width, int height)
{
  cairo_surface_t *nothing = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (nothing);

  paint (self, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_destroy (nothing);
}

static void
mien_matrix_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MienMatrixView *self = MIEN_MATRIX_VIEW (widget);

  if (self->cells->len == 0)
    return;
  find_area (self, width, height);

  int n = self->confusion->n_classes;
  int cell_width = MAX ((int) self->area.cell_width, 1);
  int cell_height = MAX ((int) self->area.cell_height, 1);
  for (int i = 0; i < n * n; i++) {
    GtkWidget *cell = g_ptr_array_index (self->cells, (guint) i);
    graphene_point_t origin = {(float) (self->area.left + i % n * self->area.cell_width),
                               (float) (self->area.top + i / n * self->area.cell_height)};

    gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    gtk_widget_allocate (cell, cell_width, cell_height, baseline,
                         gsk_transform_translate (NULL, &origin));
  }
}

static void
choose (MienMatrixView *self, int row, int column)
{
  if (row == self->row && column == self->column)
    row = column = -1;
  mien_matrix_view_choose (self, row, column);
  g_signal_emit (self, signals[CELL_CHOSEN], 0, row, column);
}

static void
on_cell_clicked (GtkButton *button, gpointer data)
{
  MienMatrixView *self = data;
  guint index;

  if (g_ptr_array_find (self->cells, button, &index))
    choose (self, (int) index / self->confusion->n_classes,
            (int) index % self->confusion->n_classes);
}

/* Translators: a cell of a confusion matrix: faces labelled fear and taken for surprise: 12 */
static char *
cell_name (const MienConfusion *confusion, int row, int column)
{
  return g_strdup_printf (_ ("%s as %s: %u"), confusion->names[row], confusion->names[column],
                          confusion->counts[row * confusion->n_classes + column]);
}

static void
add_cell (MienMatrixView *self, int row, int column)
{
  GtkWidget *cell = gtk_button_new ();
  g_autofree char *name = cell_name (self->confusion, row, column);

  gtk_widget_add_css_class (cell, "matrix-cell");
  gtk_widget_set_tooltip_text (cell, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (cell, "clicked", G_CALLBACK (on_cell_clicked), self, 0);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  g_ptr_array_add (self->cells, cell);
}

static void
describe (MienMatrixView *self)
{
  guint right = 0;
  g_autofree char *text = NULL;

  if (self->confusion == NULL)
    return;
  for (int k = 0; k < self->confusion->n_classes; k++)
    right += self->confusion->counts[k * self->confusion->n_classes + k];
  if (self->focused_row >= 0)
    text = cell_name (self->confusion, self->focused_row, self->focused_column);
  else
    text = g_strdup_printf (_ ("%u of %u faces right"), right, self->confusion->total);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

void
mien_matrix_view_set_confusion (MienMatrixView *self, MienConfusion *confusion)
{
  g_return_if_fail (MIEN_IS_MATRIX_VIEW (self));

  g_ptr_array_set_size (self->cells, 0);
  g_clear_pointer (&self->confusion, mien_confusion_free);
  self->confusion = confusion;
  self->row = self->column = -1;
  self->focused_row = self->focused_column = -1;

  int n = confusion != NULL ? confusion->n_classes : 0;
  gtk_widget_set_focusable (GTK_WIDGET (self), n > MOST_CHILDREN);
  for (int i = 0; n <= MOST_CHILDREN && i < n * n; i++)
    add_cell (self, i / n, i % n);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
mien_matrix_view_choose (MienMatrixView *self, int row, int column)
{
  g_return_if_fail (MIEN_IS_MATRIX_VIEW (self));

  self->row = row;
  self->column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
walk (MienMatrixView *self, int rows, int columns)
{
  int last = self->confusion->n_classes - 1;

  self->focused_row = CLAMP (self->focused_row + rows, 0, last);
  self->focused_column = CLAMP (self->focused_column + columns, 0, last);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Arrows, Enter and Space for a matrix without children. */
static gboolean
on_key (GtkEventControllerKey *keys G_GNUC_UNUSED,
        guint key,
        guint code G_GNUC_UNUSED,
        GdkModifierType state G_GNUC_UNUSED,
        gpointer data)
{
  MienMatrixView *self = data;

  if (self->confusion == NULL || self->cells->len > 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Up:
    walk (self, -1, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Down:
    walk (self, 1, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Left:
    walk (self, 0, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Right:
    walk (self, 0, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_space:
    if (self->focused_row >= 0)
      choose (self, self->focused_row, self->focused_column);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
on_pressed (GtkGestureClick *click G_GNUC_UNUSED,
            int n G_GNUC_UNUSED,
            double x,
            double y,
            gpointer data)
{
  MienMatrixView *self = data;
  int row, column;

  if (self->confusion == NULL || self->cells->len > 0 ||
      !mien_matrix_area_find (&self->area, self->confusion->n_classes, x, y, &row, &column))
    return;
  self->focused_row = row;
  self->focused_column = column;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  choose (self, row, column);
  describe (self);
}

static void
mien_matrix_view_dispose (GObject *object)
{
  MienMatrixView *self = MIEN_MATRIX_VIEW (object);

  g_ptr_array_set_size (self->cells, 0);
  g_clear_pointer (&self->confusion, mien_confusion_free);
  G_OBJECT_CLASS (mien_matrix_view_parent_class)->dispose (object);
}

static void
mien_matrix_view_finalize (GObject *object)
{
  g_ptr_array_unref (MIEN_MATRIX_VIEW (object)->cells);
  G_OBJECT_CLASS (mien_matrix_view_parent_class)->finalize (object);
}

static void
mien_matrix_view_class_init (MienMatrixViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_matrix_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_matrix_view_finalize;
  widget_class->snapshot = mien_matrix_view_snapshot;
  widget_class->measure = mien_matrix_view_measure;
  widget_class->size_allocate = mien_matrix_view_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "matrixview");

  signals[CELL_CHOSEN] = g_signal_new ("cell-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
mien_matrix_view_init (MienMatrixView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->row = self->column = self->focused_row = self->focused_column = -1;
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Confusion matrix"), -1);
}
