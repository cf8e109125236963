#include "ui/widgets/matrix-view.h"

#include "engine/figures/matrix.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>
#include <math.h>

/* Above, a cell is no widget of its own: the matrix itself is walked. */
#define MOST_CHILDREN (20 * 20)

/* Of a joint table, in font sizes. */
#define CELL_WIDTH 1.8
#define CELL_HEIGHT 1.9
#define NAMES_WIDTH 8.0
#define NAMES_HEIGHT 8.0

typedef enum {
  SHOWS_NOTHING,
  SHOWS_CONFUSION,
  SHOWS_JOINT,
  SHOWS_COSINES,
} Shows;

struct _MienMatrixView {
  GtkWidget parent_instance;

  Shows shows;
  int n_rows, n_columns;
  GStrv row_names, column_names;
  char *row_title, *column_title;
  guint *counts;    /* [n_rows,n_columns]; of cosines NULL */
  double *cosines;  /* [n_rows,n_columns]; of counts NULL */
  GPtrArray *cells; /* of GtkWidget, [n_rows,n_columns]; empty above MOST_CHILDREN */
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
      .n_rows = self->n_rows,
      .n_columns = self->n_columns,
      .row_names = (const char *const *) self->row_names,
      .column_names = (const char *const *) self->column_names,
      .counts = self->counts,
      .cosines = self->cosines,
      .selected_row = self->row,
      .selected_column = self->column,
      .focused_row = self->focused_row,
      .focused_column = self->focused_column,
      .row_title = self->row_title,
      .column_title = self->column_title,
  };

  mien_matrix_paint (cr, width, height, &matrix, &style, &self->area);
}

static void
mien_matrix_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienMatrixView *self = MIEN_MATRIX_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->shows != SHOWS_NOTHING) {
    cairo_t *cr = gtk_snapshot_append_cairo (
        snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

    paint (self, cr, width, height);
    cairo_destroy (cr);
  }
  GTK_WIDGET_CLASS (mien_matrix_view_parent_class)->snapshot (widget, snapshot);
}

static void
mien_matrix_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size G_GNUC_UNUSED,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline G_GNUC_UNUSED,
                          int *natural_baseline G_GNUC_UNUSED)
{
  MienMatrixView *self = MIEN_MATRIX_VIEW (widget);
  double font = mien_figure_style_for (widget).font_size;

  if (self->shows != SHOWS_JOINT) {
    *minimum = self->shows == SHOWS_COSINES ? 150 : 200;
    *natural = self->shows == SHOWS_COSINES ? 260 : 380;
  } else if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = *natural = (int) ((NAMES_WIDTH + CELL_WIDTH * self->n_columns) * font);
  } else {
    *minimum = *natural = (int) ((NAMES_HEIGHT + CELL_HEIGHT * self->n_rows) * font);
  }
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

  int cell_width = MAX ((int) self->area.cell_width, 1);
  int cell_height = MAX ((int) self->area.cell_height, 1);
  for (int i = 0; i < self->n_rows * self->n_columns; i++) {
    GtkWidget *cell = g_ptr_array_index (self->cells, (guint) i);
    graphene_point_t origin = {
        (float) (self->area.left + i % self->n_columns * self->area.cell_width),
        (float) (self->area.top + i / self->n_columns * self->area.cell_height)};

    gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    gtk_widget_allocate (cell, cell_width, cell_height, baseline,
                         gsk_transform_translate (NULL, &origin));
  }
}

static void
choose (MienMatrixView *self, int row, int column)
{
  if (self->shows == SHOWS_COSINES)
    return;
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
    choose (self, (int) index / self->n_columns, (int) index % self->n_columns);
}

/* (transfer full) */
static char *
cosine_name (MienMatrixView *self, int row, int column)
{
  const char *row_name = self->row_names[row], *column_name = self->column_names[column];
  double cosine = self->cosines[row * self->n_columns + column];

  if (!isfinite (cosine))
    /* Translators: two tasks, of which nothing is known how they get along. */
    return g_strdup_printf (_ ("%s and %s: not measured"), row_name, column_name);
  /* Translators: two tasks, and the cosine of the angle between their gradients. */
  return g_strdup_printf (_ ("%s and %s: %.2f"), row_name, column_name, cosine);
}

static char *
cell_name (MienMatrixView *self, int row, int column)
{
  const char *row_name = self->row_names[row], *column_name = self->column_names[column];

  if (self->shows == SHOWS_COSINES)
    return cosine_name (self, row, column);

  guint count = self->counts[row * self->n_columns + column];

  if (self->shows == SHOWS_JOINT)
    /* Translators: a cell of a table of two columns: faces of fear and of person p03: 12 */
    return g_strdup_printf (_ ("%s and %s: %u"), row_name, column_name, count);
  /* Translators: a cell of a confusion matrix: faces labelled fear and taken for surprise: 12 */
  return g_strdup_printf (_ ("%s as %s: %u"), row_name, column_name, count);
}

static void
add_cell (MienMatrixView *self, int row, int column)
{
  GtkWidget *cell = gtk_button_new ();
  g_autofree char *name = cell_name (self, row, column);

  gtk_widget_add_css_class (cell, "matrix-cell");
  gtk_widget_set_tooltip_text (cell, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (cell, "clicked", G_CALLBACK (on_cell_clicked), self, 0);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  g_ptr_array_add (self->cells, cell);
}

/* (transfer full): the two tasks that get along best, and worst */
static char *
sum_up_cosines (MienMatrixView *self)
{
  int best = -1, worst = -1;
  g_autofree char *first = NULL, *last = NULL;

  for (int i = 0; i < self->n_rows * self->n_columns; i++) {
    if (i % self->n_columns <= i / self->n_columns || !isfinite (self->cosines[i]))
      continue;
    if (best < 0 || self->cosines[i] > self->cosines[best])
      best = i;
    if (worst < 0 || self->cosines[i] < self->cosines[worst])
      worst = i;
  }
  if (best < 0)
    return g_strdup (_ ("Nothing was measured"));
  first = cosine_name (self, best / self->n_columns, best % self->n_columns);
  last = cosine_name (self, worst / self->n_columns, worst % self->n_columns);
  if (best == worst)
    return g_steal_pointer (&first);
  /* Translators: "pose and expression: 0.42", "person and expression: -0.12". */
  return g_strdup_printf (_ ("From %s to %s"), last, first);
}

static char *
sum_up (MienMatrixView *self)
{
  if (self->shows == SHOWS_COSINES)
    return sum_up_cosines (self);

  guint right = 0, total = 0;

  for (int i = 0; i < self->n_rows * self->n_columns; i++) {
    right += i / self->n_columns == i % self->n_columns ? self->counts[i] : 0;
    total += self->counts[i];
  }
  if (self->shows == SHOWS_CONFUSION)
    return g_strdup_printf (_ ("%u of %u faces right"), right, total);
  /* Translators: a table of two columns, such as person and expression. */
  return g_strdup_printf (_ ("How many faces have each %s and each %s"), self->row_title,
                          self->column_title);
}

static void
describe (MienMatrixView *self)
{
  g_autofree char *text = NULL;

  if (self->shows == SHOWS_NOTHING)
    return;
  text = self->focused_row >= 0 ? cell_name (self, self->focused_row, self->focused_column)
                                : sum_up (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
forget (MienMatrixView *self)
{
  g_ptr_array_set_size (self->cells, 0);
  self->shows = SHOWS_NOTHING;
  self->n_rows = self->n_columns = 0;
  self->row = self->column = -1;
  self->focused_row = self->focused_column = -1;
  g_clear_pointer (&self->row_names, g_strfreev);
  g_clear_pointer (&self->column_names, g_strfreev);
  g_clear_pointer (&self->row_title, g_free);
  g_clear_pointer (&self->column_title, g_free);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->cosines, g_free);
}

/* The names and titles are in place; @counts are copied. */
static void
show (MienMatrixView *self, Shows shows, const guint *counts)
{
  self->shows = shows;
  self->n_rows = (int) g_strv_length (self->row_names);
  self->n_columns = (int) g_strv_length (self->column_names);

  int n = self->n_rows * self->n_columns;

  self->counts = g_memdup2 (counts, (gsize) n * sizeof *counts);
  gtk_widget_set_focusable (GTK_WIDGET (self), n > MOST_CHILDREN);
  for (int i = 0; n <= MOST_CHILDREN && i < n; i++)
    add_cell (self, i / self->n_columns, i % self->n_columns);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
mien_matrix_view_set_confusion (MienMatrixView *self, MienConfusion *confusion)
{
  g_return_if_fail (MIEN_IS_MATRIX_VIEW (self));

  forget (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (confusion == NULL)
    return;
  self->row_names = g_strdupv (confusion->names);
  self->column_names = g_strdupv (confusion->names);
  self->row_title = g_strdup (_ ("labelled"));
  self->column_title = g_strdup (_ ("predicted"));
  show (self, SHOWS_CONFUSION, confusion->counts);
  mien_confusion_free (confusion);
}

void
mien_matrix_view_set_joint (MienMatrixView *self, const MienJointCounts *joint)
{
  g_return_if_fail (MIEN_IS_MATRIX_VIEW (self));

  forget (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (joint == NULL)
    return;
  self->row_names = g_strdupv (joint->rows->names);
  self->column_names = g_strdupv (joint->columns->names);
  self->row_title = g_strdup (joint->row_title);
  self->column_title = g_strdup (joint->column_title);
  show (self, SHOWS_JOINT, joint->counts);
}

void
mien_matrix_view_set_cosines (MienMatrixView *self,
                              const char *label,
                              const char *const *names,
                              const double *cosines)
{
  g_return_if_fail (MIEN_IS_MATRIX_VIEW (self));

  gsize n = g_strv_length ((char **) names);

  forget (self);
  self->shows = SHOWS_COSINES;
  self->n_rows = self->n_columns = (int) n;
  self->row_names = g_strdupv ((char **) names);
  self->column_names = g_strdupv ((char **) names);
  self->cosines = g_memdup2 (cosines, n * n * sizeof *cosines);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
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
  self->focused_row = CLAMP (self->focused_row + rows, 0, self->n_rows - 1);
  self->focused_column = CLAMP (self->focused_column + columns, 0, self->n_columns - 1);
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

  if (self->shows == SHOWS_NOTHING || self->cells->len > 0)
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

  if (self->shows == SHOWS_NOTHING || self->cells->len > 0 ||
      !mien_matrix_area_find (&self->area, self->n_rows, self->n_columns, x, y, &row, &column))
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
  forget (MIEN_MATRIX_VIEW (object));
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
