#include "ui/widgets/face-grid.h"

#include "ui/widgets/face-cell.h"
#include "ui/widgets/steady-scroll.h"

struct _MienFaceGrid {
  AdwBin parent_instance;

  MienDataset *dataset;  /* (nullable) */
  MienDataset *original; /* (nullable) */
  char *column;          /* (nullable) */
  MienSampleList *samples;
  GHashTable *cells; /* the bound GtkListItems */
  guint telling;     /* idle */

  GtkScrolledWindow *scroller;
  GtkGridView *grid;
  GtkMultiSelection *selection;
  GtkWidget *menu; /* (nullable): GtkPopoverMenu */
};

G_DEFINE_FINAL_TYPE (MienFaceGrid, mien_face_grid, ADW_TYPE_BIN)

enum {
  CHOSEN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_cell (MienFaceGrid *self, GtkListItem *item)
{
  MienSampleItem *sample = gtk_list_item_get_item (item);

  mien_face_cell_show (MIEN_FACE_CELL (gtk_list_item_get_child (item)), self->dataset,
                       self->original, mien_sample_item_get_sample (sample), self->column);
}

static void
show_cells_again (MienFaceGrid *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_cell (self, item);
}

static gboolean
tell (gpointer data)
{
  MienFaceGrid *self = data;

  self->telling = 0;
  g_signal_emit (self, signals[CHOSEN_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* A rubber band changes the choice with every movement of the pointer; once before each frame is
 * enough. */
static void
on_selection_changed (MienFaceGrid *self)
{
  if (self->telling == 0)
    self->telling = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, tell, self, NULL);
}

static void
pop_up (MienFaceGrid *self, GtkWidget *at, double x, double y)
{
  double here_x, here_y;

  if (self->menu == NULL ||
      !gtk_widget_translate_coordinates (at, GTK_WIDGET (self), x, y, &here_x, &here_y))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){(int) here_x, (int) here_y, 1, 1});
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* A face outside the choice is chosen alone; one of many leaves them chosen. */
static void
on_right_click (GtkGestureClick *click,
                int n_press G_GNUC_UNUSED,
                double x,
                double y,
                GtkListItem *item)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *self = gtk_widget_get_ancestor (cell, MIEN_TYPE_FACE_GRID);
  guint position = gtk_list_item_get_position (item);

  if (self == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (MIEN_FACE_GRID (self)->selection),
                                     position, TRUE);
  pop_up (MIEN_FACE_GRID (self), cell, x, y);
}

static gboolean
pop_up_by_key (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL)
    return FALSE;
  pop_up (MIEN_FACE_GRID (widget), focus, gtk_widget_get_width (focus) / 2.0,
          gtk_widget_get_height (focus) / 2.0);
  return TRUE;
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
          GtkListItem *item,
          MienFaceGrid *self G_GNUC_UNUSED)
{
  GtkWidget *cell = mien_face_cell_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_right_click), item, 0);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, MienFaceGrid *self)
{
  g_hash_table_add (self->cells, item);
  show_cell (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, MienFaceGrid *self)
{
  g_hash_table_remove (self->cells, item);
  mien_face_cell_show (MIEN_FACE_CELL (gtk_list_item_get_child (item)), NULL, NULL, 0, NULL);
}

/* Other faces start at the top. Until the grid has been laid out anew its range is that of the
 * faces before, and a turn of the wheel would reach for faces that are no longer there. */
static void
go_to_top (MienFaceGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_configure (adjustment, 0.0, 0.0, page, 0.1 * page, 0.9 * page, page);
}

static void
take (MienFaceGrid *self, MienDataset *dataset, MienDataset *original)
{
  mien_dataset_ref (dataset);
  mien_dataset_ref (original);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->original, mien_dataset_unref);
  self->dataset = dataset;
  self->original = original;
}

void
mien_face_grid_set_column (MienFaceGrid *self, const char *column)
{
  g_return_if_fail (MIEN_IS_FACE_GRID (self));

  if (g_strcmp0 (column, self->column) == 0)
    return;
  g_free (self->column);
  self->column = g_strdup (column);
  show_cells_again (self);
}

void
mien_face_grid_show (MienFaceGrid *self,
                     MienDataset *dataset,
                     MienDataset *original,
                     GArray *samples)
{
  g_return_if_fail (MIEN_IS_FACE_GRID (self) && dataset != NULL && original != NULL);

  take (self, dataset, original);
  go_to_top (self);
  mien_sample_list_show (self->samples, dataset, samples);
}

void
mien_face_grid_update (MienFaceGrid *self,
                       MienDataset *dataset,
                       MienDataset *original,
                       GArray *samples)
{
  g_return_if_fail (MIEN_IS_FACE_GRID (self) && dataset != NULL && original != NULL);

  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (selection);
  gboolean any = !gtk_bitset_is_empty (chosen);
  guint first = any ? gtk_bitset_get_minimum (chosen) : 0, n;

  take (self, dataset, original);
  mien_sample_list_update (self->samples, dataset, samples);
  show_cells_again (self);
  n = mien_face_grid_get_n_shown (self);
  g_clear_pointer (&chosen, gtk_bitset_unref); /* it may be the one that follows the list */
  chosen = gtk_selection_model_get_selection (selection);
  if (n > 0 && any && gtk_bitset_is_empty (chosen))
    gtk_selection_model_select_item (selection, MIN (first, n - 1), TRUE);
  on_selection_changed (self);
}

guint
mien_face_grid_get_n_shown (MienFaceGrid *self)
{
  g_return_val_if_fail (MIEN_IS_FACE_GRID (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->samples));
}

GArray *
mien_face_grid_get_chosen (MienFaceGrid *self)
{
  g_return_val_if_fail (MIEN_IS_FACE_GRID (self), NULL);

  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    guint sample = mien_sample_list_get_sample (self->samples, position);

    g_array_append_val (samples, sample);
  }
  return samples;
}

void
mien_face_grid_set_menu (MienFaceGrid *self, GMenuModel *menu)
{
  g_return_if_fail (MIEN_IS_FACE_GRID (self));

  if (self->menu == NULL) {
    self->menu = gtk_popover_menu_new_from_model (menu);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
    gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  } else {
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  }
}

static gboolean
choose_none (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return gtk_selection_model_unselect_all (
      GTK_SELECTION_MODEL (MIEN_FACE_GRID (widget)->selection));
}

static gboolean
mien_face_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MIEN_FACE_GRID (widget)->grid));
}

static void
mien_face_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MienFaceGrid *self = MIEN_FACE_GRID (widget);

  GTK_WIDGET_CLASS (mien_face_grid_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
mien_face_grid_dispose (GObject *object)
{
  MienFaceGrid *self = MIEN_FACE_GRID (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  /* AdwBin unparents its child, so the template goes after it; unbinding still needs the cells. */
  G_OBJECT_CLASS (mien_face_grid_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_FACE_GRID);
  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->original, mien_dataset_unref);
  g_clear_pointer (&self->column, g_free);
  g_clear_object (&self->samples);
}

static void
add_number_keys (GtkWidgetClass *klass)
{
  for (int i = 1; i <= 9; i++) {
    gtk_widget_class_add_binding_action (klass, GDK_KEY_0 + (guint) i, 0, "faces.number", "i", i);
    gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_0 + (guint) i, 0, "faces.number", "i",
                                         i);
  }
}

static void
mien_face_grid_class_init (MienFaceGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_face_grid_dispose;
  widget_class->size_allocate = mien_face_grid_size_allocate;
  widget_class->grab_focus = mien_face_grid_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/widgets/face-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, MienFaceGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, MienFaceGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, MienFaceGrid, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "faces.exclude", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, choose_none, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, pop_up_by_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, pop_up_by_key, NULL);
  add_number_keys (widget_class);

  signals[CHOSEN_CHANGED] = g_signal_new ("chosen-changed", MIEN_TYPE_FACE_GRID, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mien_face_grid_init (MienFaceGrid *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_scroll_steadily (self->scroller);
  self->samples = mien_sample_list_new ();
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (self->samples));
}
