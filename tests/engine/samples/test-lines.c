#include "engine/samples/layouts/lines.h"

#include <string.h>

/* Every line as "number:word|word" */
static gboolean
note (const MienLine *line, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_autofree char *words = g_strjoinv ("|", line->words);

  g_assert_cmpuint (g_strv_length (line->words), ==, line->n_words);
  g_string_append_printf (data, "%u:%s\n", line->number, words);
  return TRUE;
}

static char *
read_all (const char *text, gsize len, const char *signs)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);
  GString *notes = g_string_new (NULL);

  g_assert_true (mien_lines_read (bytes, signs, note, notes, NULL));
  return g_string_free (notes, FALSE);
}

static void
test_words_are_parted_and_lines_counted (void)
{
  const char *text = "\xef\xbb\xbf"
                     "a.jpg  1 \t2\r\n\n   \nb.jpg 3";
  g_autofree char *notes = read_all (text, strlen (text), " \t");

  g_assert_cmpstr (notes, ==, "1:a.jpg|1|2\n4:b.jpg|3\n");
}

static void
test_latin_1_names_are_taken_as_such (void)
{
  g_autofree char *notes = read_all ("J\xfcrgen.jpg,1\n", 13, ",");

  g_assert_cmpstr (notes, ==, "1:Jürgen.jpg|1\n");
}

static void
test_bytes_that_are_no_text_do_no_harm (void)
{
  g_autofree char *endless = g_strnfill (1 << 20, 'x');
  g_autofree char *notes = read_all (endless, 1 << 20, " ");
  g_autofree char *zeros = read_all ("a\0b c\nd", 7, " ");
  g_autofree char *nothing = read_all ("", 0, " ");

  g_assert_cmpuint (strlen (notes), ==, strlen ("1:\n") + 65536);
  g_assert_true (g_str_has_suffix (zeros, "2:d\n"));
  g_assert_cmpstr (nothing, ==, "");
}

static gboolean
front (const MienLine *line, gpointer data, GError **error)
{
  char **found = data;

  *found = mien_line_front (line, 2);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return FALSE;
}

static void
test_a_name_may_have_blanks_and_reading_can_stop (void)
{
  const char *text = "two  old men.jpg 0 7\nnever 1 2\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (mien_lines_read (bytes, " ", front, &name, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (name, ==, "two  old men.jpg");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines/words", test_words_are_parted_and_lines_counted);
  g_test_add_func ("/lines/latin-1", test_latin_1_names_are_taken_as_such);
  g_test_add_func ("/lines/no-text", test_bytes_that_are_no_text_do_no_harm);
  g_test_add_func ("/lines/front", test_a_name_may_have_blanks_and_reading_can_stop);
  return g_test_run ();
}
