#include "ui/pages/runs-pane.h"

#include "ui/models/run-facts.h"
#include "ui/pages/run-columns.h"
#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>

/* From so many runs on one test part on, the best of them looks better than it is. */
#define MANY_LOOKS 5

struct _MienRunsPane {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GtkSelectionModel *selection;
  gboolean filling;
  gboolean chosen; /* a person has selected runs; else the newest is */

  GtkColumnView *runs;
  GtkLabel *looks;
};

G_DEFINE_FINAL_TYPE (MienRunsPane, mien_runs_pane, ADW_TYPE_BIN)

enum {
  CHOSEN,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

GPtrArray *
mien_runs_pane_get_selected (MienRunsPane *self)
{
  g_return_val_if_fail (MIEN_IS_RUNS_PANE (self), NULL);

  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->selection);
  guint64 n = gtk_bitset_get_size (set);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (
        items, g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (set, i)));
  return items;
}

/* Test figures looked at again and again stop being what they are for. */
static void
show_looks (MienRunsPane *self, GPtrArray *items)
{
  guint looks = mien_run_count_looks (items, mien_workbench_get_runs (self->workbench));

  gtk_widget_set_visible (GTK_WIDGET (self->looks), looks >= MANY_LOOKS);
  if (looks >= MANY_LOOKS) {
    g_autofree char *text = g_strdup_printf (
        ngettext ("The same test faces have been looked at by %u run. Whoever keeps the best of "
                  "many takes luck for skill: choose by validation, and let a study tell.",
                  "The same test faces have been looked at by %u runs. Whoever keeps the best of "
                  "many takes luck for skill: choose by validation, and let a study tell.",
                  looks),
        looks);

    gtk_label_set_text (self->looks, text);
  }
}

static void
on_selection (MienRunsPane *self)
{
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self);

  self->chosen = self->chosen || !self->filling;
  show_looks (self, items);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_run_activated (MienRunsPane *self, guint position)
{
  g_autoptr (MienRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, item);
}

/* GTK 4.8 scrolls a list by the action of the list inside the column view alone. */
static void
scroll_to_top (MienRunsPane *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->runs)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", 0);
}

void
mien_runs_pane_select_newest (MienRunsPane *self)
{
  g_return_if_fail (MIEN_IS_RUNS_PANE (self));

  if (self->chosen)
    return;
  self->filling = TRUE;
  gtk_selection_model_select_item (self->selection, 0, TRUE);
  self->filling = FALSE;
  scroll_to_top (self);
}

void
mien_runs_pane_let_go (MienRunsPane *self)
{
  g_return_if_fail (MIEN_IS_RUNS_PANE (self));

  self->chosen = FALSE;
}

static void
mien_runs_pane_dispose (GObject *object)
{
  MienRunsPane *self = MIEN_RUNS_PANE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_runs_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_RUNS_PANE);
}

static void
mien_runs_pane_class_init (MienRunsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_runs_pane_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, MIEN_TYPE_RUN_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/runs-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienRunsPane, runs);
  gtk_widget_class_bind_template_child (widget_class, MienRunsPane, looks);
  gtk_widget_class_bind_template_callback (widget_class, on_run_activated);
}

static void
mien_runs_pane_init (MienRunsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
}

void
mien_runs_pane_set_workbench (MienRunsPane *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_RUNS_PANE (self) && self->workbench == NULL);

  GListModel *runs = mien_workbench_get_runs (workbench);
  GtkSortListModel *sorted;

  self->workbench = g_object_ref (workbench);
  mien_add_run_columns (self->runs);
  sorted = gtk_sort_list_model_new (g_object_ref (runs),
                                    g_object_ref (gtk_column_view_get_sorter (self->runs)));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (sorted)));
  gtk_column_view_set_model (self->runs, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection), self,
                           G_CONNECT_SWAPPED);
}
