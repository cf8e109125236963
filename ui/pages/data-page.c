#include "ui/pages/data-page.h"

#include "engine/samples/import.h"
#include "ui/models/balance.h"
#include "ui/models/draft.h"
#include "ui/models/layout-words.h"
#include "ui/models/problem-item.h"
#include "ui/models/sample-list.h"
#include "ui/models/sample-query.h"
#include "ui/pages/columns-window.h"
#include "ui/widgets/bar-chart.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/face-cell.h"
#include "ui/widgets/face-picture.h"
#include "ui/widgets/steady-scroll.h"
#include "ui/widgets/thumbnails.h"

#include <glib/gi18n.h>

struct _MienDataPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienDataset *original; /* (nullable): what is shown, as it was read */
  MienSampleList *samples;
  GHashTable *cells; /* the bound GtkListItems */
  MienBalance *counts;
  gboolean filling; /* the controls follow the data, not the other way round */

  GtkStack *stack;
  GtkStack *grid_stack;
  GtkStack *problems_stack;
  GtkSearchEntry *search;
  GtkDropDown *label_column;
  GtkDropDown *layout;
  GtkLabel *shown;
  GtkScrolledWindow *scroller;
  GtkGridView *grid;
  GtkSingleSelection *selection;
  GtkListView *problems;
  AdwActionRow *source_row;
  AdwActionRow *corrected_row;
  GtkWidget *layout_row;
  GtkWidget *face_group;
  MienFacePicture *face;
  GtkLabel *face_values;
  GtkWidget *balance_group;
  AdwPreferencesGroup *problems_group;
  MienBarChart *balance;
};

G_DEFINE_FINAL_TYPE (MienDataPage, mien_data_page, ADW_TYPE_BIN)

static MienDataset *
get_dataset (MienDataPage *self)
{
  return mien_workbench_get_dataset (self->workbench);
}

static const char *
get_label_column (MienDataPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->label_column);

  return chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;
}

static void
show_cell (MienDataPage *self, GtkListItem *item)
{
  MienSampleItem *sample = gtk_list_item_get_item (item);

  mien_face_cell_show (MIEN_FACE_CELL (gtk_list_item_get_child (item)), get_dataset (self),
                       self->original, mien_sample_item_get_sample (sample),
                       get_label_column (self));
}

static void
on_setup_cell (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
               GtkListItem *item,
               MienDataPage *self G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, mien_face_cell_new ());
}

static void
on_bind_cell (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
              GtkListItem *item,
              MienDataPage *self)
{
  g_hash_table_add (self->cells, item);
  show_cell (self, item);
}

static void
on_unbind_cell (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
                GtkListItem *item,
                MienDataPage *self)
{
  g_hash_table_remove (self->cells, item);
  mien_face_cell_show (MIEN_FACE_CELL (gtk_list_item_get_child (item)), NULL, NULL, 0, NULL);
}

static void
show_cells_again (MienDataPage *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_cell (self, item);
}

static void
on_setup_problem (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
                  GtkListItem *item,
                  MienDataPage *self G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *path = gtk_label_new (NULL), *what = gtk_label_new (NULL);
  GtkExpression *problem = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");

  gtk_widget_add_css_class (box, "problem");
  gtk_widget_add_css_class (path, "caption-heading");
  gtk_label_set_xalign (GTK_LABEL (path), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (path), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (what), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (what), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (what), 30);
  gtk_label_set_max_width_chars (GTK_LABEL (path), 30);
  gtk_label_set_wrap_mode (GTK_LABEL (what), PANGO_WRAP_WORD_CHAR);
  gtk_expression_bind (
      gtk_property_expression_new (MIEN_TYPE_PROBLEM_ITEM, gtk_expression_ref (problem), "path"),
      path, "label", item);
  gtk_expression_bind (gtk_property_expression_new (MIEN_TYPE_PROBLEM_ITEM, problem, "what"), what,
                       "label", item);
  gtk_box_append (GTK_BOX (box), path);
  gtk_box_append (GTK_BOX (box), what);
  gtk_list_item_set_child (item, box);
}

static void
count_shown (MienDataPage *self)
{
  guint n = mien_dataset_get_n_samples (get_dataset (self));
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->samples));
  g_autofree char *text = NULL;

  if (shown == n)
    text = g_strdup_printf (ngettext ("%'u face", "%'u faces", n), n);
  else
    /* Translators: how many faces match the search, and how many there are. */
    text = g_strdup_printf (_ ("%'u of %'u faces"), shown, n);
  gtk_label_set_text (self->shown, text);
  gtk_stack_set_visible_child_name (self->grid_stack, shown > 0 ? "grid" : "none");
}

/* Other faces start at the top. Until the grid has been laid out anew its range is that of the
 * faces before, and a turn of the wheel would reach for faces that are no longer there. */
static void
go_to_top (MienDataPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);

  gtk_adjustment_configure (adjustment, 0.0, 0.0, page, 0.1 * page, 0.9 * page, page);
}

/* Corrections leave an unfiltered grid in its place, as no face comes or goes. */
static void
filter (MienDataPage *self, gboolean other_dataset)
{
  MienDataset *dataset = get_dataset (self);
  g_autoptr (MienSampleQuery) query = NULL;
  g_autoptr (GArray) found = NULL;
  guint n;

  if (dataset == NULL)
    return;
  n = mien_dataset_get_n_samples (dataset);
  query = mien_sample_query_new (gtk_editable_get_text (GTK_EDITABLE (self->search)), dataset,
                                 self->original);
  found = mien_sample_query_run (query);
  if (!other_dataset && found == NULL &&
      g_list_model_get_n_items (G_LIST_MODEL (self->samples)) == n) {
    mien_sample_list_relabel (self->samples, dataset);
  } else {
    go_to_top (self);
    mien_sample_list_show (self->samples, dataset, found);
  }
  count_shown (self);
}

static void
mark_bar (MienDataPage *self)
{
  const char *column = get_label_column (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint marked = G_MAXUINT;

  for (guint i = 0; column != NULL && self->counts != NULL && i < self->counts->n; i++) {
    g_autofree char *with = mien_sample_query_put (text, column, self->counts->terms[i]);

    if (g_str_equal (with, text))
      marked = i;
  }
  mien_bar_chart_select (self->balance, marked);
}

static void
on_search_changed (MienDataPage *self)
{
  filter (self, FALSE);
  mark_bar (self);
}

static void
show_balance (MienDataPage *self)
{
  const char *name = get_label_column (self);
  const MienColumn *column =
      name != NULL ? mien_dataset_get_column (get_dataset (self), name) : NULL;

  g_clear_pointer (&self->counts, mien_balance_free);
  if (column != NULL) {
    self->counts = mien_balance_new (column);
    mien_bar_chart_set (self->balance, (const char *const *) self->counts->names,
                        self->counts->counts);
    mark_bar (self);
  }
  gtk_widget_set_visible (self->balance_group, self->counts != NULL && self->counts->n > 0);
}

static void
on_label_column_changed (MienDataPage *self)
{
  if (self->filling)
    return;
  show_cells_again (self);
  show_balance (self);
}

static void
on_bar_activated (MienDataPage *self, guint bar)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char *column = get_label_column (self);
  g_autofree char *with = mien_sample_query_put (text, column, self->counts->terms[bar]);
  g_autofree char *without = mien_sample_query_put (text, column, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), g_str_equal (with, text) ? without : with);
}

static void
on_show_corrected (MienDataPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "is=corrected");
}

static char *
describe_face (MienDataset *dataset, guint sample)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);
    g_autofree char *value = NULL;
    g_autofree char *line = NULL;

    if (column->kind == MIEN_KIND_POINTS)
      continue;
    value = mien_column_format (column, sample);
    line = g_markup_printf_escaped ("%s<b>%s</b>  %s", text->len > 0 ? "\n" : "", column->name,
                                    *value != '\0' ? value : "–");
    g_string_append (text, line);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_selected (MienDataPage *self)
{
  MienSampleItem *item = gtk_single_selection_get_selected_item (self->selection);
  MienDataset *dataset = get_dataset (self);

  gtk_widget_set_visible (self->face_group, item != NULL && dataset != NULL);
  if (item != NULL && dataset != NULL) {
    guint sample = mien_sample_item_get_sample (item);
    g_autofree char *text = describe_face (dataset, sample);

    mien_face_picture_show (self->face, dataset, sample);
    gtk_label_set_markup (self->face_values, text);
  }
}

static void
on_layout_changed (MienDataPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->layout);

  if (!self->filling && chosen != GTK_INVALID_LIST_POSITION)
    mien_workbench_open (self->workbench, mien_dataset_get_location (self->original),
                         mien_import_layouts ()[chosen]);
}

static void
fill_label_columns (MienDataPage *self)
{
  g_autoptr (GPtrArray) columns = mien_draft_order_columns (self->original);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *main = mien_draft_guess_main (self->original);
  guint chosen = 0;

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    gtk_string_list_append (names, column->name);
    if (g_strcmp0 (column->name, main) == 0)
      chosen = i;
  }
  gtk_drop_down_set_model (self->label_column, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->label_column, chosen);
}

static void
fill_layout (MienDataPage *self)
{
  const char *const *layouts = mien_import_layouts ();
  const char *asked = mien_workbench_get_recipe (self->workbench)->layout;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean drawn = g_str_has_prefix (mien_dataset_get_location (self->original), "built-in");

  for (guint i = 0; layouts[i] != NULL; i++)
    gtk_string_list_append (names, mien_layout_words (layouts[i]));
  gtk_drop_down_set_model (self->layout, G_LIST_MODEL (names));
  for (guint i = 0; layouts[i] != NULL; i++)
    if (g_strcmp0 (layouts[i], asked) == 0)
      gtk_drop_down_set_selected (self->layout, i);
  gtk_widget_set_visible (self->layout_row, !drawn);
}

static void
fill_source (MienDataPage *self)
{
  const char *location = mien_dataset_get_location (self->original);
  gboolean drawn = g_str_has_prefix (location, "built-in");
  g_autofree char *name = drawn ? g_strdup (_ ("Built-in faces")) : g_path_get_basename (location);
  g_autofree char *title = g_markup_escape_text (name, -1);
  guint n = mien_dataset_get_columns (self->original)->len;
  g_autofree char *subtitle =
      /* Translators: %s is how the files are laid out, such as Folder per class. */
      g_strdup_printf (ngettext ("%s, %u column", "%s, %u columns", n),
                       mien_layout_words (mien_dataset_get_layout (self->original)), n);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->source_row), title);
  adw_action_row_set_subtitle (self->source_row, escaped);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_row), drawn ? NULL : location);
}

static void
fill_problems (MienDataPage *self)
{
  GPtrArray *problems = mien_dataset_get_problems (get_dataset (self));
  g_autoptr (GListStore) list = g_list_store_new (MIEN_TYPE_PROBLEM_ITEM);
  g_autoptr (GtkNoSelection) model = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < problems->len; i++) {
    g_autoptr (MienProblemItem) item = mien_problem_item_new (g_ptr_array_index (problems, i));

    g_list_store_append (list, item);
  }
  model = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&list)));
  gtk_list_view_set_model (self->problems, GTK_SELECTION_MODEL (model));
  gtk_stack_set_visible_child_name (self->problems_stack, problems->len > 0 ? "list" : "none");
  title = problems->len > 0 ? g_strdup_printf (_ ("Problems (%u)"), problems->len)
                            : g_strdup (_ ("Problems"));
  adw_preferences_group_set_title (self->problems_group, title);
}

static void
count_corrections (MienDataPage *self)
{
  MienDataset *dataset = get_dataset (self);
  guint n = mien_dataset_get_n_samples (dataset), corrected = 0;
  g_autofree char *title = NULL;

  for (guint i = 0; dataset != self->original && i < n; i++)
    corrected += (guint) mien_sample_is_corrected (dataset, self->original, NULL, i);
  title = g_strdup_printf (
      ngettext ("%u face has a corrected label", "%u faces have a corrected label", corrected),
      corrected);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->corrected_row), title);
  gtk_widget_set_visible (GTK_WIDGET (self->corrected_row), corrected > 0);
}

static void
take_original (MienDataPage *self, MienDataset *original)
{
  g_clear_pointer (&self->original, mien_dataset_unref);
  self->original = mien_dataset_ref (original);
  mien_thumbnail_clear ();
  self->filling = TRUE;
  fill_label_columns (self);
  fill_layout (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->filling = FALSE;
  fill_source (self);
  gtk_stack_set_visible_child_name (self->stack, "faces");
}

static void
on_dataset_changed (MienDataPage *self)
{
  MienDataset *original = mien_workbench_get_original (self->workbench);
  gboolean other = original != self->original;

  if (other)
    take_original (self, original);
  filter (self, other);
  show_cells_again (self);
  show_balance (self);
  fill_problems (self);
  count_corrections (self);
  on_selected (self);
}

static gboolean
focus_search (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MIEN_DATA_PAGE (widget)->search));
}

static void
edit_columns (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienDataPage *self = MIEN_DATA_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *window;

  if (self->original == NULL)
    return;
  window =
      mien_columns_window_new (self->workbench, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
mien_data_page_dispose (GObject *object)
{
  MienDataPage *self = MIEN_DATA_PAGE (object);

  /* AdwBin unparents its child, so the template goes after it; unbinding still needs the cells. */
  G_OBJECT_CLASS (mien_data_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_DATA_PAGE);
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_clear_pointer (&self->counts, mien_balance_free);
  g_clear_pointer (&self->original, mien_dataset_unref);
  g_clear_object (&self->samples);
  g_clear_object (&self->workbench);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienDataPage, stack);
  gtk_widget_class_bind_template_child (klass, MienDataPage, grid_stack);
  gtk_widget_class_bind_template_child (klass, MienDataPage, problems_stack);
  gtk_widget_class_bind_template_child (klass, MienDataPage, search);
  gtk_widget_class_bind_template_child (klass, MienDataPage, label_column);
  gtk_widget_class_bind_template_child (klass, MienDataPage, layout);
  gtk_widget_class_bind_template_child (klass, MienDataPage, shown);
  gtk_widget_class_bind_template_child (klass, MienDataPage, scroller);
  gtk_widget_class_bind_template_child (klass, MienDataPage, grid);
  gtk_widget_class_bind_template_child (klass, MienDataPage, selection);
  gtk_widget_class_bind_template_child (klass, MienDataPage, problems);
  gtk_widget_class_bind_template_child (klass, MienDataPage, source_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, corrected_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, layout_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, face_group);
  gtk_widget_class_bind_template_child (klass, MienDataPage, face);
  gtk_widget_class_bind_template_child (klass, MienDataPage, face_values);
  gtk_widget_class_bind_template_child (klass, MienDataPage, balance_group);
  gtk_widget_class_bind_template_child (klass, MienDataPage, problems_group);
  gtk_widget_class_bind_template_child (klass, MienDataPage, balance);
}

static void
mien_data_page_class_init (MienDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_data_page_dispose;

  g_type_ensure (MIEN_TYPE_BAR_CHART);
  g_type_ensure (MIEN_TYPE_FACE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/data-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_label_column_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_layout_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_show_corrected);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_cell);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_cell);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind_cell);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_problem);
  gtk_widget_class_install_action (widget_class, "data.edit-columns", NULL, edit_columns);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, focus_search, NULL);
}

static void
mien_data_page_init (MienDataPage *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_explain (GTK_WIDGET (self->label_column),
                _ ("What stands under each face, and what the class balance counts"));
  mien_explain (
      GTK_WIDGET (self->layout),
      _ ("How files are named and laid out. Choose another where labels were read wrongly."));
  mien_scroll_steadily (self->scroller);
  self->samples = mien_sample_list_new ();
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->samples));
}

GtkWidget *
mien_data_page_new (MienWorkbench *workbench)
{
  MienDataPage *self = g_object_new (MIEN_TYPE_DATA_PAGE, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (on_dataset_changed), self,
                           G_CONNECT_SWAPPED);
  if (mien_workbench_get_dataset (workbench) != NULL)
    on_dataset_changed (self);
  return GTK_WIDGET (self);
}
