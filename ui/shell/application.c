#include "ui/shell/application.h"

#include "config.h"
#include "engine/study/store.h"
#include "ui/shell/window.h"

#include <glib/gi18n.h>

struct _MienApplication {
  AdwApplication parent_instance;

  char *workspace; /* (nullable): as --workspace said */
};

G_DEFINE_FINAL_TYPE (MienApplication, mien_application, ADW_TYPE_APPLICATION)

static char *
choose_workspace (MienApplication *self)
{
  if (self->workspace != NULL)
    return g_canonicalize_filename (self->workspace, NULL);
  return g_build_filename (g_get_user_data_dir (), "mien", NULL);
}

static void
on_no_workspace_answered (GtkWindow *dialog G_GNUC_UNUSED,
                          const char *response G_GNUC_UNUSED,
                          GApplication *app)
{
  g_application_quit (app);
}

/* There is nothing to work in: says so and ends, rather than losing work later. */
static void
tell_no_workspace (MienApplication *self, const char *workspace, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (NULL, _ ("The workspace cannot be opened"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* Translators: the first is a folder, the second a sentence about what failed. */
      _ ("%s: %s\n\nStart Mien with --workspace and a folder that you can write to."), workspace,
      error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "quit", _ ("_Quit"));
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  g_signal_connect (dialog, "response", G_CALLBACK (on_no_workspace_answered), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static MienWindow *
get_window (MienApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienWorkbench) workbench = NULL;
  MienStore *store;

  if (active != NULL)
    return MIEN_IS_WINDOW (active) ? MIEN_WINDOW (active) : NULL;

  workspace = choose_workspace (self);
  store = mien_store_open (workspace, &error);
  if (store == NULL) {
    tell_no_workspace (self, workspace, error);
    return NULL;
  }
  workbench = mien_workbench_new (store);
  return mien_window_new (GTK_APPLICATION (self), workbench);
}

static void
mien_application_activate (GApplication *app)
{
  MienWindow *window = get_window (MIEN_APPLICATION (app));

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
}

static void
mien_application_open (GApplication *app, GFile **files, int n_files, const char *hint)
{
  MienWindow *window = get_window (MIEN_APPLICATION (app));
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  (void) hint;
  if (window == NULL)
    return;
  for (int i = 0; i < n_files; i++)
    g_list_store_append (list, files[i]);
  mien_window_open_files (window, G_LIST_MODEL (list));
  gtk_window_present (GTK_WINDOW (window));
}

/* Another workspace needs a process of its own; without one, a second start shows the first window.
 */
static int
mien_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  MienApplication *self = MIEN_APPLICATION (app);

  if (g_variant_dict_contains (options, "version")) {
    g_print ("Mien %s\n", MIEN_VERSION);
    return 0;
  }
  if (g_variant_dict_lookup (options, "workspace", "^ay", &self->workspace))
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
quit (GSimpleAction *action G_GNUC_UNUSED, GVariant *value G_GNUC_UNUSED, gpointer data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (data));

  if (windows != NULL)
    gtk_window_close (windows->data);
}

static void
show_about (GSimpleAction *action G_GNUC_UNUSED, GVariant *value G_GNUC_UNUSED, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (window, "application-name", _ ("Mien"), "application-icon", APP_ID,
                         "version", MIEN_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Does training a network on more about a face make it better at "
                            "reading the expression? On "
                            "your data, by how much, for which faces, and why?"),
                         "developer-name", _ ("The Mien developers"), NULL);
}

/* A notification may outlive the window that sent it. */
static void
show_job (GSimpleAction *action G_GNUC_UNUSED, GVariant *folder, gpointer data)
{
  MienWindow *window = get_window (MIEN_APPLICATION (data));

  if (window == NULL)
    return;
  mien_window_show_job (window, g_variant_get_string (folder, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

static void
mien_application_startup (GApplication *app)
{
  const GActionEntry actions[] = {
      {"quit", quit, NULL, NULL, NULL, {0}},
      {"about", show_about, NULL, NULL, NULL, {0}},
      {"show-job", show_job, "s", NULL, NULL, {0}},
  };
  static const struct {
    const char *action;
    const char *keys[3];
  } accels[] = {
      {"app.quit", {"<Control>q"}},
      {"window.close", {"<Control>w"}},
      {"win.open-folder", {"<Control>o"}},
      {"win.open-table", {"<Control><Shift>o"}},
      {"win.built-in", {"<Control>b"}},
      {"win.undo", {"<Control>z"}},
      {"win.redo", {"<Control><Shift>z", "<Control>y"}},
      {"win.show-help-overlay", {"<Control>question"}},
      {"win.page::data", {"<Alt>1"}},
      {"win.page::design", {"<Alt>2"}},
      {"win.page::train", {"<Alt>3"}},
      {"win.page::inspect", {"<Alt>4"}},
      {"win.page::compare", {"<Alt>5"}},
  };

  G_APPLICATION_CLASS (mien_application_parent_class)->startup (app);
  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (app), accels[i].action, accels[i].keys);
}

static void
mien_application_finalize (GObject *object)
{
  g_free (MIEN_APPLICATION (object)->workspace);

  G_OBJECT_CLASS (mien_application_parent_class)->finalize (object);
}

static void
mien_application_class_init (MienApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_application_finalize;
  app_class->startup = mien_application_startup;
  app_class->activate = mien_application_activate;
  app_class->open = mien_application_open;
  app_class->handle_local_options = mien_application_handle_local_options;
}

static void
mien_application_init (MienApplication *self)
{
  const GOptionEntry options[] = {
      {"workspace", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder for runs and corrections"),
       N_ ("DIR")},
      {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL},
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[PATH …]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("PATH is a data set (a folder or a table), a recipe, a model or the folder of a run. "
         "Several data sets are opened together."));
}

MienApplication *
mien_application_new (void)
{
  return g_object_new (MIEN_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/org/mien/Mien", NULL);
}
