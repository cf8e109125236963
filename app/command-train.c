#include "app/command.h"
#include "app/console.h"
#include "app/job.h"
#include "app/ranks.h"
#include "app/recipe-options.h"
#include "app/study-options.h"
#include "app/words.h"
#include "engine/core/error.h"
#include "engine/samples/union.h"
#include "engine/study/repeat.h"
#include "engine/study/store.h"

/* The keys that have no flag, for --help. */
#define KEYS                                                                                       \
  "\n\nHow it learns, beside the flags of --help-recipe:\n"                                        \
  "  --set optimizer.schedule=NAME     constant, cosine, step or one-cycle\n"                      \
  "  --set optimizer.warmup=EPOCHS     Climb to the learning rate first, 0\n"                      \
  "  --set optimizer.step_every=N      Step: epochs between two, 10\n"                             \
  "  --set optimizer.step_factor=X     Step: what the rate is multiplied by, 0.1\n"                \
  "  --set optimizer.momentum=X        sgd: 0.9\n"                                                 \
  "  --set optimizer.nesterov=true     sgd: look one step ahead\n"                                 \
  "  --set optimizer.weight_decay=X    Weights, not biases and norms, shrink, 0\n"                 \
  "  --set optimizer.clip=NORM         Largest norm of all gradients together, 0 (any)\n"          \
  "  --set optimizer.ema=DECAY         Judge and keep averaged weights, 0 (not); such as 0.999\n"  \
  "  --set label_smoothing=E           Soften the classes' labels in training, 0; such as 0.1\n"   \
  "  --set stop_after=EPOCHS           End when so many were no better, 0 (never)\n"               \
  "  --set checkpoints=EPOCHS          Keep a checkpoint every so many, 0 (none), to branch "      \
  "from\n"                                                                                         \
  "  --set split.leaks=allow           Learn from and test on the same persons all the same\n"     \
  "  --set augment.KEY=X               flip, shift, rotate, scale, brightness, erase, noise\n"     \
  "  --set augment.mixup=ALPHA         Mix faces, 0 (not); such as 0.2\n"                          \
  "  --set sampling=NAME               shuffled; balanced shows the main task's classes equally\n" \
  "                                    often, tasks shows labels of every task in each batch\n"    \
  "  --set tasks.COLUMN.labels=SHARE   Labels of the training part to keep, 1\n"                   \
  "  --set tasks.COLUMN.shuffle=true   Give the training part's labels to other faces\n"           \
  "  --set tasks.COLUMN.class_weights=NAME  inverse or effective: rare classes count more\n"       \
  "  --set tasks.COLUMN.loss=NAME      cross-entropy, focal or class-balanced of classes; bce "    \
  "or\n"                                                                                           \
  "                                    asymmetric of flags; mse, mae, huber or ccc of numbers;\n"  \
  "                                    l2, smooth-l1 or wing of points; soft of votes\n"           \
  "  --set tasks.COLUMN.loss_options.OPTION=X  Such as gamma=1 of focal, positive=1 of bce"

/* Of several tasks, for --help. */
#define TASK_KEYS                                                                                  \
  "\n\nHow tasks share and are weighed:\n"                                                         \
  "  --set weighting.OPTION=X          What the method takes; mien-run weightings lists it\n"      \
  "  --set network.sharing=NAME        hard, cross-stitch, mmoe or mtan\n"                         \
  "  --set network.experts=N           mmoe: trunks, 4\n"                                          \
  "  --set tasks.COLUMN.branch=STAGE   Share up to this stage, own copies of the rest; trunk\n"    \
  "  --set 'tasks.COLUMN.head={\"layers\": N, \"width\": N}'  Hidden layers before the answer\n"   \
  "  --set tasks.COLUMN.role=adversarial  What is shared learns to forget this task\n"             \
  "  --set select.by=NAME              Which epoch is best: main (by the main task), mean-rank,\n" \
  "                                    weighted, or stand-still (goes on while any gets better)\n" \
  "  --set select.metric=NAME          Of main: another metric than its usual one\n"               \
  "  --set select.weights.COLUMN=X     Of weighted: what a task's metric counts\n"                 \
  "  --set keep_best_of_each=true      Keep each task's best model too\n"                          \
  "  --set 'steering=[{\"step\": N, \"task\": COLUMN, \"weight\": X}, …]'  Or \"on\": false;\n"  \
  "                                    obeyed when so many steps are done. Without a task, "       \
  "\"lr\": "                                                                                       \
  "X,\n"                                                                                           \
  "                                    which the schedule shapes, or \"epochs\": N, in all"

#define SEARCH_KEYS                                                              \
  "\n\nHow weights are searched for:\n"                                          \
  "  --set study.search.method=NAME    grid, random or halving; random\n"        \
  "  --set study.search.trials=N       Weights to try, 8; a grid tries all\n"    \
  "  --set study.search.weights=[X,…]  To choose from, [0,0.03,0.1,0.3,1,3]\n" \
  "  --set study.search.seed=S         Of the trials, 1"

#define STUDY_KEYS                                                                                \
  " Ready arms, by --control: each-alone\n"                                                       \
  "(every task by itself), equal (all count alike), searched (fixed weights found on each "       \
  "fold's\n"                                                                                      \
  "validation part), rlw (weights drawn at random in each step), shuffled (the auxiliary tasks\n" \
  "with labels of other faces, which tells knowledge from mere regularisation)." SEARCH_KEYS

typedef struct {
  MienRecipeOptions recipe;
  MienStudyOptions study;
  char *out;
  char *corrections;
  char *workspace;
  char **arms;
  char *seeds;
  char **controls;
  gboolean transfer;
  char *repeat;
  gboolean resume;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  mien_recipe_options_clear (&options->recipe);
  mien_study_options_clear (&options->study);
  g_free (options->out);
  g_free (options->corrections);
  g_free (options->workspace);
  g_free (options->seeds);
  g_free (options->repeat);
  g_strfreev (options->arms);
  g_strfreev (options->controls);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Those that a run kept, which are a part of what it learned from. */
static gboolean
take_corrections (const char *run, GPtrArray **corrections, GError **error)
{
  g_autofree char *path = g_build_filename (run, "corrections.csv", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  *corrections = mien_corrections_read (path, error);
  return *corrections != NULL;
}

static gboolean
load_corrections (const Options *options,
                  const MienRecipe *recipe,
                  GPtrArray **corrections,
                  GError **error)
{
  if (options->corrections != NULL) {
    *corrections = mien_corrections_read (options->corrections, error);
    return *corrections != NULL;
  }
  if (options->workspace == NULL)
    return options->repeat == NULL || take_corrections (options->repeat, corrections, error);

  g_autoptr (MienStore) store = mien_store_open (options->workspace, error);
  g_autoptr (MienDataset) dataset = NULL;
  if (store != NULL)
    dataset = mien_union_open (
        (const char *const *) recipe->paths,
        &(MienImport){.layout = recipe->layout, .edits = recipe->columns, .joins = recipe->joins},
        error);
  if (dataset != NULL)
    *corrections = mien_store_get_corrections_of (store, dataset, error);
  return *corrections != NULL;
}

static gboolean
put_controls (const Options *options, MienRecipe *recipe, GError **error)
{
  g_autofree char *list = options->controls != NULL ? g_strjoinv (",", options->controls) : NULL;

  recipe->transfer = recipe->transfer || options->transfer;
  return list == NULL || mien_recipe_set (recipe, "study.controls", list, error);
}

/* Two arms that are one would be told as a difference of 0. */
static gboolean
check_new (const MienArm *arm, GPtrArray *arms, const char *text, GError **error)
{
  for (guint i = 0; i < arms->len; i++) {
    const MienArm *other = g_ptr_array_index (arms, i);

    if (!json_object_equal (arm->set, other->set))
      continue;
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_RANGE,
        "--arm '%s' trains just what the arm “%s” does. Flags of an arm add to those of the "
        "study; to learn fewer tasks, name those that stay, beginning with --main",
        text, other->name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
put_arms (const Options *options, MienRecipe *recipe, GError **error)
{
  if (options->seeds != NULL && !mien_recipe_set (recipe, "study.seeds", options->seeds, error))
    return FALSE;
  if (!put_controls (options, recipe, error))
    return FALSE;
  if (options->arms == NULL)
    return TRUE;

  g_ptr_array_set_size (recipe->arms, 0);
  for (char **text = options->arms; *text != NULL; text++) {
    g_autoptr (MienArm) arm = mien_recipe_options_parse_arm (*text, recipe, error);

    if (arm == NULL || !check_new (arm, recipe->arms, *text, error))
      return FALSE;
    g_ptr_array_add (recipe->arms, g_steal_pointer (&arm));
  }
  return TRUE;
}

/* The recipe of the file, of the run to repeat or go on with, or the defaults; then the flags. */
static MienRecipe *
make_recipe (const Options *options,
             const char *file,
             MienJobKind kind,
             gboolean *usage,
             GError **error)
{
  const char *name = kind == MIEN_JOB_SEARCH ? "asked.json" : "recipe.json";
  g_autofree char *kept = g_build_filename (options->out, name, NULL);
  g_autoptr (MienRecipe) recipe = NULL;

  *usage = options->repeat != NULL && file != NULL;
  if (*usage) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "--repeat %s takes that run's recipe; leave %s out", options->repeat, file);
    return NULL;
  }
  if (options->repeat != NULL)
    recipe = mien_recipe_to_repeat (options->repeat, error);
  else if (file != NULL)
    recipe = mien_recipe_load (file, error);
  else if ((options->resume || options->study.share) && options->recipe.data == NULL &&
           g_file_test (kept, G_FILE_TEST_EXISTS))
    recipe = mien_recipe_load (kept, error);
  else
    recipe = mien_recipe_new ();
  if (recipe == NULL)
    return NULL;

  *usage = TRUE;
  if (!mien_recipe_options_apply (&options->recipe, recipe, error) ||
      !put_arms (options, recipe, error) || !mien_recipe_check (recipe, error))
    return NULL;
  if (recipe->paths == NULL || recipe->paths[0] == NULL || *recipe->paths[0] == '\0') {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "--data PATH is needed, or a recipe with “data.path”");
    return NULL;
  }
  return g_steal_pointer (&recipe);
}

static const char *const summaries[] = {
    [MIEN_JOB_RUN] =
        "Trains one network and measures it on the test part.\n\nSIGINT and SIGTERM stop it where "
        "--resume goes on. SIGUSR1 saves now: a checkpoint in DIR/checkpoints, which\n"
        "nothing replaces and mien-run branch goes on from." TASK_KEYS KEYS,
    [MIEN_JOB_STUDY] =
        "Trains arms over seeds and folds, and compares them in pairs." STUDY_KEYS TASK_KEYS KEYS,
    [MIEN_JOB_SEARCH] =
        "Searches for fixed weights of the auxiliary tasks, by the validation "
        "part; writes search.json,\n"
        "and best.json, the recipe with the weights found." SEARCH_KEYS TASK_KEYS KEYS,
};

static gboolean
parse (char ***argv, MienJobKind kind, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, "Folder for what comes out", "DIR"},
      {"resume", 0, 0, G_OPTION_ARG_NONE, &options->resume, "Go on where it was stopped", NULL},
      {"corrections", 0, 0, G_OPTION_ARG_FILENAME, &options->corrections, "Corrected labels",
       "FILE"},
      {"workspace", 0, 0, G_OPTION_ARG_FILENAME, &options->workspace,
       "Take the corrected labels of this workspace", "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry train_entries[] = {
      {"repeat", 0, 0, G_OPTION_ARG_FILENAME, &options->repeat,
       "Train as this run was trained, with all that it was told while it ran", "RUN"},
      G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry study_entries[] = {
      {"seeds", 0, 0, G_OPTION_ARG_STRING, &options->seeds, "Seeds of each arm, 5", "N"},
      {"arm", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->arms,
       "An arm, with flags of --help-recipe (repeat for more)", "NAME: FLAGS"},
      {"control", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->controls,
       "A ready arm (repeat for more): each-alone, equal, searched, rlw or shuffled", "NAME"},
      {"transfer", 0, 0, G_OPTION_ARG_NONE, &options->transfer,
       "Learn each task alone and each pair: what tasks gain by each other", NULL},
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group = mien_recipe_options_group (&options->recipe);
  g_autoptr (GArray) all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  /* What makes a study stands in its --help itself, not behind --help-recipe. */
  g_array_append_vals (all, entries, G_N_ELEMENTS (entries) - 1);
  if (kind == MIEN_JOB_STUDY) {
    g_array_append_vals (all, study_entries, G_N_ELEMENTS (study_entries) - 1);
    mien_study_options_add (&options->study, all);
  } else if (kind == MIEN_JOB_RUN) {
    g_option_group_add_entries (group, train_entries);
  }
  return mien_command_parse (argv, "[RECIPE.json] --out DIR", summaries[kind],
                             (const GOptionEntry *) (void *) all->data, group, 0, 1, error) &&
         mien_command_need (options->out, "--out DIR", error);
}

static gboolean
tell (const Options *options, MienJobKind kind, GError **error)
{
  switch (kind) {
  case MIEN_JOB_STUDY:
    return mien_words_tell_study (options->out, options->json, error);
  case MIEN_JOB_SEARCH:
    return mien_words_tell_search (options->out, options->json, error);
  default:
    return mien_words_tell_run (options->out, options->json, error);
  }
}

/* What the command is about, once what it is to do is known. */
static gboolean
carry_out (const Options *options,
           const MienRecipe *recipe,
           MienJobKind kind,
           const MienRanks *ranks,
           char *const *argv,
           GError **error)
{
  MienTogether together = mien_study_options_together (&options->study, ranks);
  g_autoptr (GPtrArray) corrections = NULL;

  if (kind == MIEN_JOB_STUDY && mien_study_options_only_plans (&options->study))
    return (ranks != NULL && ranks->rank > 0) ||
           mien_study_options_plan (&options->study, recipe, argv, options->out, options->json,
                                    error);
  if (!load_corrections (options, recipe, &corrections, error) ||
      !mien_job_carry_out (recipe, kind, options->out, corrections, options->resume,
                           kind == MIEN_JOB_STUDY ? &together : NULL, error))
    return FALSE;
  return (ranks != NULL && ranks->rank > 0) || tell (options, kind, error);
}

/* Returns: the status to exit with */
static int
run_parsed (const Options *options,
            const char *file,
            MienJobKind kind,
            const MienRanks *ranks,
            char *const *argv)
{
  g_autoptr (GError) error = NULL;
  gboolean usage = TRUE;

  if (!mien_study_options_check (&options->study, ranks, &error))
    return mien_console_usage (error);

  g_autoptr (MienRecipe) recipe = make_recipe (options, file, kind, &usage, &error);
  if (recipe == NULL)
    return usage ? mien_console_usage (error) : mien_console_fail (error);
  if (carry_out (options, recipe, kind, ranks, argv, &error))
    return MIEN_EXIT_DONE;
  /* All ranks are stopped together; the first says so. */
  if (ranks != NULL && ranks->rank > 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return MIEN_EXIT_FAILED;
  return mien_console_fail (error);
}

static int
run (char **argv, MienJobKind kind)
{
  g_auto (Options) options = {0};
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (GError) error = NULL;
  MienRanks *ranks = NULL;

  if (!parse (&left, kind, &options, &error))
    return mien_console_usage (error);
  if (kind == MIEN_JOB_STUDY ? !mien_ranks_open (&ranks, &error)
                             : !mien_ranks_check_alone (argv[0], &error))
    return mien_console_fail (error);
  if (ranks != NULL && ranks->rank > 0)
    mien_console_hush_progress ();

  int status = run_parsed (&options, left[1], kind, ranks, argv);
  mien_ranks_close (ranks, status == MIEN_EXIT_DONE);
  return status;
}

int
mien_command_train (char **argv)
{
  return run (argv, MIEN_JOB_RUN);
}

int
mien_command_study (char **argv)
{
  return run (argv, MIEN_JOB_STUDY);
}

int
mien_command_search (char **argv)
{
  return run (argv, MIEN_JOB_SEARCH);
}
