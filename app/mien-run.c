/* The headless program: finds the command and hands over. */
#include "config.h"

#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

static const struct {
  const char *name;
  int (*run) (char **argv);
  const char *summary;
} commands[] = {
    {"synth", mien_command_synth, "write the drawn faces as PNG files and labels.csv"},
    {"data", mien_command_data, "say what an importer makes of a data set"},
    {"train", mien_command_train, "train one network"},
    {"study", mien_command_study, "train arms over seeds and folds, and compare them"},
    {"search", mien_command_search, "search for fixed weights of the auxiliary tasks"},
    {"branch", mien_command_branch, "go on from a run's checkpoint, in several ways"},
    {"evaluate", mien_command_evaluate, "measure a model on a data set"},
    {"predict", mien_command_predict, "ask a model about pictures"},
    {"saliency", mien_command_saliency, "draw where a model looks"},
    {"export", mien_command_export, "write a model for other programs"},
    {"report", mien_command_report, "tell a run or a study in one HTML file"},
    {"tensorboard", mien_command_tensorboard, "write curves for TensorBoard"},
    {"bench", mien_command_bench, "measure the engine's speed"},
    {"store", mien_command_store, "look after a workspace"},
    {"weightings", mien_command_weightings, "list what can weigh tasks, with its options"},
};

static gint64 begun_us;

gint64
mien_command_begun (void)
{
  return begun_us;
}

static void
print_help (void)
{
  g_print ("Usage: mien-run COMMAND [ARGUMENT …]\n\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-11s %s\n", commands[i].name, commands[i].summary);
  g_print (
      "\nmien-run COMMAND --help says more. --json prints one JSON object as the last line.\n");
}

gboolean
mien_command_parse (char ***argv,
                    const char *usage,
                    const char *summary,
                    const GOptionEntry *entries,
                    GOptionGroup *group,
                    guint n_least,
                    guint n_most,
                    GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, NULL);
  if (group != NULL)
    g_option_context_add_group (context, group);

  /* The help names the program by this. */
  g_autofree char *name = g_strconcat ("mien-run ", (*argv)[0], NULL);
  g_set_prgname (name);
  gboolean ok = g_option_context_parse_strv (context, argv, error);
  g_set_prgname ("mien-run");
  /* A quota that is used up is an error of writing, which is told, and not the end of the program.
   */
  signal (SIGXFSZ, SIG_IGN);
  if (!ok)
    return FALSE;

  guint n = g_strv_length (*argv) - 1;
  if (n < n_least)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s: usage is “mien-run %s %s”", (*argv)[0],
                 (*argv)[0], usage);
  else if (n > n_most)
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s: “%s” is one argument too many; usage is “mien-run %s %s”", (*argv)[0],
                 (*argv)[n_most + 1], (*argv)[0], usage);
  return n >= n_least && n <= n_most;
}

gboolean
mien_command_need (const char *value, const char *flag, GError **error)
{
  if (value != NULL)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s is needed; --help says more", flag);
  return FALSE;
}

gboolean
mien_command_keep_apart (const char *input, const char *out, GError **error)
{
  GStatBuf a, b;

  if (g_stat (input, &a) != 0 || g_stat (out, &b) != 0 || a.st_dev != b.st_dev ||
      a.st_ino != b.st_ino)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "--out %s: this is the file that is read; give another, or it would be lost", out);
  return FALSE;
}

int
main (int argc, char **argv)
{
  begun_us = g_get_monotonic_time ();
  setlocale (LC_ALL, "");
  g_set_prgname ("mien-run");

  if (argc >= 2 && g_str_equal (argv[1], "--version")) {
    g_print ("mien-run %s\n", MIEN_VERSION);
    return MIEN_EXIT_DONE;
  }
  if (argc >= 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))) {
    print_help ();
    return MIEN_EXIT_DONE;
  }
  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name)) {
      g_auto (GStrv) rest = g_strdupv (argv + 1);

      return commands[i].run (rest);
    }
  if (argc >= 2)
    g_printerr ("mien-run: there is no command “%s”; mien-run --help lists them\n", argv[1]);
  else
    g_printerr ("mien-run: a command is needed; mien-run --help lists them\n");
  return MIEN_EXIT_USAGE;
}
