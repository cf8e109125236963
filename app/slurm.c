#include "app/slurm.h"

#include "engine/core/file.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum {
  MOST_TASKS = 16,
  STARTING_S = 600,            /* opening the data, and a busy file server */
  MOST_S = 365 * 24 * 60 * 60, /* no queue takes more */
  UNKNOWN_S = 24 * 60 * 60     /* what is asked for where nothing could be measured */
};

/* An estimate is for this machine; a task that runs out of time loses nothing but has to wait. */
#define SLOWER 2.0

static const char script[] =
    "#!/bin/sh\n"
    "#SBATCH --job-name=mien-study\n"
    "#SBATCH --array=0-%u\n"
    "#SBATCH --ntasks=1\n"
    "#SBATCH --cpus-per-task=%d\n"
    "#SBATCH --time=%02d:%02d:00\n"
    "#SBATCH --output=mien-study-%%A-%%a.log\n"
    "# Submit it with “sh %s”, from the folder that the paths below start at. Every task works on\n"
    "# %s, which all machines must see, and takes the next run that nobody has; one that is\n"
    "# stopped or lost leaves its run to the others. Submitting it again goes on.\n"
    "set -eu\n"
    "\n"
    "if [ -z \"${SLURM_ARRAY_TASK_ID:-}\" ]; then\n"
    "  array=$(sbatch --parsable \"$0\")\n"
    "  exec sbatch --dependency=\"afterany:${array%%%%;*}\" --array=0 "
    "--export=ALL,MIEN_LAST_STEP=yes \"$0\"\n"
    "fi\n"
    "\n"
    "mien_run=${MIEN_RUN:-mien-run}\n"
    "\"$mien_run\"%s%s\n"
    "if [ -n \"${MIEN_LAST_STEP:-}\" ]; then\n"
    "  \"$mien_run\" report %s --out %s\n"
    "fi\n";

/* How many words @word and its value take; 0 for what a task needs too. */
static int
count_left_out (const char *word)
{
  static const char *const with_value[] = {"--slurm", "--jobs"};
  static const char *const alone[] = {"--plan", "--share", "--resume", "--json"};

  for (guint i = 0; i < G_N_ELEMENTS (with_value); i++) {
    if (g_str_equal (word, with_value[i]))
      return 2;
    if (g_str_has_prefix (word, with_value[i]) && word[strlen (with_value[i])] == '=')
      return 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS (alone); i++)
    if (g_str_equal (word, alone[i]))
      return 1;
  return 0;
}

/* (transfer full): the words of the command as a shell reads them, each with a blank before it */
static char *
quote_command (char *const *argv)
{
  g_autoptr (GString) command = g_string_new (NULL);

  for (; *argv != NULL; argv++) {
    int skip = count_left_out (*argv);
    gboolean plain = strspn (*argv, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                    "0123456789_-./=,:+") == strlen (*argv);
    g_autofree char *quoted = plain && **argv != '\0' ? g_strdup (*argv) : g_shell_quote (*argv);

    if (skip == 0)
      g_string_append_printf (command, " %s", quoted);
    else if (skip == 2 && argv[1] != NULL)
      argv++;
  }
  return g_string_free (g_steal_pointer (&command), FALSE);
}

/* (transfer full): what stands in a comment must not begin a line of its own */
static char *
keep_in_line (const char *text)
{
  char *line = g_strdup (text);

  for (char *c = line; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = '?';
  return line;
}

static int
find_minutes (const MienForecast *forecast, guint tasks)
{
  guint left = MAX (forecast->runs - forecast->done, 1);
  double each = forecast->seconds / left * ceil ((double) left / tasks);
  double seconds = isfinite (each) && !forecast->at_least ? SLOWER * each + STARTING_S : UNKNOWN_S;

  return (int) ceil (MIN (seconds, MOST_S) / 60.0);
}

gboolean
mien_slurm_save (const char *path,
                 char *const *argv,
                 const char *out,
                 const MienForecast *forecast,
                 guint tasks,
                 GError **error)
{
  guint n = MIN (tasks > 0 ? tasks : MOST_TASKS, MAX (forecast->runs - forecast->done, 1));
  int minutes = find_minutes (forecast, n);
  g_autofree char *command = quote_command (argv);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = keep_in_line (base);
  g_autofree char *place = keep_in_line (out);
  g_autofree char *folder = g_shell_quote (out);
  g_autofree char *html = g_build_filename (out, "report.html", NULL);
  g_autofree char *report = g_shell_quote (html);
  g_autofree char *text =
      g_strdup_printf (script, n - 1, forecast->threads, minutes / 60, minutes % 60, name, place,
                       command, " --share", folder, report);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  if (!mien_file_replace (path, bytes, error))
    return FALSE;
  g_chmod (path, 0755);
  return TRUE;
}
