#include "ui/pages/data-page.h"

#include "ui/models/correcting.h"
#include "ui/models/draft.h"
#include "ui/models/label-menu.h"
#include "ui/models/layout-words.h"
#include "ui/models/location-words.h"
#include "ui/models/sample-order.h"
#include "ui/models/sample-query.h"
#include "ui/pages/columns-window.h"
#include "ui/pages/data-files.h"
#include "ui/pages/face-actions.h"
#include "ui/widgets/chosen-faces.h"
#include "ui/widgets/coverage-table.h"
#include "ui/widgets/data-charts.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/face-grid.h"
#include "ui/widgets/problem-list.h"
#include "ui/widgets/search-help.h"
#include "ui/widgets/thumbnails.h"

#include <glib/gi18n.h>

/* What faces can be sorted by before the columns. */
enum {
  SORT_AS_READ,
  SORT_PATH,
  SORT_COLUMNS,
};

struct _MienDataPage {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienDataset *original; /* (nullable): what is shown, as it was read */
  MienFaceActions *actions;
  GArray *order;      /* (nullable) of guint: every sample; as read where NULL */
  GArray *scope;      /* (nullable) of guint: the samples of one problem, shown alone */
  GArray *candidates; /* (nullable) of guint: those of @scope in @order; all where NULL */
  gboolean filling;   /* the controls follow the data, not the other way round */

  GtkStack *stack;
  GtkStack *grid_stack;
  GtkSearchEntry *search;
  MienSearchHelp *help;
  GtkDropDown *label_column;
  GtkDropDown *sort;
  GtkToggleButton *descending;
  GtkLabel *shown;
  GtkWidget *scope_chip;
  GtkLabel *scope_label;
  AdwStatusPage *no_match;
  MienFaceGrid *grid;
  GtkScrolledWindow *pane;
  AdwActionRow *source_row;
  AdwActionRow *corrected_row;
  AdwActionRow *excluded_row;
  GtkWidget *layout_row;
  MienChosenFaces *chosen;
  MienProblemList *problems;
  MienDataCharts *charts;
  MienCoverageTable *coverage;
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

static const char *
get_search (MienDataPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static void
count_shown (MienDataPage *self)
{
  guint n = mien_dataset_get_n_samples (get_dataset (self));
  guint shown = mien_face_grid_get_n_shown (self->grid);
  g_autofree char *text = NULL;

  if (shown == n)
    text = g_strdup_printf (ngettext ("%'u face", "%'u faces", n), n);
  else
    /* Translators: how many faces match the search, and how many there are. */
    text = g_strdup_printf (_ ("%'u of %'u faces"), shown, n);
  gtk_label_set_text (self->shown, text);
  gtk_stack_set_visible_child_name (self->grid_stack, shown > 0 ? "grid" : "none");
}

/* Where nothing can match, the words that were not understood are the reason. */
static void
tell_complaint (MienDataPage *self, const char *complaint)
{
  g_autofree char *markup = g_markup_escape_text (
      complaint != NULL ? complaint
                        : _ ("Every word has to hold. Take one away, or clear the search."),
      -1);

  adw_status_page_set_description (self->no_match, markup);
  if (complaint != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
}

/* @anew: other faces are asked for; else the same with other labels, and the grid stays in place.
 */
static void
filter (MienDataPage *self, gboolean anew)
{
  MienDataset *dataset = get_dataset (self);
  g_autoptr (MienSampleQuery) query = NULL;
  g_autoptr (GArray) found = NULL;

  if (dataset == NULL)
    return;
  query = mien_sample_query_new (get_search (self), dataset, self->original);
  found = mien_sample_query_run (query, self->candidates);
  tell_complaint (self, mien_sample_query_get_complaint (query));
  if (anew)
    mien_face_grid_show (self->grid, dataset, self->original, found);
  else
    mien_face_grid_update (self->grid, dataset, self->original, found);
  count_shown (self);
}

static void
on_search_changed (MienDataPage *self)
{
  filter (self, TRUE);
  mien_data_charts_set_search (self->charts, get_search (self));
}

static void
on_searched (MienDataPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

static void
on_example (MienDataPage *self, const char *text)
{
  const char *now = get_search (self);
  g_autofree char *with = *now != '\0' ? g_strconcat (now, " ", text, NULL) : g_strdup (text);

  gtk_editable_set_text (GTK_EDITABLE (self->search), with);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
choose_candidates (MienDataPage *self)
{
  g_clear_pointer (&self->candidates, g_array_unref);
  if (self->scope != NULL)
    self->candidates = mien_sample_order_keep (self->original, self->order, self->scope);
  else if (self->order != NULL)
    self->candidates = g_array_ref (self->order);
}

/* Labels that are corrected later do not make faces jump to another place. */
static void
sort (MienDataPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->sort);
  gboolean descending = gtk_toggle_button_get_active (self->descending);
  GtkStringObject *name = gtk_drop_down_get_selected_item (self->sort);

  g_clear_pointer (&self->order, g_array_unref);
  if (chosen >= SORT_COLUMNS || chosen == SORT_PATH)
    self->order = mien_sample_order_new (
        get_dataset (self), chosen == SORT_PATH ? NULL : gtk_string_object_get_string (name),
        descending);
  choose_candidates (self);
}

static void
on_sort_changed (MienDataPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->descending),
                            gtk_drop_down_get_selected (self->sort) != SORT_AS_READ);
  if (self->filling)
    return;
  sort (self);
  filter (self, TRUE);
}

static void
on_descending_toggled (MienDataPage *self)
{
  gtk_button_set_icon_name (GTK_BUTTON (self->descending),
                            gtk_toggle_button_get_active (self->descending)
                                ? "view-sort-descending-symbolic"
                                : "view-sort-ascending-symbolic");
  on_sort_changed (self);
}

/* @samples: (nullable): those to show alone; @what: why */
static void
set_scope (MienDataPage *self, GArray *samples, const char *what)
{
  g_clear_pointer (&self->scope, g_array_unref);
  self->scope = samples != NULL ? g_array_ref (samples) : NULL;
  gtk_widget_set_visible (self->scope_chip, samples != NULL);
  if (samples != NULL) {
    /* Translators: %s is what is wrong with them, a sentence. */
    g_autofree char *text = g_strdup_printf (
        ngettext ("%'u face of: %s", "%'u faces of: %s", samples->len), samples->len, what);

    gtk_label_set_text (self->scope_label, text);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->scope_label), what);
  }
  choose_candidates (self);
}

static void
on_problem_asked (MienDataPage *self, MienProblemItem *problem)
{
  g_autofree char *what = NULL;

  g_object_get (problem, "what", &what, NULL);
  set_scope (self, mien_problem_item_get_samples (problem), what);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  filter (self, TRUE);
}

static void
on_leave_scope (MienDataPage *self)
{
  set_scope (self, NULL, NULL);
  filter (self, TRUE);
}

static void
on_clear_search (MienDataPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Escape leaves the search for the faces, all of them. */
static void
on_stop_search (MienDataPage *self)
{
  on_clear_search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static const MienColumn *
find_label_column (MienDataPage *self)
{
  const char *name = get_label_column (self);

  return name != NULL ? mien_dataset_get_column (get_dataset (self), name) : NULL;
}

static void
offer_labels (MienDataPage *self)
{
  const MienColumn *column = find_label_column (self);
  g_autoptr (GMenuModel) labels = mien_label_menu_new (column);
  g_autoptr (GMenuModel) menu = mien_face_menu_new (column);
  /* Translators: %s is the name of a column, such as expression. */
  g_autofree char *why =
      column != NULL ? g_strdup_printf (_ ("Say what %s the chosen faces have"), column->name)
                     : NULL;

  mien_chosen_faces_set_labels (self->chosen, labels, why);
  mien_face_grid_set_menu (self->grid, menu);
}

static void
on_chosen_changed (MienDataPage *self)
{
  g_autoptr (GArray) chosen = mien_face_grid_get_chosen (self->grid);

  if (get_dataset (self) == NULL)
    return;
  /* What was just chosen is what the person wants to read about. */
  if (chosen->len > 0 && !gtk_widget_get_visible (GTK_WIDGET (self->chosen)))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->pane), 0.0);
  mien_chosen_faces_show (self->chosen, get_dataset (self), chosen);
  mien_face_actions_update (self->actions, chosen);
}

static void
take_label_column (MienDataPage *self)
{
  const char *column = get_label_column (self);

  mien_face_grid_set_column (self->grid, column);
  mien_face_actions_set_column (self->actions, column);
  offer_labels (self);
}

static void
on_label_column_changed (MienDataPage *self)
{
  if (self->filling)
    return;
  take_label_column (self);
  mien_data_charts_update (self->charts, get_dataset (self), get_label_column (self));
  on_chosen_changed (self);
}

static void
on_show_corrected (MienDataPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "is:corrected");
}

static void
on_show_excluded (MienDataPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "is:excluded");
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
fill_sort (MienDataPage *self)
{
  g_autoptr (GPtrArray) columns = mien_draft_order_columns (self->original);
  const char *const first[] = {_ ("As read"), _ ("Path"), NULL};
  g_autoptr (GtkStringList) names = gtk_string_list_new (first);

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind != MIEN_KIND_POINTS)
      gtk_string_list_append (names, column->name);
  }
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sort, SORT_AS_READ);
  gtk_toggle_button_set_active (self->descending, FALSE);
}

static void
fill_source (MienDataPage *self)
{
  const char *layout = mien_dataset_get_layout (self->original);
  const char *location = mien_dataset_get_location (self->original);
  g_autofree char *name = mien_location_title (location);
  g_autofree char *details = mien_location_details (location);
  g_autofree char *title = g_markup_escape_text (name, -1);
  guint n = mien_dataset_get_columns (self->original)->len;
  g_autofree char *subtitle =
      /* Translators: %s is how the files are laid out, such as Folder per class. */
      g_strdup_printf (ngettext ("%s, %u column", "%s, %u columns", n), mien_layout_words (layout),
                       n);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->source_row), title);
  adw_action_row_set_subtitle (self->source_row, escaped);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->source_row), details);
  gtk_widget_set_visible (self->layout_row,
                          !g_str_equal (layout, "built-in") && !g_str_equal (layout, "several"));
}

static void
count_corrections (MienDataPage *self)
{
  MienDataset *dataset = get_dataset (self);
  guint n = mien_dataset_get_n_samples (dataset), corrected = 0, excluded = 0;
  g_autofree char *labels = NULL;
  g_autofree char *faces = NULL;

  for (guint i = 0; dataset != self->original && i < n; i++) {
    corrected += (guint) mien_sample_is_corrected (dataset, self->original, NULL, i);
    excluded += (guint) mien_dataset_is_excluded (dataset, i);
  }
  labels = g_strdup_printf (
      ngettext ("%u face has a corrected label", "%u faces have a corrected label", corrected),
      corrected);
  faces = g_strdup_printf (ngettext ("%u face is excluded", "%u faces are excluded", excluded),
                           excluded);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->corrected_row), labels);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->excluded_row), faces);
  gtk_widget_set_visible (GTK_WIDGET (self->corrected_row), corrected > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->excluded_row), excluded > 0);
}

static void
take_original (MienDataPage *self, MienDataset *original)
{
  g_clear_pointer (&self->original, mien_dataset_unref);
  self->original = mien_dataset_ref (original);
  mien_thumbnail_clear ();
  self->filling = TRUE;
  fill_label_columns (self);
  fill_sort (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  self->filling = FALSE;
  sort (self);
  set_scope (self, NULL, NULL);
  fill_source (self);
  mien_search_help_set_dataset (self->help, original);
  mien_data_charts_open (self->charts, get_dataset (self), get_label_column (self));
  mien_data_charts_set_search (self->charts, "");
  take_label_column (self);
  gtk_stack_set_visible_child_name (self->stack, "faces");
}

static void
on_dataset_changed (MienDataPage *self)
{
  MienDataset *original = mien_workbench_get_original (self->workbench);
  gboolean other = original != self->original;

  if (other)
    take_original (self, original);
  else
    mien_data_charts_update (self->charts, get_dataset (self), get_label_column (self));
  filter (self, other);
  mien_problem_list_set (self->problems, mien_dataset_get_problems (get_dataset (self)));
  count_corrections (self);
  on_chosen_changed (self);
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

  g_clear_pointer (&self->actions, mien_face_actions_free);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", NULL);
  /* AdwBin unparents its child, so the template goes after it. */
  G_OBJECT_CLASS (mien_data_page_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_DATA_PAGE);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->scope, g_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->original, mien_dataset_unref);
  g_clear_object (&self->workbench);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienDataPage, stack);
  gtk_widget_class_bind_template_child (klass, MienDataPage, grid_stack);
  gtk_widget_class_bind_template_child (klass, MienDataPage, search);
  gtk_widget_class_bind_template_child (klass, MienDataPage, help);
  gtk_widget_class_bind_template_child (klass, MienDataPage, label_column);
  gtk_widget_class_bind_template_child (klass, MienDataPage, sort);
  gtk_widget_class_bind_template_child (klass, MienDataPage, descending);
  gtk_widget_class_bind_template_child (klass, MienDataPage, shown);
  gtk_widget_class_bind_template_child (klass, MienDataPage, scope_chip);
  gtk_widget_class_bind_template_child (klass, MienDataPage, scope_label);
  gtk_widget_class_bind_template_child (klass, MienDataPage, no_match);
  gtk_widget_class_bind_template_child (klass, MienDataPage, grid);
  gtk_widget_class_bind_template_child (klass, MienDataPage, pane);
  gtk_widget_class_bind_template_child (klass, MienDataPage, source_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, corrected_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, excluded_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, layout_row);
  gtk_widget_class_bind_template_child (klass, MienDataPage, chosen);
  gtk_widget_class_bind_template_child (klass, MienDataPage, problems);
  gtk_widget_class_bind_template_child (klass, MienDataPage, charts);
  gtk_widget_class_bind_template_child (klass, MienDataPage, coverage);
}

static void
bind_callbacks (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, on_search_changed);
  gtk_widget_class_bind_template_callback (klass, on_searched);
  gtk_widget_class_bind_template_callback (klass, on_example);
  gtk_widget_class_bind_template_callback (klass, on_sort_changed);
  gtk_widget_class_bind_template_callback (klass, on_descending_toggled);
  gtk_widget_class_bind_template_callback (klass, on_problem_asked);
  gtk_widget_class_bind_template_callback (klass, on_leave_scope);
  gtk_widget_class_bind_template_callback (klass, on_clear_search);
  gtk_widget_class_bind_template_callback (klass, on_stop_search);
  gtk_widget_class_bind_template_callback (klass, on_chosen_changed);
  gtk_widget_class_bind_template_callback (klass, on_label_column_changed);
  gtk_widget_class_bind_template_callback (klass, on_show_corrected);
  gtk_widget_class_bind_template_callback (klass, on_show_excluded);
}

static void
mien_data_page_class_init (MienDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_data_page_dispose;

  g_type_ensure (MIEN_TYPE_CHOSEN_FACES);
  g_type_ensure (MIEN_TYPE_COVERAGE_TABLE);
  g_type_ensure (MIEN_TYPE_DATA_CHARTS);
  g_type_ensure (MIEN_TYPE_FACE_GRID);
  g_type_ensure (MIEN_TYPE_PROBLEM_LIST);
  g_type_ensure (MIEN_TYPE_SEARCH_HELP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/data-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "data.edit-columns", NULL, edit_columns);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, focus_search, NULL);
}

static void
mien_data_page_init (MienDataPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_explain (GTK_WIDGET (self->label_column),
                _ ("What stands under each face, what the class balance counts, and what is "
                   "corrected"));
  mien_explain (GTK_WIDGET (self->sort), _ ("What the faces are sorted by"));
}

GtkWidget *
mien_data_page_new (MienWorkbench *workbench)
{
  MienDataPage *self = g_object_new (MIEN_TYPE_DATA_PAGE, NULL);

  g_autoptr (GObject) files = G_OBJECT (mien_data_files_new (GTK_WIDGET (self), workbench));

  self->workbench = g_object_ref (workbench);
  mien_problem_list_follow (self->problems, mien_workbench_get_doubts (workbench));
  mien_coverage_table_follow (self->coverage, workbench);
  self->actions = mien_face_actions_new (GTK_WIDGET (self), self->grid, workbench);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (files));
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (on_dataset_changed), self,
                           G_CONNECT_SWAPPED);
  if (mien_workbench_get_dataset (workbench) != NULL)
    on_dataset_changed (self);
  return GTK_WIDGET (self);
}
