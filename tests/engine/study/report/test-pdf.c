#include "engine/study/report/document.h"

#include "tests/engine/study/report/reading.h"

#include <string.h>

#define LOREM                                                                                    \
  "The quick brown fox jumps over the lazy dog, and the five boxing wizards jump quickly while " \
  "nobody is looking at what they do or why they do it at all. "

static GBytes *
to_pdf (MienDocument *doc)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = mien_document_to_pdf (doc, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (pdf, NULL), "%PDF"));
  return pdf;
}

/* (transfer full) (nullable): the pages' text */
static GStrv
read_pages (GBytes *pdf)
{
  g_autofree char *text = reading_ask ("pdftotext -layout %s -", pdf);

  return text != NULL ? g_strsplit (text, "\f", -1) : NULL;
}

static void
paint (cairo_t *cr, double width, double height, gpointer data G_GNUC_UNUSED)
{
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

static void
test_a_long_table_goes_over_pages_with_its_heads (void)
{
  g_autoptr (MienDocument) doc = mien_document_new ("Long");
  MienCells *cells = mien_document_add_table (doc, "Many rows.");

  mien_cells_add_columns (cells, "row|words|#value");
  for (int i = 0; i < 150; i++) {
    mien_cells_begin_row (cells);
    mien_cells_add_format (cells, "row-%03d", i);
    mien_cells_add (cells, i % 7 == 0 ? LOREM : "short");
    mien_cells_add_number (cells, "%.3f", i / 1000.0);
  }
  g_autoptr (GBytes) pdf = to_pdf (doc);
  g_auto (GStrv) pages = read_pages (pdf);

  if (pages == NULL) {
    g_test_skip ("there is no pdftotext");
    return;
  }
  guint n = g_strv_length (pages) - 1, rows = 0;
  g_assert_cmpuint (n, >, 2);
  for (guint i = 0; i < n; i++) {
    g_autofree char *number = g_strdup_printf ("%u of %u", i + 1, n);

    g_assert_cmpuint (reading_count (pages[i], "words"), ==, 1);
    reading_assert_has (pages[i], i == 0 ? "Table 1. Many rows." : "Table 1 (continued)");
    reading_assert_has (pages[i], number);
    rows += reading_count (pages[i], "row-");
  }
  g_assert_cmpuint (rows, ==, 150);
}

/* The last line of @page above the footer */
static char *
last_line (const char *page)
{
  g_auto (GStrv) lines = g_strsplit (page, "\n", -1);
  guint left = 2; /* the footer, and the line that is asked for */

  for (guint i = g_strv_length (lines); i > 0; i--) {
    g_strstrip (lines[i - 1]);
    if (*lines[i - 1] != '\0' && --left == 0)
      return g_strdup (lines[i - 1]);
  }
  return g_strdup ("");
}

static void
test_no_heading_is_left_at_the_end_of_a_page (void)
{
  guint n_pages = 0;

  for (int filled = 20; filled < 60; filled++) {
    g_autoptr (MienDocument) doc = mien_document_new ("Headings");

    for (int i = 0; i < filled; i++)
      mien_document_add_text (doc, "A line.");
    mien_document_add_heading (doc, 2, "Some heading");
    mien_document_add_heading (doc, 3, "Another heading");
    if (filled % 2 == 0)
      mien_document_add_text (doc, LOREM LOREM);
    else
      mien_document_add_figure (doc, 400, 100, paint, NULL, "A figure.");
    g_autoptr (GBytes) pdf = to_pdf (doc);
    g_auto (GStrv) pages = read_pages (pdf);

    for (guint i = 0; pages != NULL && pages[i] != NULL && *pages[i] != '\0'; i++) {
      g_autofree char *last = last_line (pages[i]);

      g_assert_null (strstr (last, "heading"));
      n_pages++;
    }
  }
  if (n_pages == 0)
    g_test_skip ("there is no pdftotext");
}

static void
test_fonts_outline_and_title_are_in_it (void)
{
  g_autoptr (MienDocument) doc = mien_document_new ("A title (with) brackets");

  mien_document_add_contents (doc);
  mien_document_add_heading (doc, 2, "The outer one");
  mien_document_add_heading (doc, 3, "The inner one");
  mien_document_add_text (doc, "Words in bold and 文字.");
  mien_document_add_preformatted (doc, "{ }");
  g_autoptr (GBytes) pdf = to_pdf (doc);
  g_autofree char *fonts = reading_ask ("pdffonts %s", pdf);
  g_autofree char *info = reading_ask ("pdfinfo %s", pdf);
  g_autofree char *outline = reading_ask ("pdftohtml -xml -i -stdout %s", pdf);

  if (fonts == NULL || info == NULL || outline == NULL) {
    g_test_skip ("poppler's tools are not there");
    return;
  }
  g_assert_null (strstr (fonts, " no  ")); /* neither embedded nor cut down to what is used */
  reading_assert_has (info, "A title (with) brackets");
  reading_assert_has (outline, "<outline>");
  reading_assert_has (outline, "The inner one</item>");
}

static void
test_what_does_not_fit_is_made_to (void)
{
  g_autoptr (MienDocument) doc = mien_document_new (LOREM LOREM LOREM);
  MienCells *cells = mien_document_add_table (doc, LOREM);
  g_autofree char *path = g_strnfill (400, 'x');
  g_autofree char *text = g_strnfill (8000, 'y');

  for (int c = 0; c < 14; c++)
    mien_cells_add_column (cells, "a head of words", c > 0);
  mien_cells_begin_row (cells);
  for (int c = 0; c < 14; c++)
    mien_cells_add (cells, c == 3 ? path : c == 5 ? text : "0.123 … 0.456");
  mien_document_add_figure (doc, 3000, 9000, paint, NULL, "A figure larger than any page.");
  mien_document_add_preformatted (doc, text);
  g_autoptr (GBytes) pdf = to_pdf (doc);
  g_autofree char *info = reading_ask ("pdfinfo %s", pdf);

  if (info == NULL)
    g_test_skip ("there is no pdfinfo");
  else
    reading_assert_has (info, "A4");
}

static void
test_an_empty_document_is_one_page (void)
{
  g_autoptr (MienDocument) doc = mien_document_new ("");
  g_autoptr (GBytes) pdf = to_pdf (doc);
  g_autofree char *info = reading_ask ("pdfinfo %s", pdf);

  if (info != NULL)
    g_assert_true (g_regex_match_simple ("Pages: +1\n", info, 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf/long-table", test_a_long_table_goes_over_pages_with_its_heads);
  g_test_add_func ("/pdf/headings", test_no_heading_is_left_at_the_end_of_a_page);
  g_test_add_func ("/pdf/inside", test_fonts_outline_and_title_are_in_it);
  g_test_add_func ("/pdf/too-large", test_what_does_not_fit_is_made_to);
  g_test_add_func ("/pdf/empty", test_an_empty_document_is_one_page);
  return g_test_run ();
}
