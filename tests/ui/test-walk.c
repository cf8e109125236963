/* The whole walk as its user takes it: built-in faces, tasks, a study, a confusion cell, where the
 * network looked, a model file, a report. With MIEN_SCREENSHOTS set to a folder it trains for
 * longer and keeps a picture of each page there. */
#include "engine/exchange/model.h"
#include "tests/ui/page-test.h"
#include "ui/shell/window.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  MienWorkbench *workbench;
  MienWindow *window;
  char *folder; /* for what is saved */
} Walk;

static GtkWidget *
get (Walk *walk, const char *name)
{
  return page_test_get (GTK_WIDGET (walk->window), name);
}

static GtkWidget *
find (Walk *walk, const char *name)
{
  return page_test_find (GTK_WIDGET (walk->window), name);
}

static void
keep_picture (Walk *walk, const char *name)
{
  const char *folder = g_getenv ("MIEN_SCREENSHOTS");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  page_test_settle (1500);
  path = g_strdup_printf ("%s/%s.png", folder, name);

  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (walk->window));
  double width = gtk_widget_get_width (GTK_WIDGET (walk->window));
  double height = gtk_widget_get_height (GTK_WIDGET (walk->window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (walk->window));
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (renderer, node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  gsk_render_node_unref (node);
}

static void
go_to (Walk *walk, const char *page)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (walk->window), "win.page", "s", page));
  page_test_settle (500);
}

static gboolean
shows_faces (gpointer data)
{
  return find (data, "Faces") != NULL;
}

static gboolean
is_training (gpointer data)
{
  return find (data, "Stop") != NULL;
}

static gboolean
is_done (gpointer data)
{
  Walk *walk = data;

  return !mien_workbench_is_busy (walk->workbench) && find (walk, "Stop") == NULL;
}

static gboolean
shows_matrix (gpointer data)
{
  return find (data, "Confusion matrix") != NULL;
}

static gboolean
shows_saliency (gpointer data)
{
  GtkWidget *picture = find (data, "Saliency");

  return picture != NULL && gtk_test_accessible_has_property (GTK_ACCESSIBLE (picture),
                                                              GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
open_built_in_faces (Walk *walk)
{
  gtk_widget_activate (get (walk, "Use Built-in Faces"));
  page_test_wait (shows_faces, walk);
  page_test_settle (500);
  keep_picture (walk, "data");
}

static void
design_a_study (Walk *walk)
{
  gboolean long_walk = g_getenv ("MIEN_SCREENSHOTS") != NULL;

  go_to (walk, "design");
  gtk_switch_set_active (GTK_SWITCH (get (walk, "Use task action_units")), TRUE);
  page_test_choose (GTK_WIDGET (walk->window), "Network", "mlp");
  page_test_type (GTK_WIDGET (walk->window), "Epochs", long_walk ? "40" : "1");
  page_test_type (GTK_WIDGET (walk->window), "Seeds", long_walk ? "3" : "2");
  page_test_settle (300);
  keep_picture (walk, "design");
}

/* A study of minutes is longer than what tests wait for otherwise. */
static void
wait_for_the_end (Walk *walk)
{
  while (!is_done (walk))
    g_main_context_iteration (NULL, TRUE);
}

static void
train (Walk *walk)
{
  gtk_widget_activate (get (walk, "Start Study"));
  page_test_wait (is_training, walk);
  g_test_message ("is training");
  g_assert_nonnull (find (walk, "Pause"));
  g_assert_nonnull (find (walk, "Training curves"));
  wait_for_the_end (walk);
  keep_picture (walk, "train");
}

/* The fullest cell off the diagonal. */
static GtkWidget *
find_mistakes (Walk *walk)
{
  static const char *const names[] = {"angry",   "disgust", "fear",    "happy",
                                      "neutral", "sad",     "surprise"};
  GtkWidget *best = NULL;

  for (int n = 200; best == NULL && n > 0; n--)
    for (guint i = 0; best == NULL && i < G_N_ELEMENTS (names) * G_N_ELEMENTS (names); i++) {
      const char *row = names[i / G_N_ELEMENTS (names)], *column = names[i % G_N_ELEMENTS (names)];
      g_autofree char *name = g_strdup_printf ("%s as %s: %d", row, column, n);

      if (row != column)
        best = find (walk, name);
    }
  return best;
}

static void
look_at_a_mistake (Walk *walk)
{
  GtkWidget *gallery, *cell;

  go_to (walk, "inspect");
  page_test_wait (shows_matrix, walk);
  g_test_message ("matrix");
  cell = find_mistakes (walk);
  g_assert_nonnull (cell);
  gtk_widget_activate (cell);
  page_test_settle (500);
  gallery = get (walk, "Samples");
  GtkSelectionModel *faces = gtk_grid_view_get_model (GTK_GRID_VIEW (gallery));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (faces)), >, 0);
  gtk_selection_model_select_item (faces, 0, TRUE);
  page_test_wait (shows_saliency, walk);
  page_test_choose (GTK_WIDGET (walk->window), "Saliency method", "gradient");
  page_test_settle (500);
  g_assert_nonnull (find (walk, "Correct Label"));
  keep_picture (walk, "inspect");
}

static GtkWidget *
find_file_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
asks_for_a_file (gpointer data G_GNUC_UNUSED)
{
  return find_file_dialog () != NULL;
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Presses @button, which asks where to save, and answers with Cancel: what the dialog would hand on
 * goes to the page's own action instead, as nobody is there to click through it. */
static void
ask_and_cancel (Walk *walk, const char *button)
{
  GtkWidget *dialog;

  gtk_widget_activate (get (walk, button));
  page_test_wait (asks_for_a_file, NULL);
  dialog = find_file_dialog ();
  g_assert_nonnull (gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog)));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  page_test_settle (300);
}

static char *
save_model (Walk *walk, const char *name)
{
  char *path = g_build_filename (walk->folder, name, NULL);

  g_assert_true (
      gtk_widget_activate_action (get (walk, "Export Model…"), "inspect.write-model", "s", path));
  page_test_wait (is_there, path);
  page_test_settle (300);
  return path;
}

static void
take_the_model_away (Walk *walk)
{
  g_autofree char *onnx = NULL, *tensors = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienNetwork) network = NULL;

  ask_and_cancel (walk, "Export Model…");
  onnx = save_model (walk, "model.onnx");
  tensors = save_model (walk, "model.safetensors");
  network = mien_model_load (tensors, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mien_network_find_task (network, "expression"), >=, 0);
  g_remove (onnx);
  g_remove (tensors);
}

static void
write_the_report (Walk *walk)
{
  g_auto (GStrv) studies = mien_store_list_studies (mien_workbench_get_store (walk->workbench));
  g_autofree char *report = g_build_filename (walk->folder, "report.html", NULL);
  g_autofree char *text = NULL;

  go_to (walk, "compare");
  page_test_settle (1500);
  g_assert_nonnull (find (walk, "Runs"));
  g_assert_nonnull (find (walk, "Differences"));
  keep_picture (walk, "compare");

  ask_and_cancel (walk, "Export Report…");
  g_assert_true (gtk_widget_activate_action (get (walk, "Export Report…"), "compare.write-report",
                                             "(ssbb)", studies[0], report, FALSE, FALSE));
  page_test_wait (is_there, report);
  page_test_settle (300);
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_nonnull (strstr (text, "expression"));
  g_remove (report);
}

static void
test_from_the_faces_to_the_report (gconstpointer app)
{
  Walk walk = {.workbench = page_test_workbench (),
               .folder = g_dir_make_tmp ("mien-walk-XXXXXX", NULL)};

  walk.window = mien_window_new ((GtkApplication *) app, walk.workbench);
  gtk_window_present (GTK_WINDOW (walk.window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (walk.window));
  g_test_message ("open_built_in_faces");
  open_built_in_faces (&walk);
  g_test_message ("design_a_study");
  design_a_study (&walk);
  g_test_message ("train");
  train (&walk);
  g_test_message ("look_at_a_mistake");
  look_at_a_mistake (&walk);
  g_test_message ("take_the_model_away");
  take_the_model_away (&walk);
  g_test_message ("write_the_report");
  write_the_report (&walk);
  gtk_window_destroy (GTK_WINDOW (walk.window));
  page_test_finish (walk.workbench);
  g_rmdir (walk.folder);
  g_free (walk.folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) app = NULL;

  gtk_test_init (&argc, &argv);
  adw_init ();
  app = adw_application_new ("org.mien.Mien", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  g_test_add_data_func ("/walk/whole", app, test_from_the_faces_to_the_report);
  return g_test_run ();
}
