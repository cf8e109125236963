#include "tests/engine/study/report/reading.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  GHashTable *ids;
  GPtrArray *links;
} Seen;

static void
on_element (GMarkupParseContext *context G_GNUC_UNUSED,
            const char *element G_GNUC_UNUSED,
            const char **names,
            const char **values,
            gpointer data,
            GError **error G_GNUC_UNUSED)
{
  Seen *seen = data;

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], "id") && !g_hash_table_add (seen->ids, g_strdup (values[i])))
      g_error ("The id “%s” is there twice", values[i]);
    if (g_str_has_suffix (names[i], "href") && *values[i] == '#')
      g_ptr_array_add (seen->links, g_strdup (values[i] + 1));
  }
}

void
reading_check_html (const char *html)
{
  const GMarkupParser parser = {.start_element = on_element};
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
  Seen seen = {ids, links};
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &seen, NULL);
  g_autoptr (GError) error = NULL;
  const char *root = strstr (html, "<html");

  g_assert_nonnull (root);
  g_markup_parse_context_parse (context, root, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < links->len; i++)
    if (!g_hash_table_contains (ids, g_ptr_array_index (links, i)))
      g_error ("Nothing is called “%s”", (char *) g_ptr_array_index (links, i));
}

char *
reading_ask (const char *command, GBytes *pdf)
{
  g_auto (GStrv) words = g_strsplit (command, " ", -1);
  g_autofree char *tool = g_find_program_in_path (words[0]);
  g_autofree char *path = NULL;
  char *told = NULL;
  g_autoptr (GError) error = NULL;
  int fd, status;

  if (tool == NULL)
    return NULL;
  fd = g_file_open_tmp ("mien-XXXXXX.pdf", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), &error));

  g_autoptr (GString) line = g_string_new (command);
  g_string_replace (line, "%s", path, 0);
  g_assert_true (g_spawn_command_line_sync (line->str, &told, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_unlink (path);
  return told;
}

void
reading_assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not there", part);
}

guint
reading_count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *place = text; (place = strstr (place, part)) != NULL; place++)
    n++;
  return n;
}
