#include "tests/ui/page-test.h"

#include <glib/gstdio.h>

#define WAIT_US (60 * G_USEC_PER_SEC)

MienWorkbench *
page_test_workbench (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *workspace = g_dir_make_tmp ("mien-page-XXXXXX", &error);
  MienStore *store;

  g_assert_no_error (error);
  store = mien_store_open (workspace, &error);
  g_assert_no_error (error);
  return mien_workbench_new (store);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      delete_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

static gboolean
is_last_reference (gpointer workbench)
{
  return G_OBJECT (workbench)->ref_count == 1;
}

/* Work on threads holds references until the main loop has told its end. */
void
page_test_finish (MienWorkbench *workbench)
{
  g_autofree char *workspace =
      g_strdup (mien_store_get_workspace (mien_workbench_get_store (workbench)));

  page_test_wait (is_last_reference, workbench);
  g_assert_finalize_object (workbench);
  delete_folder (workspace);
}

typedef struct {
  gboolean (*condition) (gpointer data);
  gpointer data;
} Waiting;

static gboolean
wake_up (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

void
page_test_wait (gboolean (*condition) (gpointer data), gpointer data)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;
  guint ticks = g_timeout_add (20, wake_up, NULL);

  while (!condition (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (ticks);
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
page_test_settle (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, set_true, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_not_opening (gpointer workbench)
{
  gboolean opening;

  g_object_get (workbench, "opening", &opening, NULL);
  return !opening;
}

void
page_test_open (MienWorkbench *workbench, const char *location)
{
  mien_workbench_open (workbench, location, NULL);
  page_test_wait (is_not_opening, workbench);
  g_assert_nonnull (mien_workbench_get_dataset (workbench));
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  g_autofree char *difference = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) ==
          GTK_ACCESSIBLE_ROLE_PRESENTATION ||
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return difference == NULL;
}

GtkWidget *
page_test_find (GtkWidget *root, const char *name)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (root))
    return NULL;
  if (is_called (root, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      found = page_test_find (child, name);
  return found;
}

GtkWidget *
page_test_get (GtkWidget *root, const char *name)
{
  GtkWidget *found = page_test_find (root, name);

  if (found == NULL)
    g_error ("nothing is called “%s”", name);
  return found;
}

static GtkWidget *
find_label (GtkWidget *root, const char *text, gboolean whole)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root)) {
    const char *told = gtk_label_get_text (GTK_LABEL (root));

    if (whole ? g_str_equal (told, text) : strstr (told, text) != NULL)
      return root;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      found = find_label (child, text, whole);
  return found;
}

GtkWidget *
page_test_find_text (GtkWidget *root, const char *text)
{
  return find_label (root, text, TRUE);
}

GtkWidget *
page_test_find_words (GtkWidget *root, const char *words)
{
  return find_label (root, words, FALSE);
}

void
page_test_choose (GtkWidget *root, const char *name, const char *text)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (page_test_get (root, name));
  GListModel *model = gtk_drop_down_get_model (drop_down);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

    if (g_str_equal (gtk_string_object_get_string (item), text)) {
      gtk_drop_down_set_selected (drop_down, i);
      return;
    }
  }
  g_error ("“%s” does not offer “%s”", name, text);
}

void
page_test_type (GtkWidget *root, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (page_test_get (root, name)), text);
}

GtkWidget *
page_test_window (GtkWidget *page)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

void
page_test_set_up (PageFixture *fixture,
                  const char *location,
                  GtkWidget *(*make) (MienWorkbench *workbench))
{
  fixture->workbench = page_test_workbench ();
  page_test_open (fixture->workbench, location);
  fixture->window = page_test_window (make (fixture->workbench));
}

void
page_test_tear_down (PageFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page_test_finish (fixture->workbench);
}
