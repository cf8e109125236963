#include "ui/pages/layout-window.h"

#include "engine/samples/layouts/import.h"
#include "engine/samples/layouts/pattern.h"
#include "ui/models/layout-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_EXAMPLES 60
#define MOST_MATCHED 10000 /* while typing; opening matches all */

struct _MienLayoutWindow {
  AdwWindow parent_instance;

  MienWorkbench *workbench;
  char *location;
  GCancellable *cancellable;
  GPtrArray *names; /* (nullable): of the pictures, until they have been listed */

  AdwComboRow *layout;
  GtkWidget *pattern_group;
  GtkEditable *pattern;
  GtkLabel *verdict;
  GtkWidget *examples_group;
  GtkListBox *examples;
};

G_DEFINE_FINAL_TYPE (MienLayoutWindow, mien_layout_window, ADW_TYPE_WINDOW)

/* The last of the choices. */
static gboolean
wants_pattern (MienLayoutWindow *self)
{
  GListModel *choices = adw_combo_row_get_model (self->layout);

  return adw_combo_row_get_selected (self->layout) + 1 == g_list_model_get_n_items (choices);
}

static char *
describe_parts (const MienPattern *pattern, char **cells)
{
  const char *const *parts = mien_pattern_get_parts (pattern);
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*cells[i] != '\0')
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "  ·  " : "", parts[i], cells[i]);
  return g_string_free (text, FALSE);
}

static void
add_example (MienLayoutWindow *self, const MienPattern *pattern, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) cells = mien_pattern_match (pattern, name);
  g_autofree char *meaning =
      cells != NULL ? describe_parts (pattern, cells) : g_strdup (_ ("Does not fit"));
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (meaning, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (cells == NULL)
    gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_append (self->examples, row);
}

static void
clear_examples (MienLayoutWindow *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->examples, 0)) != NULL)
    gtk_list_box_remove (self->examples, GTK_WIDGET (row));
}

/* The @i-th of @n names from all over the data set, not only its first folder. */
static const char *
spread_name (MienLayoutWindow *self, guint i, guint n)
{
  return g_ptr_array_index (self->names, (guint) ((guint64) i * self->names->len / n));
}

static void
show_examples (MienLayoutWindow *self, const MienPattern *pattern)
{
  guint n = MIN (self->names->len, MOST_EXAMPLES);

  for (guint i = 0; i < n; i++)
    add_example (self, pattern, spread_name (self, i, n));
}

static guint
count_fitting (MienLayoutWindow *self, const MienPattern *pattern, guint n)
{
  guint fitting = 0;

  for (guint i = 0; i < n; i++) {
    g_auto (GStrv) cells = mien_pattern_match (pattern, spread_name (self, i, n));

    fitting += cells != NULL;
  }
  return fitting;
}

/* What the pattern makes of the names; @error says why it is none. */
static char *
judge (MienLayoutWindow *self, const MienPattern *pattern, const GError *error, gboolean *good)
{
  guint n, fitting;

  *good = FALSE;
  if (pattern == NULL)
    return g_strdup (error->message);
  if (self->names == NULL)
    return g_strdup (_ ("Looking for faces…"));
  n = MIN (self->names->len, MOST_MATCHED);
  fitting = count_fitting (self, pattern, n);
  *good = fitting > 0;
  /* Translators: how many file names a pattern fits, and how many were tried. */
  return g_strdup_printf (_ ("%'u of %'u names fit"), fitting, n);
}

static void
show (MienLayoutWindow *self)
{
  gboolean wanted = wants_pattern (self), good = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienPattern) pattern = NULL;
  g_autofree char *verdict = NULL;

  gtk_widget_set_visible (self->pattern_group, wanted);
  clear_examples (self);
  if (wanted) {
    pattern = mien_pattern_new (gtk_editable_get_text (self->pattern), &error);
    verdict = judge (self, pattern, error, &good);
    gtk_label_set_text (self->verdict, verdict);
  }
  if (pattern != NULL && self->names != NULL)
    show_examples (self, pattern);
  gtk_widget_set_visible (self->examples_group, pattern != NULL && self->names != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "layout.open", good);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_task_propagate_pointer (G_TASK (result), &error);
  MienLayoutWindow *self = MIEN_LAYOUT_WINDOW (source);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->names = names != NULL ? g_steal_pointer (&names) : g_ptr_array_new ();
  if (self->names->len > 0 && *gtk_editable_get_text (self->pattern) == '\0') {
    g_autofree char *suggestion = mien_pattern_suggest (spread_name (self, 0, 1));

    gtk_editable_set_text (self->pattern, suggestion);
  }
  show (self);
}

static void
list_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer location,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *names = mien_import_list_pictures (location, cancellable, &error);

  if (names != NULL)
    g_task_return_pointer (task, names, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
list_names (MienLayoutWindow *self)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_listed, NULL);
  g_task_set_task_data (task, g_strdup (self->location), g_free);
  g_task_run_in_thread (task, list_on_thread);
}

static void
fill_layouts (MienLayoutWindow *self, const char *asked)
{
  const char *const *layouts = mien_import_layouts ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  guint chosen = 0, n = 0;

  for (; layouts[n] != NULL; n++) {
    gtk_string_list_append (choices, mien_layout_words (layouts[n]));
    if (g_strcmp0 (layouts[n], asked) == 0)
      chosen = n;
  }
  gtk_string_list_append (choices, _ ("A Pattern of File Names"));
  if (asked != NULL && strchr (asked, '{') != NULL) {
    gtk_editable_set_text (self->pattern, asked);
    chosen = n;
  }
  adw_combo_row_set_model (self->layout, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (self->layout, chosen);
}

static void
open_as (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED)
{
  MienLayoutWindow *self = MIEN_LAYOUT_WINDOW (widget);
  guint chosen = adw_combo_row_get_selected (self->layout);
  const char *layout =
      wants_pattern (self) ? gtk_editable_get_text (self->pattern) : mien_import_layouts ()[chosen];

  mien_workbench_open (self->workbench, self->location, layout);
  gtk_window_close (GTK_WINDOW (self));
}

static void
mien_layout_window_dispose (GObject *object)
{
  MienLayoutWindow *self = MIEN_LAYOUT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (mien_layout_window_parent_class)->dispose (object);
}

static void
mien_layout_window_finalize (GObject *object)
{
  MienLayoutWindow *self = MIEN_LAYOUT_WINDOW (object);

  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->location);
  G_OBJECT_CLASS (mien_layout_window_parent_class)->finalize (object);
}

static void
mien_layout_window_class_init (MienLayoutWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mien_layout_window_dispose;
  object_class->finalize = mien_layout_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/layout-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, layout);
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, pattern_group);
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, pattern);
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, examples_group);
  gtk_widget_class_bind_template_child (widget_class, MienLayoutWindow, examples);
  gtk_widget_class_bind_template_callback (widget_class, show);
  gtk_widget_class_install_action (widget_class, "layout.open", NULL, open_as);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mien_layout_window_init (MienLayoutWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mien_layout_window_new (GtkWindow *parent, MienWorkbench *workbench, const char *location)
{
  MienLayoutWindow *self = g_object_new (MIEN_TYPE_LAYOUT_WINDOW, "transient-for", parent, NULL);

  gboolean asked = g_strcmp0 (location, mien_workbench_get_asked (workbench)) == 0;

  self->workbench = g_object_ref (workbench);
  self->location = g_strdup (location);
  fill_layouts (self, asked ? mien_workbench_get_asked_layout (workbench)
                            : mien_workbench_get_recipe (workbench)->layout);
  show (self);
  list_names (self);
  return GTK_WIDGET (self);
}
