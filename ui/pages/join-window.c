#include "ui/pages/join-window.h"

#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>

struct _MienJoinWindow {
  AdwWindow parent_instance;

  MienDataset *dataset;
  char *path;
  char **header;        /* (nullable): of the table, once it has been read */
  GCancellable *trying; /* (nullable) */
  gboolean filling;

  GtkSpinner *spinner;
  AdwPreferencesGroup *keys;
  GtkDropDown *by;
  GtkDropDown *on;
  GtkLabel *outcome;
};

G_DEFINE_FINAL_TYPE (MienJoinWindow, mien_join_window, ADW_TYPE_WINDOW)

enum {
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A join that is tried out on a thread. */
typedef struct {
  MienDataset *dataset;
  MienJoin *join;
  char **header;
  MienJoinOutcome outcome;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  mien_dataset_unref (trial->dataset);
  mien_join_free (trial->join);
  g_strfreev (trial->header);
  mien_join_outcome_clear (&trial->outcome);
  g_free (trial);
}

static void
try_on_thread (GTask *task,
               gpointer source G_GNUC_UNUSED,
               gpointer task_data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  Trial *trial = task_data;
  GError *error = NULL;
  MienDataset *joined;

  trial->header = mien_join_list_columns (trial->join->path, &error);
  joined = trial->header != NULL
               ? mien_dataset_join (trial->dataset, trial->join, NULL, &trial->outcome, &error)
               : NULL;
  if (joined == NULL) {
    g_task_return_error (task, error);
    return;
  }
  mien_dataset_unref (joined);
  g_task_return_boolean (task, TRUE);
}

/* "1165 of 1289 faces have a row, by the file's name. 5 of 1170 rows are about no face. …" */
static char *
describe (const MienJoinOutcome *outcome)
{
  guint left = outcome->n_rows - outcome->n_used;
  g_autofree char *columns = g_strjoinv (", ", outcome->columns);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          ngettext ("%u of %u face has a row in the table",
                                    "%u of %u faces have a row in the table", outcome->n_faces),
                          outcome->n_joined, outcome->n_faces);
  if (outcome->how != NULL) {
    /* Translators: %s is how faces were matched, in English: "the file's name". */
    g_string_append_printf (text, _ (", matched by %s"), outcome->how);
  }
  g_string_append (text, ".\n");
  g_string_append_printf (
      text,
      ngettext ("%u of %u row is about no face, or repeats another, and is left out.",
                "%u of %u rows are about no face, or repeat another, and are left out.",
                outcome->n_rows),
      left, outcome->n_rows);
  g_string_append (text, "\n\n");
  /* Translators: %s are names of columns. */
  g_string_append_printf (text, _ ("It adds %s."), columns);
  return g_string_free (text, FALSE);
}

static guint
find (char **names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  return 0;
}

static void
fill_table_columns (MienJoinWindow *self, Trial *trial)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const *) trial->header);

  self->header = g_steal_pointer (&trial->header);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->by, G_LIST_MODEL (names));
  if (trial->outcome.by != NULL)
    gtk_drop_down_set_selected (self->by, find (self->header, trial->outcome.by));
  self->filling = FALSE;
}

static void
show_on (MienJoinWindow *self, const char *on)
{
  GListModel *names = gtk_drop_down_get_model (self->on);

  self->filling = TRUE;
  for (guint i = 0; on != NULL && i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), on))
      gtk_drop_down_set_selected (self->on, i);
  self->filling = FALSE;
}

static void
on_tried (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienJoinWindow) self = data;
  Trial *trial = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->trying)
    return;
  g_clear_object (&self->trying);
  if (self->header == NULL && trial->header != NULL)
    fill_table_columns (self, trial);
  if (ok && trial->join->on == NULL)
    show_on (self, trial->outcome.on);
  text = ok ? describe (&trial->outcome) : g_strdup (error->message);
  gtk_label_set_text (self->outcome, text);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keys), self->header != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.add", ok);
}

/* @by, @on: (nullable): the engine's choice, which is then shown */
static void
try_join (MienJoinWindow *self, const char *by, const char *on)
{
  Trial *trial = g_new0 (Trial, 1);
  g_autoptr (GTask) task = NULL;

  if (self->trying != NULL)
    g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  self->trying = g_cancellable_new ();
  trial->dataset = mien_dataset_ref (self->dataset);
  trial->join = mien_join_new (self->path, by, on);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.add", FALSE);

  task = g_task_new (NULL, self->trying, on_tried, g_object_ref (self));
  g_task_set_task_data (task, trial, trial_free);
  g_task_run_in_thread (task, try_on_thread);
}

static const char *
get_chosen (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  return chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;
}

static void
on_by_changed (MienJoinWindow *self)
{
  if (!self->filling && self->header != NULL)
    try_join (self, get_chosen (self->by), NULL);
}

static void
on_on_changed (MienJoinWindow *self)
{
  if (!self->filling && self->header != NULL)
    try_join (self, get_chosen (self->by), get_chosen (self->on));
}

static void
add (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  g_autoptr (MienJoinWindow) self = g_object_ref (MIEN_JOIN_WINDOW (widget));

  g_signal_emit (self, signals[ADDED], 0, self->path, get_chosen (self->by), get_chosen (self->on));
  gtk_window_close (GTK_WINDOW (self));
}

static void
mien_join_window_dispose (GObject *object)
{
  MienJoinWindow *self = MIEN_JOIN_WINDOW (object);

  if (self->trying != NULL)
    g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  G_OBJECT_CLASS (mien_join_window_parent_class)->dispose (object);
}

static void
mien_join_window_finalize (GObject *object)
{
  MienJoinWindow *self = MIEN_JOIN_WINDOW (object);

  mien_dataset_unref (self->dataset);
  g_free (self->path);
  g_strfreev (self->header);
  G_OBJECT_CLASS (mien_join_window_parent_class)->finalize (object);
}

static void
mien_join_window_class_init (MienJoinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_join_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_join_window_finalize;
  signals[ADDED] = g_signal_new ("added", MIEN_TYPE_JOIN_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/join-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MienJoinWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, MienJoinWindow, keys);
  gtk_widget_class_bind_template_child (widget_class, MienJoinWindow, by);
  gtk_widget_class_bind_template_child (widget_class, MienJoinWindow, on);
  gtk_widget_class_bind_template_child (widget_class, MienJoinWindow, outcome);
  gtk_widget_class_bind_template_callback (widget_class, on_by_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_on_changed);
  gtk_widget_class_install_action (widget_class, "join.add", NULL, add);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mien_join_window_init (MienJoinWindow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_name_buttons (GTK_WIDGET (self));
}

/* What a row of the table can be said to be the same as. */
static void
fill_dataset_columns (MienJoinWindow *self)
{
  GPtrArray *columns = mien_dataset_get_columns (self->dataset);
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const[]){"path", NULL});

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == MIEN_KIND_CLASS || column->kind == MIEN_KIND_SCALAR)
      gtk_string_list_append (names, column->name);
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->on, G_LIST_MODEL (names));
  self->filling = FALSE;
}

GtkWidget *
mien_join_window_new (MienDataset *dataset, const char *path, GtkWindow *parent)
{
  MienJoinWindow *self = g_object_new (MIEN_TYPE_JOIN_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_markup_escape_text (name, -1);

  self->dataset = mien_dataset_ref (dataset);
  self->path = g_strdup (path);
  adw_preferences_group_set_title (self->keys, title);
  fill_dataset_columns (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keys), FALSE);
  try_join (self, NULL, NULL);
  return GTK_WIDGET (self);
}
