#include "app/branch-options.h"
#include "app/command.h"
#include "app/console.h"
#include "app/job.h"
#include "engine/core/error.h"
#include "engine/study/study.h"

#include <math.h>

typedef struct {
  MienBranchOptions change; /* of all arms */
  char *out;
  char *epoch;
  char *step;
  char **arms;
  gboolean resume;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  mien_branch_options_clear (&options->change);
  g_free (options->out);
  g_free (options->epoch);
  g_free (options->step);
  g_strfreev (options->arms);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (char ***argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, "Folder for the arms' folders", "DIR"},
      {"epoch", 0, 0, G_OPTION_ARG_STRING, &options->epoch,
       "Go on from the checkpoint kept after this epoch; unless given, from the last", "N"},
      {"step", 0, 0, G_OPTION_ARG_STRING, &options->step,
       "Go on from the checkpoint kept or saved at this step", "N"},
      {"arm", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->arms,
       "An arm, with flags of --help-change (repeat for more)", "NAME: FLAGS"},
      {"resume", 0, 0, G_OPTION_ARG_NONE, &options->resume, "Go on where it was stopped", NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };

  return mien_command_parse (
             argv, "RUN --out DIR",
             "Goes on from a run's checkpoint in a folder of its own for each arm, and compares "
             "them.\n\nWithout --arm there are two: as the run is, and without the tasks of "
             "--without; other flags that say what changes count for all arms. A run keeps "
             "checkpoints where its recipe has “checkpoints” (--set checkpoints=5).",
             entries, mien_branch_options_group (&options->change), 1, 1, error) &&
         mien_command_need (options->out, "--out DIR", error);
}

/* What was saved in the middle of an epoch has no number of an epoch. */
static gboolean
ends_epoch (const MienBranchPoint *point)
{
  return !point->saved || point->step == (gint64) point->epoch * point->epoch_steps;
}

static gint64
get_number (const MienBranchPoint *point, gboolean by_step)
{
  return by_step ? point->step : ends_epoch (point) ? point->epoch : -1;
}

/* Each once, as they come. */
static char *
list_numbers (GPtrArray *points, gboolean by_step)
{
  GString *list = g_string_new (NULL);
  gint64 last = -1;

  for (guint i = 0; i < points->len; i++) {
    gint64 number = get_number (g_ptr_array_index (points, i), by_step);

    if (number >= 0 && number != last)
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 0 ? ", " : "", number);
    last = number >= 0 ? number : last;
  }
  return g_string_free (list, FALSE);
}

/* (transfer none) (nullable) */
static const MienBranchPoint *
find_point (const char *run, GPtrArray *points, const Options *options, GError **error)
{
  gboolean by_step = options->step != NULL;
  const char *asked = by_step ? options->step : options->epoch;
  char *end = NULL;
  gint64 wanted = asked != NULL ? g_ascii_strtoll (asked, &end, 10) : -1;
  g_autofree char *list = list_numbers (points, by_step);

  if (points->len == 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s has no checkpoint to go on from; train it first", run);
    return NULL;
  }
  if (asked == NULL)
    return g_ptr_array_index (points, points->len - 1);
  for (guint i = 0; i < points->len && wanted >= 0 && *asked != '\0' && *end == '\0'; i++) {
    const MienBranchPoint *point = g_ptr_array_index (points, i);

    if (get_number (point, by_step) == wanted)
      return point;
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "--%s %s: %s has checkpoints after %s %s; to have more, train with --set "
               "checkpoints=1",
               by_step ? "step" : "epoch", asked, run, by_step ? "step" : "epoch", list);
  return NULL;
}

static gboolean
add_arm (GPtrArray *arms, const char *text, const MienBranchOptions *common, GError **error)
{
  MienArm *arm = mien_branch_options_parse_arm (text, common, error);

  if (arm == NULL)
    return FALSE;
  g_ptr_array_add (arms, arm);
  return TRUE;
}

static gboolean
changes_all (const MienBranchOptions *change)
{
  return change->with != NULL || change->weights != NULL || change->epochs != NULL ||
         change->lr != NULL || change->set != NULL;
}

/* As it is, and without the tasks that were named. */
static gboolean
add_usual_arms (GPtrArray *arms, Options *options, GError **error)
{
  g_auto (GStrv) without = g_steal_pointer (&options->change.without);
  MienBranchOptions common = options->change;

  if (!add_arm (arms, changes_all (&common) ? "changed:" : "as it is:", &common, error))
    return FALSE;
  if (without == NULL)
    return TRUE;
  g_autofree char *names = g_strjoinv (" and ", without);
  g_autofree char *text = g_strdup_printf ("without %s:", names);
  common.without = without;
  return add_arm (arms, text, &common, error);
}

static GPtrArray *
make_arms (Options *options, GError **error)
{
  g_autoptr (GPtrArray) arms = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_arm_free);

  if (options->arms == NULL && !add_usual_arms (arms, options, error))
    return NULL;
  for (char **text = options->arms; text != NULL && *text != NULL; text++)
    if (!add_arm (arms, *text, &options->change, error))
      return NULL;
  return g_steal_pointer (&arms);
}

static char *
folder_of (const Options *options, char **names, guint arm)
{
  return g_build_filename (options->out, names[arm], NULL);
}

static gboolean
make_folders (const char *run,
              const MienBranchPoint *point,
              GPtrArray *arms,
              char **names,
              const Options *options,
              GError **error)
{
  for (guint i = 0; i < arms->len; i++)
    if (!mien_branch_check (run, point, g_ptr_array_index (arms, i), error))
      return FALSE;
  for (guint i = 0; i < arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (arms, i);
    g_autofree char *folder = folder_of (options, names, i);
    g_autofree char *rate = mien_branch_tell_rate (run, point, arm);
    g_autofree char *words = rate != NULL ? g_strdup_printf ("%s: %s", arm->name, rate) : NULL;

    if (options->resume && mien_folder_is_run (folder))
      continue;
    mien_console_warn (words);
    if (!mien_branch_make (run, point, arm, folder, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
train (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (path, error);

  return recipe != NULL && mien_job_carry_out (recipe, MIEN_JOB_RUN, folder, NULL, TRUE, NULL, error);
}

static JsonObject *
describe_arm (const char *name, MienRun *run)
{
  JsonObject *result = json_node_get_object (run->result), *object = json_object_new ();
  double value = mien_run_get_metric (run, NULL, "test", mien_run_get_main_metric (run));

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "run", run->folder);
  if (isfinite (value))
    json_object_set_double_member (object, "value", value);
  else
    json_object_set_null_member (object, "value");
  json_object_set_member (object, "best_epoch",
                          json_node_copy (json_object_get_member (result, "best_epoch")));
  json_object_set_member (object, "fingerprint",
                          json_node_copy (json_object_get_member (result, "fingerprint")));
  return object;
}

static JsonNode *
describe (const char *run, const MienBranchPoint *point, GPtrArray *arms, GPtrArray *runs)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);
  MienRun *first = g_ptr_array_index (runs, 0);

  json_object_set_string_member (object, "from", run);
  json_object_set_int_member (object, "epoch", point->epoch);
  json_object_set_int_member (object, "step", point->step);
  json_object_set_string_member (object, "main", mien_run_get_main (first));
  json_object_set_string_member (object, "metric", mien_run_get_main_metric (first));
  for (guint i = 0; i < runs->len; i++)
    json_array_add_object_element (array,
                                   describe_arm (((MienArm *) g_ptr_array_index (arms, i))->name,
                                                 g_ptr_array_index (runs, i)));
  json_object_set_array_member (object, "arms", array);
  json_object_unref (object);
  return node;
}

static void
tell (const char *run, const MienBranchPoint *point, GPtrArray *arms, GPtrArray *runs)
{
  MienRun *first = g_ptr_array_index (runs, 0);
  const char *metric = mien_run_get_main_metric (first);

  g_print ("%s of %s on the test part, gone on with from epoch %d of %s:\n", metric,
           mien_run_get_main (first), point->epoch, run);
  for (guint i = 0; i < runs->len; i++)
    g_print ("  %-24s %.4f  %s\n", ((MienArm *) g_ptr_array_index (arms, i))->name,
             mien_run_get_metric (g_ptr_array_index (runs, i), NULL, "test", metric),
             ((MienRun *) g_ptr_array_index (runs, i))->folder);
  if (runs->len > 1)
    g_print ("That is one run each, which another seed may turn round; a study tells.\n");
}

static gboolean
carry_out (const char *run, const Options *options, GPtrArray *arms, GError **error)
{
  g_autoptr (GPtrArray) points = mien_branch_list_points (run, error);
  const MienBranchPoint *point = points != NULL ? find_point (run, points, options, error) : NULL;
  g_auto (GStrv) names = mien_arms_name_folders (arms);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_run_free);

  if (point == NULL || !make_folders (run, point, arms, names, options, error))
    return FALSE;
  for (guint i = 0; i < arms->len; i++) {
    g_autofree char *folder = folder_of (options, names, i);
    MienRun *trained = train (folder, error) ? mien_run_open (folder, error) : NULL;

    if (trained == NULL)
      return FALSE;
    g_ptr_array_add (runs, trained);
  }
  if (options->json) {
    g_autoptr (JsonNode) node = describe (run, point, arms, runs);
    mien_console_json (node);
  } else {
    tell (run, point, arms, runs);
  }
  return TRUE;
}

int
mien_command_branch (char **argv)
{
  g_auto (Options) options = {0};
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (GError) error = NULL;

  g_autoptr (GPtrArray) arms =
      parse (&left, &options, &error) ? make_arms (&options, &error) : NULL;
  if (arms == NULL)
    return mien_console_usage (error);
  return carry_out (left[1], &options, arms, &error) ? MIEN_EXIT_DONE : mien_console_fail (error);
}
