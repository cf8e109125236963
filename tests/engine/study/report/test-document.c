#include "engine/study/report/document.h"

#include "tests/engine/study/report/reading.h"

#include <string.h>

#define SPITE "<script>alert(1)</script> & \"'\x01"

static void
paint (cairo_t *cr, double width, double height, gpointer data)
{
  int *painted = data;

  cairo_rectangle (cr, 0, 0, width / 2, height / 2);
  cairo_clip (cr);
  cairo_paint_with_alpha (cr, 0.5);
  if (painted != NULL)
    (*painted)++;
}

static char *
to_html (MienDocument *doc)
{
  g_autoptr (GBytes) bytes = mien_document_to_html (doc);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_no_word_becomes_markup (void)
{
  g_autoptr (MienDocument) doc = mien_document_new (SPITE);
  MienCells *cells;

  mien_document_add_contents (doc);
  mien_document_add_heading (doc, 2, SPITE);
  mien_document_add_text (doc, SPITE);
  mien_document_add_paragraph (doc, "%s", SPITE);
  mien_document_add_claim (doc, SPITE);
  mien_document_add_list (doc, (const char *const[]){SPITE, SPITE, NULL});
  mien_document_add_preformatted (doc, SPITE);
  cells = mien_document_add_table (doc, SPITE);
  mien_cells_add_columns (cells, SPITE);
  mien_cells_begin_row (cells);
  mien_cells_add (cells, SPITE);
  mien_document_add_figure (doc, 10, 10, paint, NULL, SPITE);
  g_autofree char *html = to_html (doc);

  reading_check_html (html);
  g_assert_cmpuint (reading_count (html, "<script"), ==, 0);
  g_assert_cmpuint (reading_count (html, "&lt;script&gt;"), ==, 15);
}

static void
test_captions_are_numbered_and_headings_linked_to (void)
{
  g_autoptr (MienDocument) doc = mien_document_new ("Title");
  int painted = 0;

  mien_document_add_contents (doc);
  mien_document_add_heading (doc, 2, "First");
  mien_document_add_heading (doc, 3, "Within");
  mien_document_add_figure (doc, 20, 10, paint, &painted, "One.");
  mien_document_add_figure (doc, 20, 10, paint, &painted, "Two.");
  mien_cells_add_columns (mien_document_add_table (doc, "Three."), "a");
  g_autofree char *html = to_html (doc);

  reading_check_html (html);
  g_assert_cmpint (painted, ==, 2);
  reading_assert_has (html, "<a href=\"#s1\">First</a>");
  g_assert_null (strstr (html, "<a href=\"#s2\">"));
  reading_assert_has (html, "Figure 1. One.");
  reading_assert_has (html, "Figure 2. Two.");
  reading_assert_has (html, "Table 1. Three.");
}

static void
count_freed (gpointer data)
{
  (*(int *) data)++;
}

static void
test_what_is_kept_lives_as_long_as_the_document (void)
{
  MienDocument *doc = mien_document_new ("Title");
  int freed = 0;

  mien_document_keep (doc, &freed, count_freed);
  g_bytes_unref (mien_document_to_html (doc));
  g_assert_cmpint (freed, ==, 0);
  mien_document_free (doc);
  g_assert_cmpint (freed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/escaped", test_no_word_becomes_markup);
  g_test_add_func ("/document/numbers", test_captions_are_numbered_and_headings_linked_to);
  g_test_add_func ("/document/kept", test_what_is_kept_lives_as_long_as_the_document);
  return g_test_run ();
}
