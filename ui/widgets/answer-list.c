#include "ui/widgets/answer-list.h"

#include <glib/gi18n.h>
#include <math.h>

/* Of a task with many classes (persons) only the likeliest are listed. */
enum {
  MOST_ROWS = 8
};

struct _MienAnswerList {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (MienAnswerList, mien_answer_list, GTK_TYPE_BOX)

static void
mien_answer_list_class_init (MienAnswerListClass *klass G_GNUC_UNUSED)
{
}

static void
mien_answer_list_init (MienAnswerList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

static GtkWidget *
new_label (const char *text, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* One name, its bar and its number; a check mark where the label says so. */
static void
attach_answer (GtkGrid *grid, int line, const char *name, double probability, gboolean is_true)
{
  GtkWidget *label = new_label (name, is_true ? "heading" : NULL, FALSE);
  GtkWidget *bar = gtk_level_bar_new ();
  g_autofree char *percent = g_strdup_printf (_ ("%.0f %%"), 100.0 * probability);
  GtkWidget *number = gtk_label_new (percent);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), CLAMP (probability, 0.0, 1.0));
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (number), 1.0f);
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, bar, 1, line, 1, 1);
  gtk_grid_attach (grid, number, 2, line, 1, 1);
  if (is_true) {
    GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

    gtk_widget_set_tooltip_text (mark, _ ("What the label says"));
    gtk_grid_attach (grid, mark, 3, line, 1, 1);
  }
}

typedef struct {
  int index;
  float probability;
} Ranked;

static int
likelier_first (gconstpointer a, gconstpointer b)
{
  float p = ((const Ranked *) a)->probability, q = ((const Ranked *) b)->probability;

  return p > q ? -1 : p < q;
}

static gboolean
is_labelled (const MienTaskPredictions *task, guint row, int k)
{
  const float *label = task->label + (gsize) row * (gsize) task->label_width;

  return task->task->kind == MIEN_KIND_FLAGS ? label[k] == 1.0f
                                             : mien_task_truth (task->task, label) == k;
}

/* Classes with the likeliest first; flags in their own order. */
static GtkWidget *
new_probabilities (const MienTaskPredictions *task, guint row)
{
  int width = task->task->width;
  g_autofree Ranked *ranked = g_new (Ranked, width);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  for (int k = 0; k < width; k++)
    ranked[k] = (Ranked){k, task->output[(gsize) row * (gsize) width + (gsize) k]};
  if (task->task->kind != MIEN_KIND_FLAGS)
    qsort (ranked, (gsize) width, sizeof (Ranked), likelier_first);

  int line = 0;
  for (int i = 0; i < width; i++) {
    gboolean is_true = is_labelled (task, row, ranked[i].index);

    if (i < MOST_ROWS || is_true)
      attach_answer (GTK_GRID (grid), line++, task->task->names[ranked[i].index],
                     (double) ranked[i].probability, is_true);
  }
  return grid;
}

static GtkWidget *
new_number (const MienTaskPredictions *task, guint row)
{
  float answer = task->output[row], label = task->label[row];
  g_autofree char *text =
      isnan (label) ? g_strdup_printf (_ ("%.2f"), (double) answer)
                    /* Translators: a predicted number and the one of the label */
                    : g_strdup_printf (_ ("%.2f, label %.2f"), (double) answer, (double) label);

  return new_label (text, "numeric", TRUE);
}

static void
append_task (MienAnswerList *self, const MienTaskPredictions *task, guint row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_append (GTK_BOX (box), new_label (task->task->name, "heading", TRUE));
  if (isnan (task->output[(gsize) row * (gsize) task->task->width]))
    gtk_box_append (GTK_BOX (box),
                    new_label (_ ("The picture could not be read"), "dim-label", TRUE));
  else if (task->task->names != NULL)
    gtk_box_append (GTK_BOX (box), new_probabilities (task, row));
  else if (task->task->width == 1)
    gtk_box_append (GTK_BOX (box), new_number (task, row));
  else
    gtk_box_append (GTK_BOX (box), new_label (_ ("Points"), "dim-label", TRUE));
  gtk_box_append (GTK_BOX (self), box);
}

void
mien_answer_list_show (MienAnswerList *self, MienPredictions *predictions, guint row)
{
  GtkWidget *child;

  g_return_if_fail (MIEN_IS_ANSWER_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint t = 0; predictions != NULL && t < predictions->tasks->len; t++)
    append_task (self, g_ptr_array_index (predictions->tasks, t), row);
}
