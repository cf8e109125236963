#include "app/branch-options.h"

#include "app/data-options.h"
#include "engine/core/error.h"

#include <string.h>

GOptionGroup *
mien_branch_options_group (MienBranchOptions *options)
{
  const GOptionEntry entries[] = {
      {"without", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->without,
       "Switch an auxiliary task off (repeat for more)", "TASK"},
      {"with", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->with,
       "Switch a task on that is off in the run (repeat for more)", "TASK"},
      {"weight", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->weights,
       "Give a task another weight (repeat for more)", "TASK=WEIGHT"},
      {"epochs", 0, 0, G_OPTION_ARG_STRING, &options->epochs,
       "Train to so many epochs; schedules other than constant and step are stretched", "N"},
      {"lr", 0, 0, G_OPTION_ARG_STRING, &options->lr, "Learning rate", "X"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->set,
       "Set any other key of the recipe that may change in the middle", "KEY.PATH=VALUE"},
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = g_option_group_new (
      "change", "What changes:", "Show the options that say what changes", options, NULL);

  g_option_group_add_entries (group, entries);
  return group;
}

void
mien_branch_options_clear (MienBranchOptions *options)
{
  g_strfreev (options->without);
  g_strfreev (options->with);
  g_strfreev (options->weights);
  g_free (options->epochs);
  g_free (options->lr);
  g_strfreev (options->set);
  *options = (MienBranchOptions){0};
}

static void
put (MienArm *arm, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_member (arm->set, key, mien_recipe_value (key, text));
}

static gboolean
put_pairs (MienArm *arm, char **pairs, const char *flag, const char *format, GError **error)
{
  for (char **item = pairs; item != NULL && *item != NULL; item++) {
    const char *value = NULL;
    g_autofree char *name = mien_option_split (*item, &value);

    if (name == NULL) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s %s: expected NAME=VALUE", flag, *item);
      return FALSE;
    }
    GString *key = g_string_new (format);
    g_string_replace (key, "*", name, 1);
    put (arm, key->str, value);
    g_string_free (key, TRUE);
  }
  return TRUE;
}

gboolean
mien_branch_options_apply (const MienBranchOptions *options, MienArm *arm, GError **error)
{
  for (char **task = options->without; task != NULL && *task != NULL; task++)
    mien_branch_set_on (arm, *task, FALSE);
  for (char **task = options->with; task != NULL && *task != NULL; task++)
    mien_branch_set_on (arm, *task, TRUE);
  put (arm, "epochs", options->epochs);
  put (arm, "optimizer.lr", options->lr);
  return put_pairs (arm, options->weights, "--weight", "tasks.*.weight", error) &&
         put_pairs (arm, options->set, "--set", "*", error);
}

static gboolean
apply_flags (const char *flags, MienArm *arm, GError **error)
{
  MienBranchOptions options = {0};
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *line = g_strconcat ("arm ", flags, NULL);
  g_auto (GStrv) argv = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_main_group (context, mien_branch_options_group (&options));
  gboolean ok = g_shell_parse_argv (line, NULL, &argv, error) &&
                g_option_context_parse_strv (context, &argv, error);
  if (ok && argv[1] != NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "“%s” is not a flag", argv[1]);
    ok = FALSE;
  }
  ok = ok && mien_branch_options_apply (&options, arm, error);
  mien_branch_options_clear (&options);
  return ok;
}

MienArm *
mien_branch_options_parse_arm (const char *text, const MienBranchOptions *common, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name =
      colon != NULL ? g_strstrip (g_strndup (text, (gsize) (colon - text))) : NULL;
  g_autoptr (JsonObject) set = json_object_new ();
  g_autoptr (MienArm) arm = mien_arm_new (name, set);

  if (name == NULL || *name == '\0') {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "--arm '%s': expected 'NAME: flags'", text);
    return NULL;
  }
  if (!mien_branch_options_apply (common, arm, error))
    return NULL;
  if (apply_flags (colon + 1, arm, error))
    return g_steal_pointer (&arm);
  g_prefix_error (error, "--arm '%s': ", text);
  return NULL;
}
