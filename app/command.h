/* The commands of mien-run. Each gets its own arguments, its name first, and returns the exit
 * status. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int mien_command_synth (char **argv);
int mien_command_data (char **argv);
int mien_command_train (char **argv);
int mien_command_study (char **argv);
int mien_command_search (char **argv);
int mien_command_branch (char **argv);
int mien_command_evaluate (char **argv);
int mien_command_predict (char **argv);
int mien_command_saliency (char **argv);
int mien_command_export (char **argv);
int mien_command_report (char **argv);
int mien_command_bench (char **argv);
int mien_command_store (char **argv);
int mien_command_tensorboard (char **argv);
int mien_command_weightings (char **argv);

/**
 * mien_command_parse:
 * @argv: (inout): the command's arguments; what is left are the positional ones after the name
 * @usage: how the command is called, for --help
 * @summary: a sentence
 * @entries: its own flags
 * @group: (nullable) (transfer full): further flags
 * @n_least: how many positional arguments it needs
 * @n_most: how many it can make use of
 *
 * Ends the program after --help, as GOption does.
 */
gboolean mien_command_parse (char ***argv,
                             const char *usage,
                             const char *summary,
                             const GOptionEntry *entries,
                             GOptionGroup *group,
                             guint n_least,
                             guint n_most,
                             GError **error);

/* When main() began, on GLib's monotonic clock: what a user waited for starts there. */
gint64 mien_command_begun (void);

/* FALSE with a usage error where the flag was not given. */
gboolean mien_command_need (const char *value, const char *flag, GError **error);

/* FALSE where writing @out would destroy @input: both are one file, by whatever names. */
gboolean mien_command_keep_apart (const char *input, const char *out, GError **error);

G_END_DECLS
