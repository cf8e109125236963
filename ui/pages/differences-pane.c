#include "ui/pages/differences-pane.h"

#include "ui/models/run-axes.h"
#include "ui/models/run-facts.h"
#include "ui/widgets/parallel-plot.h"

#include <glib/gi18n.h>

/* More columns nobody compares by reading; the drawing takes more. */
#define MOST_COLUMNS 8
/* From so many on, which settings go with which results is seen better than read. */
#define FEWEST_LINES 3

struct _MienDifferencesPane {
  AdwBin parent_instance;

  MienRunAxes *axes; /* (nullable) */

  GtkLabel *words;
  GtkWidget *drawing;
  MienParallelPlot *parallel;
  GtkLabel *chosen;
  GtkWidget *table;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (MienDifferencesPane, mien_differences_pane, ADW_TYPE_BIN)

enum {
  RUN_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add_cell (GtkGrid *grid, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_label_set_selectable (GTK_LABEL (label), column > 0 && row > 0);
  gtk_widget_set_tooltip_text (label, text);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

static void
fill_table (MienDifferencesPane *self, GPtrArray *items, GPtrArray *differences, guint n_columns)
{
  clear_grid (self->grid);
  for (guint i = 0; i < n_columns; i++) {
    g_autofree char *title = mien_run_title (g_ptr_array_index (items, i));

    add_cell (self->grid, title, (int) i + 1, 0, "heading");
  }
  for (guint d = 0; d < differences->len; d++) {
    const MienRecipeDifference *difference = g_ptr_array_index (differences, d);

    add_cell (self->grid, difference->path, 0, (int) d + 1, "dim-label");
    for (guint i = 0; i < n_columns; i++)
      add_cell (self->grid, difference->texts[i] != NULL ? difference->texts[i] : "–", (int) i + 1,
                (int) d + 1, NULL);
  }
}

static void
show_chosen (MienDifferencesPane *self)
{
  guint n = mien_parallel_plot_get_n_chosen (self->parallel);
  g_autofree char *text = g_strdup_printf (
      /* Translators: so many of all runs that are drawn. */
      ngettext ("%u of %u run. Drag along an axis to choose by it; a click takes that back.",
                "%u of %u runs. Drag along an axis to choose by it; a click takes that back.",
                self->axes->n_runs),
      n, self->axes->n_runs);

  gtk_label_set_text (self->chosen, text);
}

static void
on_activated (MienDifferencesPane *self, guint line)
{
  g_signal_emit (self, signals[RUN_ACTIVATED], 0, self->axes->folders[line]);
}

static void
show_drawing (MienDifferencesPane *self, GPtrArray *items)
{
  g_clear_pointer (&self->axes, mien_run_axes_free);
  self->axes = mien_run_axes_new (items);

  gboolean told = self->axes->n_runs >= FEWEST_LINES && self->axes->axes->len > 1;

  gtk_widget_set_visible (self->drawing, told);
  if (!told)
    return;
  mien_parallel_plot_set (
      self->parallel, (const MienParallelAxis *) (void *) self->axes->axes->data,
      self->axes->axes->len, (const char *const *) self->axes->names, self->axes->n_runs);
  show_chosen (self);
}

void
mien_differences_pane_show (MienDifferencesPane *self, GPtrArray *items)
{
  g_return_if_fail (MIEN_IS_DIFFERENCES_PANE (self) && items != NULL);

  guint n = MIN (items->len, MOST_COLUMNS);
  g_autoptr (GPtrArray) differences = mien_run_items_differ (items, n);
  g_autofree char *words = NULL;

  if (items->len < 2)
    words = g_strdup (_ ("Select two or more runs in the table to see how their recipes differ."));
  else if (differences->len == 0)
    words = g_strdup (_ ("Their recipes are the same."));
  else if (items->len > n)
    words = g_strdup_printf (ngettext ("The recipes of the first %u run side by side.",
                                       "The recipes of the first %u runs side by side.", n),
                             n);
  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
  gtk_widget_set_visible (self->table, differences->len > 0);
  fill_table (self, items, differences, n);
  show_drawing (self, items);
}

static void
mien_differences_pane_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_differences_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_DIFFERENCES_PANE);
}

static void
mien_differences_pane_finalize (GObject *object)
{
  mien_run_axes_free (MIEN_DIFFERENCES_PANE (object)->axes);

  G_OBJECT_CLASS (mien_differences_pane_parent_class)->finalize (object);
}

static void
mien_differences_pane_class_init (MienDifferencesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_differences_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_differences_pane_finalize;
  signals[RUN_ACTIVATED] =
      g_signal_new ("run-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (MIEN_TYPE_PARALLEL_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/differences-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, words);
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, drawing);
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, parallel);
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, chosen);
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, table);
  gtk_widget_class_bind_template_child (widget_class, MienDifferencesPane, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
}

static void
mien_differences_pane_init (MienDifferencesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
