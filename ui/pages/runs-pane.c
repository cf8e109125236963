#include "ui/pages/runs-pane.h"

#include "ui/models/query-examples.h"
#include "ui/models/run-table.h"
#include "ui/models/run-text.h"
#include "ui/models/settings.h"
#include "ui/pages/column-chooser.h"
#include "ui/pages/run-columns.h"
#include "ui/pages/run-words.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/search-help.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

#define SETTING "run-columns"

/* From so many runs on one test part on, the best of them looks better than it is. */
#define MANY_LOOKS 5

struct _MienRunsPane {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  GSettings *settings; /* (nullable) */
  MienRunTable *table;
  GtkSelectionModel *selection;
  GPtrArray *items; /* (nullable) of MienRunItem: what was selected when it was told last */
  gboolean filling;
  gboolean chosen;   /* a person has selected runs; else the newest is */
  gboolean arranged; /* a person has said whether runs are grouped */
  gboolean grouped, show_archived;

  GtkColumnView *runs;
  GtkLabel *looks, *count, *none;
  GtkStack *stack;
  GtkEditable *search;
  MienSearchHelp *help;
  MienColumnChooser *chooser;
  MienRunWords *words;
};

G_DEFINE_FINAL_TYPE (MienRunsPane, mien_runs_pane, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_GROUPED,
  PROP_SHOW_ARCHIVED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  CHOSEN,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* (transfer full) (element-type GObject): selected, or else all that are shown where @all */
static GPtrArray *
get_rows (MienRunsPane *self, gboolean all)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    if (all || gtk_selection_model_is_selected (self->selection, i))
      g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (self->selection), i));
  return rows;
}

static void
take_run (GPtrArray *items, GHashTable *taken, MienRunItem *item)
{
  if (g_hash_table_add (taken, item))
    g_ptr_array_add (items, g_object_ref (item));
}

/* A group that is selected stands for its runs. */
GPtrArray *
mien_runs_pane_get_selected (MienRunsPane *self)
{
  g_return_val_if_fail (MIEN_IS_RUNS_PANE (self), NULL);

  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = get_rows (self, FALSE);

  for (guint i = 0; i < rows->len; i++) {
    gpointer row = g_ptr_array_index (rows, i);
    GPtrArray *members = MIEN_IS_RUN_GROUP (row) ? mien_run_group_get_members (row) : NULL;

    if (members == NULL)
      take_run (items, taken, row);
    for (guint k = 0; members != NULL && k < members->len; k++)
      take_run (items, taken, g_ptr_array_index (members, k));
  }
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
show_possible (MienRunsPane *self, guint n)
{
  static const char *const actions[] = {"runs.star", "runs.archive", "runs.words"};

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], n > 0);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a != NULL && b != NULL && a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    same = a->pdata[i] == b->pdata[i];
  return same;
}

/* Rows that a search takes away are no longer selected, and nothing must be done to them. */
static void
follow_selection (MienRunsPane *self)
{
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self);

  if (is_same (self->items, items))
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  show_looks (self, items);
  show_possible (self, items->len);
  mien_run_words_set_runs (self->words, items);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_selection (MienRunsPane *self)
{
  self->chosen = self->chosen || !self->filling;
  follow_selection (self);
}

static void
show_count (MienRunsPane *self)
{
  guint n = g_list_model_get_n_items (mien_workbench_get_runs (self->workbench));
  guint shown = mien_run_table_count_shown (self->table);
  guint away = mien_run_table_count_archived (self->table);
  const char *complaint = mien_run_table_get_complaint (self->table);
  g_autofree char *text = NULL, *put_away = NULL;

  /* Translators: how many runs are shown, and how many there are. */
  text = shown == n ? g_strdup_printf (ngettext ("%u run", "%u runs", n), n)
                    : g_strdup_printf (_ ("%u of %u runs"), shown, n);
  if (away > 0)
    put_away = g_strdup_printf (ngettext (" · %u archived", " · %u archived", away), away);
  gtk_label_set_text (self->count, text);
  if (put_away != NULL) {
    g_autofree char *both = g_strconcat (text, put_away, NULL);

    gtk_label_set_text (self->count, both);
  }
  gtk_label_set_text (self->none, complaint != NULL ? complaint
                                  : away > 0
                                      ? _ ("All runs that were found are archived. Show "
                                           "them by the menu at the right.")
                                      : _ ("No run is as the search says. Take a word out of "
                                           "it, or look at its examples."));
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "runs" : "none");
}

static void
on_run_activated (MienRunsPane *self, guint position)
{
  g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (MIEN_IS_RUN_ITEM (row))
    g_signal_emit (self, signals[ACTIVATED], 0, row);
  else if (row != NULL)
    mien_run_table_expand (self->table, MIEN_RUN_GROUP (row),
                           !mien_run_group_is_expanded (MIEN_RUN_GROUP (row)));
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
on_counted (MienRunsPane *self)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (self->selection);

  show_count (self);
  if (!self->chosen && gtk_bitset_is_empty (set)) {
    self->filling = TRUE;
    gtk_selection_model_select_item (self->selection, 0, TRUE);
    self->filling = FALSE;
  }
  follow_selection (self);
}

static void
set_grouped (MienRunsPane *self, gboolean grouped)
{
  if (self->grouped == grouped)
    return;
  self->filling = TRUE; /* rows that go take their selection with them */
  self->grouped = grouped;
  if (grouped)
    gtk_widget_add_css_class (GTK_WIDGET (self->runs), "grouped");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->runs), "grouped");
  mien_run_table_set_grouped (self->table, grouped);
  self->filling = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUPED]);
  mien_runs_pane_select_newest (self);
}

void
mien_runs_pane_suggest_grouped (MienRunsPane *self, gboolean grouped)
{
  g_return_if_fail (MIEN_IS_RUNS_PANE (self));

  if (!self->arranged)
    set_grouped (self, grouped);
}

static void
on_searched (MienRunsPane *self)
{
  self->filling = TRUE;
  mien_run_table_set_search (self->table, gtk_editable_get_text (self->search));
  self->filling = FALSE;
}

static void
on_example (MienRunsPane *self, const char *text)
{
  gtk_editable_set_text (self->search, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_stop_search (MienRunsPane *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->runs));
}

static void
on_order (MienRunsPane *self)
{
  gboolean descending = FALSE;
  const MienRunColumn *column = mien_run_columns_get_order (self->runs, &descending);

  mien_run_table_set_order (self->table, column, descending);
}

static void
keep_columns (MienRunsPane *self)
{
  g_auto (GStrv) ids = NULL;

  if (self->settings == NULL || self->filling)
    return;
  ids = mien_run_columns_list (self->runs);
  g_settings_set_strv (self->settings, SETTING, (const char *const *) ids);
}

static void
show_columns (MienRunsPane *self, const char *const *ids)
{
  self->filling = TRUE;
  mien_run_columns_show (self->runs, ids);
  self->filling = FALSE;
}

static void
on_usual_columns (MienRunsPane *self)
{
  show_columns (self, mien_run_columns_usual ());
  keep_columns (self);
}

static void
on_choosing_columns (MienRunsPane *self)
{
  g_auto (GStrv) shown = mien_run_columns_list (self->runs);

  mien_column_chooser_offer (self->chooser,
                             mien_run_columns_offer (mien_workbench_get_runs (self->workbench)),
                             (const char *const *) shown);
}

static void
on_column_chosen (MienRunsPane *self, const char *id, gboolean shown)
{
  g_auto (GStrv) old = mien_run_columns_list (self->runs);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) now = NULL;

  for (guint i = 0; old[i] != NULL; i++)
    if (!g_str_equal (old[i], id))
      g_strv_builder_add (ids, old[i]);
  if (shown)
    g_strv_builder_add (ids, id);
  now = g_strv_builder_end (ids);
  show_columns (self, (const char *const *) now);
  keep_columns (self);
}

static void
tell (MienRunsPane *self, const char *text, gboolean undo)
{
  mien_toast (GTK_WIDGET (self), text, undo);
}

/* @told: (nullable): a sentence for what was done, which can be taken back */
static void
say (MienRunsPane *self, GPtrArray *sayings, const char *told)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!mien_workbench_say (self->workbench, sayings, &n, &error))
    tell (self, error->message, FALSE);
  else if (n > 0 && told != NULL)
    tell (self, told, TRUE);
}

static void
on_said (MienRunsPane *self, GPtrArray *sayings)
{
  say (self, sayings, NULL);
}

static void
say_of (MienRunsPane *self, GPtrArray *items, const char *field, gboolean on, const char *told)
{
  g_autoptr (GPtrArray) sayings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_saying_free);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (sayings, mien_saying_new (mien_run_item_get_folder (items->pdata[i]), field,
                                               on ? "1" : ""));
  say (self, sayings, told);
}

/* Stars all, unless all have one. */
static void
star (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self);
  gboolean all = TRUE;

  for (guint i = 0; all && i < items->len; i++)
    all = mien_run_item_get_entry (items->pdata[i])->starred;
  say_of (self, items, MIEN_SAID_STAR, !all, NULL);
}

static void
toggle_star (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  GListModel *runs = mien_workbench_get_runs (self->workbench);
  const char *folder = g_variant_get_string (target, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);
    g_autoptr (GPtrArray) one = g_ptr_array_new ();

    if (!g_str_equal (mien_run_item_get_folder (item), folder))
      continue;
    g_ptr_array_add (one, item);
    say_of (self, one, MIEN_SAID_STAR, !mien_run_item_get_entry (item)->starred, NULL);
    return;
  }
}

/* Puts away what is selected; takes it out again where all of it is away. */
static void
archive (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  g_autoptr (GPtrArray) items = mien_runs_pane_get_selected (self);
  gboolean all = TRUE;
  g_autofree char *told = NULL;

  for (guint i = 0; all && i < items->len; i++)
    all = mien_run_item_get_entry (items->pdata[i])->archived;
  told = all ? g_strdup_printf (ngettext ("%u run taken out of the archive",
                                          "%u runs taken out of the archive", items->len),
                                items->len)
             : g_strdup_printf (ngettext ("%u run archived", "%u runs archived", items->len),
                                items->len);
  say_of (self, items, MIEN_SAID_ARCHIVE, !all, told);
}

static void
open_words (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  mien_run_words_open (MIEN_RUNS_PANE (widget)->words);
}

static void
find (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  gtk_widget_grab_focus (GTK_WIDGET (MIEN_RUNS_PANE (widget)->search));
}

static void
toggle_group (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  g_autoptr (GObject) row =
      g_list_model_get_item (G_LIST_MODEL (self->selection), g_variant_get_uint32 (target));

  if (MIEN_IS_RUN_GROUP (row))
    mien_run_table_expand (self->table, MIEN_RUN_GROUP (row),
                           !mien_run_group_is_expanded (MIEN_RUN_GROUP (row)));
}

/* Opens or closes what is selected, as lists that fold do by plus and minus. */
static void
expand (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  g_autoptr (GPtrArray) rows = get_rows (self, FALSE);

  for (guint i = 0; i < rows->len; i++)
    if (MIEN_IS_RUN_GROUP (rows->pdata[i]))
      mien_run_table_expand (self->table, rows->pdata[i], g_str_equal (name, "runs.expand"));
}

/* What a person selected, or else the whole table. */
static void
copy (GtkWidget *widget, const char *name, GVariant *target G_GNUC_UNUSED)
{
  MienRunsPane *self = MIEN_RUNS_PANE (widget);
  g_autoptr (GPtrArray) rows = get_rows (self, !self->chosen);
  g_autoptr (GPtrArray) columns = mien_run_columns_get (self->runs);
  MienRunTextKind kind = g_str_equal (name, "runs.copy-latex") ? MIEN_RUN_TEXT_LATEX
                         : g_str_equal (name, "runs.copy-csv") ? MIEN_RUN_TEXT_CSV
                                                               : MIEN_RUN_TEXT_TSV;
  g_autofree char *text = mien_run_text (rows, columns, kind);
  g_autofree char *told =
      g_strdup_printf (ngettext ("%u row copied", "%u rows copied", rows->len), rows->len);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  tell (self, told, FALSE);
}

static void
mien_runs_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienRunsPane *self = MIEN_RUNS_PANE (object);

  if (id == PROP_GROUPED)
    g_value_set_boolean (value, self->grouped);
  else if (id == PROP_SHOW_ARCHIVED)
    g_value_set_boolean (value, self->show_archived);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_runs_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienRunsPane *self = MIEN_RUNS_PANE (object);

  if (id == PROP_GROUPED) {
    self->arranged = TRUE;
    set_grouped (self, g_value_get_boolean (value));
  } else if (id == PROP_SHOW_ARCHIVED) {
    self->show_archived = g_value_get_boolean (value);
    mien_run_table_set_show_archived (self->table, self->show_archived);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_runs_pane_dispose (GObject *object)
{
  MienRunsPane *self = MIEN_RUNS_PANE (object);

  g_clear_object (&self->selection);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->table);
  g_clear_object (&self->settings);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_runs_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_RUNS_PANE);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/org/mien/Mien/pages/runs-pane.ui");
  gtk_widget_class_bind_template_child (klass, MienRunsPane, runs);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, looks);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, count);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, none);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, stack);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, search);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, help);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, chooser);
  gtk_widget_class_bind_template_child (klass, MienRunsPane, words);
  gtk_widget_class_bind_template_callback (klass, on_run_activated);
  gtk_widget_class_bind_template_callback (klass, on_searched);
  gtk_widget_class_bind_template_callback (klass, on_stop_search);
  gtk_widget_class_bind_template_callback (klass, on_example);
  gtk_widget_class_bind_template_callback (klass, on_choosing_columns);
  gtk_widget_class_bind_template_callback (klass, on_column_chosen);
  gtk_widget_class_bind_template_callback (klass, on_usual_columns);
  gtk_widget_class_bind_template_callback (klass, on_said);
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const struct {
    const char *name;
    const char *type; /* (nullable) */
    GtkWidgetActionActivateFunc act;
    guint key; /* 0 for none */
    GdkModifierType modifiers;
  } actions[] = {
      {"runs.star", NULL, star, GDK_KEY_s, 0},
      {"runs.words", NULL, open_words, GDK_KEY_t, 0},
      {"runs.archive", NULL, archive, GDK_KEY_Delete, 0},
      {"runs.find", NULL, find, GDK_KEY_f, GDK_CONTROL_MASK},
      {"runs.copy", NULL, copy, GDK_KEY_c, GDK_CONTROL_MASK},
      {"runs.expand", NULL, expand, GDK_KEY_plus, 0},
      {"runs.collapse", NULL, expand, GDK_KEY_minus, 0},
      {"runs.copy-latex", NULL, copy, 0, 0},
      {"runs.copy-csv", NULL, copy, 0, 0},
      {"runs.toggle-star", "s", toggle_star, 0, 0},
      {"runs.toggle-group", "u", toggle_group, 0, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].type, actions[i].act);
    if (actions[i].key != 0)
      gtk_widget_class_add_binding_action (klass, actions[i].key, actions[i].modifiers,
                                           actions[i].name, NULL);
  }
  gtk_widget_class_install_property_action (klass, "runs.grouped", "grouped");
  gtk_widget_class_install_property_action (klass, "runs.show-archived", "show-archived");
}

static void
mien_runs_pane_class_init (MienRunsPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = mien_runs_pane_dispose;
  object_class->get_property = mien_runs_pane_get_property;
  object_class->set_property = mien_runs_pane_set_property;
  properties[PROP_GROUPED] = g_param_spec_boolean ("grouped", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_ARCHIVED] = g_param_spec_boolean ("show-archived", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] =
      g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, MIEN_TYPE_RUN_ITEM);

  g_type_ensure (MIEN_TYPE_COLUMN_CHOOSER);
  g_type_ensure (MIEN_TYPE_RUN_WORDS);
  g_type_ensure (MIEN_TYPE_SEARCH_HELP);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
mien_runs_pane_init (MienRunsPane *self)
{
  g_autoptr (GPtrArray) examples = mien_query_examples_of_runs ();

  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
  mien_search_help_set_examples (self->help, examples);
}

/* What is kept may name columns that this version has no longer; then all are the usual ones. */
static void
recall_columns (MienRunsPane *self)
{
  g_auto (GStrv) kept = NULL;

  self->settings = mien_settings_new ();
  kept = self->settings != NULL ? g_settings_get_strv (self->settings, SETTING) : NULL;
  show_columns (self, kept != NULL && kept[0] != NULL ? (const char *const *) kept
                                                      : mien_run_columns_usual ());
}

void
mien_runs_pane_set_workbench (MienRunsPane *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_RUNS_PANE (self) && self->workbench == NULL);

  self->workbench = g_object_ref (workbench);
  self->table = mien_run_table_new (mien_workbench_get_runs (workbench));
  self->selection =
      GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->table))));
  recall_columns (self);
  gtk_column_view_set_model (self->runs, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "counted", G_CALLBACK (on_counted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->runs), "changed",
                           G_CALLBACK (on_order), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (self->runs), "items-changed",
                           G_CALLBACK (keep_columns), self, G_CONNECT_SWAPPED);
  show_count (self);
}
