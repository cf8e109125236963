#include "engine/core/error.h"
#include "engine/core/fault.h"
#include "engine/figures/curves-save.h"
#include "engine/figures/curves-tikz.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define N 40

typedef struct {
  double x[N], y[N], low[N], high[N];
  MienSeries series[3];
  MienEventMark mark;
  MienCurves curves;
  char *folder;
} Fixture;

/* Two lines, the second with a band and a gap, and a hidden one. */
static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < N; i++) {
    f->x[i] = i + 1;
    f->y[i] = 2.0 / 3.0 / (i + 1);
    f->low[i] = f->y[i] - 0.1;
    f->high[i] = f->y[i] + 0.1;
  }
  f->y[20] = (double) NAN;
  f->series[0] = (MienSeries){.name = "a_1 & <b>", .x = f->x, .y = f->y, .n = N};
  f->series[1] = (MienSeries){.name = "mean",
                              .x = f->x,
                              .y = f->y,
                              .n = N,
                              .colour = 1,
                              .low = f->low,
                              .high = f->high,
                              .note = "95 %"};
  f->series[2] =
      (MienSeries){.name = "unseen", .x = f->x, .y = f->y, .n = N, .hidden = TRUE, .colour = 2};
  f->mark = (MienEventMark){.x = 7, .text = "50 % \\ done"};
  f->curves = (MienCurves){.title = "Loss",
                           .x_label = "Epoch",
                           .series = f->series,
                           .n_series = 3,
                           .marks = &f->mark,
                           .n_marks = 1,
                           .legend = TRUE,
                           .x_low = 1,
                           .x_high = 30,
                           .y_low = 0.01,
                           .y_high = 1,
                           .cursor = 5};
  f->folder = g_dir_make_tmp ("mien-curves-XXXXXX", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (f->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (f->folder);
  g_free (f->folder);
}

/* (transfer full) */
static char *export(Fixture *f, MienCurvesFormat format, gsize *len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mien_curves_export (&f->curves, format, 85.0, &error);

  g_assert_no_error (error);
  *len = g_bytes_get_size (bytes);

  /* With an end, for what is text */
  char *copy = g_malloc0 (*len + 1);

  memcpy (copy, g_bytes_get_data (bytes, NULL), *len);
  return copy;
}

static gboolean
contains (GBytes *bytes, const char *sought)
{
  const char *data = g_bytes_get_data (bytes, NULL);
  gsize len = strlen (sought);

  for (gsize i = 0; i + len <= g_bytes_get_size (bytes); i++)
    if (memcmp (data + i, sought, len) == 0)
      return TRUE;
  return FALSE;
}

static void
test_a_pdf_has_its_font_inside (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) bytes = mien_curves_export (&f->curves, MIEN_CURVES_PDF, 85.0, NULL);

  g_assert_cmpint (strncmp (g_bytes_get_data (bytes, NULL), "%PDF", 4), ==, 0);
  /* Newer Cairos pack what describes a font into streams of objects. */
  g_assert_true (contains (bytes, "/FontFile") || contains (bytes, "/ObjStm"));
  g_assert_true (contains (bytes, "240.9")); /* 85 mm in points */
}

static void
note_text (GMarkupParseContext *context G_GNUC_UNUSED,
           const char *text,
           gsize len,
           gpointer seen,
           GError **error G_GNUC_UNUSED)
{
  g_string_append_len (seen, text, (gssize) len);
}

static void
test_an_svg_parses_and_names_what_is_shown (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const GMarkupParser parser = {.text = note_text};
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
  g_autoptr (GError) error = NULL;
  gsize len;
  g_autofree char *svg = export(f, MIEN_CURVES_SVG, &len);

  g_markup_parse_context_parse (context, svg, (gssize) len, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_nonnull (strstr (seen->str, "a_1 & <b>; mean"));
  g_assert_null (strstr (seen->str, "unseen"));
}

static void
test_a_png_has_the_size_of_print (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize len;
  g_autofree char *png = export(f, MIEN_CURVES_PNG, &len);
  guint32 width;

  memcpy (&width, png + 16, sizeof width);
  g_assert_cmpint (memcmp (png, "\x89PNG", 4), ==, 0);
  g_assert_cmpuint (GUINT32_FROM_BE (width), ==, 1004); /* 85 mm at 300 dots an inch */
}

static void
test_numbers_read_back_as_they_were (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize len;
  g_autofree char *csv = export(f, MIEN_CURVES_CSV, &len);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpstr (lines[0], ==, "series,faint,Epoch,value,low,high");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 2 * 30 + 1); /* two are shown, up to 30 */
  for (int i = 0; i < 30; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[31 + i], ",", -1);

    g_assert_cmpstr (fields[0], ==, "mean");
    g_assert_true (g_ascii_strtod (fields[2], NULL) == f->x[i]);
    g_assert_true (i == 20 ? *fields[3] == '\0' : g_ascii_strtod (fields[3], NULL) == f->y[i]);
    g_assert_true (g_ascii_strtod (fields[5], NULL) == f->high[i] || isnan (f->high[i]));
  }
}

/* Braces and environments open and close in pairs, and texts are escaped. */
static void
test_tikz_is_balanced_and_escaped (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize len;
  g_autofree char *tex = export(f, MIEN_CURVES_TIKZ, &len);
  int depth = 0;

  for (const char *c = tex; *c != '\0'; c++) {
    gboolean escaped = c > tex && c[-1] == '\\';

    depth += !escaped && *c == '{';
    depth -= !escaped && *c == '}';
    g_assert_cmpint (depth, >=, 0);
  }
  g_assert_cmpint (depth, ==, 0);
  g_assert_nonnull (strstr (tex, "\\addlegendentry{a\\_1 \\& <b>}"));
  g_assert_nonnull (strstr (tex, "\\addlegendentry{mean (95 \\%)}"));
  g_assert_nonnull (strstr (tex, "{50 \\% \\textbackslash{} done}"));
  g_assert_nonnull (strstr (tex, "xmax=30,"));
  g_assert_null (strstr (tex, "unseen"));
  g_assert_nonnull (strstr (tex, "\\end{axis}\n\\end{tikzpicture}\n"));
}

static void
test_tikz_knows_scales (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *log = NULL, *symlog = NULL;

  f->curves.y_scale = MIEN_SCALE_LOG;
  log = mien_curves_to_tikz (&f->curves, 85, 50);
  g_assert_nonnull (strstr (log, "ymode=log,"));
  f->curves.y_scale = MIEN_SCALE_SYMLOG;
  f->curves.y_low = -150;
  f->curves.y_high = 150;
  symlog = mien_curves_to_tikz (&f->curves, 85, 50);
  g_assert_null (strstr (symlog, "ymode"));
  g_assert_nonnull (strstr (symlog, "yticklabels={$-100$,$-10$,$-1$,$0$,$1$,$10$,$100$},"));
  g_assert_nonnull (strstr (symlog, "ymax=5.70379"));
}

static void
test_tikz_keeps_every_peak_of_a_long_series (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  enum {
    LONG = 20000
  };
  g_autofree double *x = g_new0 (double, LONG), *y = g_new0 (double, LONG);
  g_autofree char *tex = NULL;

  for (int i = 0; i < LONG; i++)
    x[i] = i;
  y[12345] = 0.875;
  f->series[0] = (MienSeries){.name = "long", .x = x, .y = y, .n = LONG};
  f->curves.n_series = 1;
  f->curves.x_high = LONG;
  tex = mien_curves_to_tikz (&f->curves, 85, 50);
  g_assert_nonnull (strstr (tex, "(12345,0.875)"));
  g_assert_cmpuint (strlen (tex), <, 40000);
}

static guint
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_saving_that_fails_leaves_nothing (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < MIEN_N_CURVES_FORMATS; i++) {
    g_autofree char *path = g_strdup_printf ("%s/curves.%s", f->folder,
                                             mien_curves_format_ending ((MienCurvesFormat) i));
    g_autoptr (GError) error = NULL;

    mien_fault_arm ("file/rename");
    g_assert_false (mien_curves_save (&f->curves, path, 85.0, &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (count_files (f), ==, 0);
    mien_fault_arm (NULL);
    g_assert_true (mien_curves_save (&f->curves, path, 85.0, NULL));
    g_assert_cmpuint (count_files (f), ==, 1);
    g_unlink (path);
  }
}

static void
test_an_unknown_ending_is_refused_with_the_known_ones (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (f->folder, "curves.jpg", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_curves_save (&f->curves, path, 85.0, &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, ".svg"));
  g_assert_cmpuint (count_files (f), ==, 0);
}

static void
test_dashes_far_outside_are_not_written (void)
{
  static const double x[] = {0.0, 1.0, 2.0, 3.0}, y[] = {0.0, 1e30, 0.5, 1.0};
  MienSeries series = {.name = "loss", .x = x, .y = y, .n = 4, .dashed = TRUE};
  MienCurves curves = {.series = &series,
                       .n_series = 1,
                       .x_low = (double) NAN,
                       .x_high = (double) NAN,
                       .y_low = 0.0,
                       .y_high = 1.0,
                       .cursor = (double) NAN};

  for (int format = 0; format < MIEN_N_CURVES_FORMATS; format++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes =
        mien_curves_export (&curves, (MienCurvesFormat) format, 85.0, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (bytes), <, 200000);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/curves-save/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pdf", test_a_pdf_has_its_font_inside);
  ADD ("svg", test_an_svg_parses_and_names_what_is_shown);
  ADD ("png", test_a_png_has_the_size_of_print);
  ADD ("csv", test_numbers_read_back_as_they_were);
  ADD ("tikz", test_tikz_is_balanced_and_escaped);
  ADD ("tikz-scales", test_tikz_knows_scales);
  ADD ("tikz-peaks", test_tikz_keeps_every_peak_of_a_long_series);
  ADD ("whole", test_saving_that_fails_leaves_nothing);
  ADD ("ending", test_an_unknown_ending_is_refused_with_the_known_ones);
  g_test_add_func ("/curves-save/far-dashes", test_dashes_far_outside_are_not_written);
  return g_test_run ();
}
