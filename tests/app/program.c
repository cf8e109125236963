#include "tests/app/program.h"

#include <string.h>
#include <sys/wait.h>

void
program_result_clear (ProgramResult *result)
{
  g_free (result->out);
  g_free (result->err);
}

ProgramResult
program_run (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  va_list list;
  int wait = 0;
  ProgramResult result = {0};

  va_start (list, format);
  g_autofree char *words = g_strdup_vprintf (format, list);
  va_end (list);
  g_autofree char *program = g_shell_quote (g_getenv ("MIEN_RUN"));
  g_autofree char *line = g_strconcat (program, " ", words, NULL);

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err, &wait,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait));
  result.status = WEXITSTATUS (wait);
  return result;
}

JsonObject *
program_json (const ProgramResult *result)
{
  g_autoptr (GError) error = NULL;

  if (result->status != 0)
    g_test_message ("%s", result->err);
  g_assert_cmpint (result->status, ==, 0);
  g_autoptr (JsonNode) node = json_from_string (result->out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strcspn (result->out, "\n") + 1, ==, strlen (result->out));
  return json_object_ref (json_node_get_object (node));
}
