/* How long the Data page takes with very many faces: scrolling, searching, sorting, choosing. */
#include "tests/ui/page-test.h"
#include "ui/models/sample-order.h"
#include "ui/models/sample-query.h"
#include "ui/pages/data-page.h"
#include "ui/widgets/face-picture.h"

#define N_PAGES 30
#define FRAME_MS 16.0

typedef struct {
  gint64 last;
  GArray *gaps; /* of double, in milliseconds */
} Pulse;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

/* Told once in each round of the main loop, so that a gap is what a person waits for. */
static gboolean
beat (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();
  double gap = (double) (now - pulse->last) / 1000.0;

  g_array_append_val (pulse->gaps, gap);
  pulse->last = now;
  return G_SOURCE_CONTINUE;
}

static guint
count_loading (GtkWidget *root)
{
  guint n = MIEN_IS_FACE_PICTURE (root) && gtk_widget_get_mapped (root) &&
            mien_face_picture_is_loading (MIEN_FACE_PICTURE (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_loading (child);
  return n;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
report (const char *what, GArray *values)
{
  guint late = 0;

  g_array_sort (values, compare);
  for (guint i = 0; i < values->len; i++)
    late += g_array_index (values, double, i) > FRAME_MS;
  g_print ("%-34s median %7.1f ms, 99 %% %7.1f ms, longest %7.1f ms, above %.0f ms: %u of %u\n",
           what, g_array_index (values, double, values->len / 2),
           g_array_index (values, double, values->len * 99 / 100),
           g_array_index (values, double, values->len - 1), FRAME_MS, late, values->len);
}

/* Turns page after page, each once the faces of the one before are there. */
static void
measure_scrolling (GtkWidget *window, double step)
{
  GtkWidget *grid = page_test_get (window, "Faces");
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (grid));
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (double));
  Pulse pulse = {g_get_monotonic_time (), g_array_new (FALSE, FALSE, sizeof (double))};
  guint beating = g_timeout_add (1, beat, &pulse);

  for (int i = 0; i < N_PAGES; i++) {
    double start = now_ms (), taken;

    gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) +
                                         step * gtk_adjustment_get_page_size (place));
    gtk_test_widget_wait_for_draw (window);
    while (count_loading (grid) > 0)
      g_main_context_iteration (NULL, TRUE);
    taken = now_ms () - start;
    g_array_append_val (shown, taken);
  }
  g_source_remove (beating);
  report (step > 1.0 ? "a leap to its faces shown" : "a page down to its faces shown", shown);
  report ("  rounds of the main loop", pulse.gaps);
  g_array_unref (pulse.gaps);
}

static void
measure_search (MienDataset *dataset, const char *text)
{
  double start = now_ms ();
  g_autoptr (MienSampleQuery) query = mien_sample_query_new (text, dataset, dataset);
  g_autoptr (GArray) found = mien_sample_query_run (query, NULL);

  g_print ("search %-27s %7.1f ms, %u found\n", text, now_ms () - start,
           found != NULL ? found->len : mien_dataset_get_n_samples (dataset));
}

static void
measure_sorting (MienDataset *dataset, const char *column)
{
  double start = now_ms ();
  g_autoptr (GArray) order = mien_sample_order_new (dataset, column, TRUE);

  g_print ("sort by %-26s %7.1f ms\n", column != NULL ? column : "path", now_ms () - start);
}

static void
measure_choosing (GtkWidget *window)
{
  GtkWidget *grid = page_test_get (window, "Faces");
  double start = now_ms ();

  gtk_selection_model_select_all (gtk_grid_view_get_model (GTK_GRID_VIEW (grid)));
  g_print ("%-34s %7.1f ms", "choose all", now_ms () - start);
  page_test_settle (1);
  gtk_test_widget_wait_for_draw (window);
  g_print (", shown after %.1f ms\n", now_ms () - start);
}

static void
measure_correcting (GtkWidget *window, guint n)
{
  GtkWidget *grid = page_test_get (window, "Faces");
  GtkSelectionModel *model = gtk_grid_view_get_model (GTK_GRID_VIEW (grid));
  g_autofree char *what = g_strdup_printf ("exclude %u faces", n);
  double start;

  gtk_selection_model_select_range (model, 0, n, TRUE);
  page_test_settle (50);
  start = now_ms ();
  gtk_widget_activate_action (grid, "faces.exclude", NULL);
  g_print ("%-34s %7.1f ms\n", what, now_ms () - start);
}

int
main (int argc, char **argv)
{
  MienWorkbench *workbench;
  GtkWidget *window;
  MienDataset *dataset;
  double start;

  gtk_test_init (&argc, &argv);
  adw_init ();
  workbench = page_test_workbench ();
  window = page_test_window (mien_data_page_new (workbench));
  start = now_ms ();
  page_test_open (workbench, argc > 1 ? argv[1] : "built-in:100000");
  gtk_test_widget_wait_for_draw (window);
  dataset = mien_workbench_get_dataset (workbench);
  g_print ("%u faces opened and drawn in %.0f ms\n", mien_dataset_get_n_samples (dataset),
           now_ms () - start);
  measure_scrolling (window, 1.0);
  measure_scrolling (window, 50.0);
  measure_search (dataset, "expression=fear");
  measure_search (dataset, "-expression=fear person=p03");
  measure_search (dataset, "valence<0 arousal=0..0.5");
  measure_search (dataset, "smile");
  measure_search (dataset, "99");
  measure_sorting (dataset, NULL);
  measure_sorting (dataset, "expression");
  measure_sorting (dataset, "valence");
  measure_choosing (window);
  measure_correcting (window, 12);
  measure_correcting (window, 1000);
  gtk_window_destroy (GTK_WINDOW (window));
  page_test_finish (workbench);
  return 0;
}
