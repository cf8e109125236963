#include "engine/study/forecast.h"

#include "engine/core/json.h"
#include "engine/study/study-private.h"
#include "engine/training/trial.h"
#include "engine/training/weighting/weighting.h"

#include <math.h>

/* A training step is a pass forwards and two backwards, by inputs and by weights. */
#define PASSES 3.0

static void
arm_free (gpointer data)
{
  MienForecastArm *arm = data;

  g_free (arm->name);
  g_free (arm->changes);
  g_free (arm);
}

void
mien_forecast_free (MienForecast *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->arms);
  g_free (self);
}

static gboolean
has_branches (const MienRecipe *recipe)
{
  for (guint i = 0; i < recipe->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    if (task->branch != NULL && !g_str_equal (task->branch, "trunk"))
      return TRUE;
  }
  return FALSE;
}

gboolean
mien_recipe_is_plain (const MienRecipe *recipe)
{
  const MienWeightingMethod *method = mien_weighting_find (recipe->weighting);

  return recipe->sharing.kind == MIEN_SHARING_HARD && !has_branches (recipe) &&
         (recipe->freeze == NULL || *recipe->freeze == '\0') && method != NULL &&
         !method->needs_gradients && !method->looks_again;
}

typedef struct {
  const MienRecipe *recipe;
  int threads;
  GCancellable *cancellable;
  double speed;
} Trial;

static gpointer
measure_one (gpointer data)
{
  Trial *trial = data;

  trial->speed =
      mien_trial_measure (trial->recipe->network, &trial->recipe->preprocessing,
                          trial->recipe->batch, trial->threads, trial->cancellable, NULL);
  return NULL;
}

/* As many at a time as there will be runs, for they share the machine; the slowest counts. */
static double
measure (const MienRecipe *recipe, int jobs, int threads, GCancellable *cancellable)
{
  g_autofree Trial *trials = g_new0 (Trial, jobs);
  g_autofree GThread **others = g_new0 (GThread *, jobs);
  double speed = INFINITY;

  for (int i = 0; i < jobs; i++)
    trials[i] = (Trial){recipe, threads, cancellable, 0.0};
  for (int i = 1; i < jobs; i++)
    others[i] = g_thread_new ("mien-trial", measure_one, &trials[i]);
  measure_one (&trials[0]);
  for (int i = 0; i < jobs; i++) {
    if (others[i] != NULL)
      g_thread_join (others[i]);
    speed = MIN (speed, trials[i].speed);
  }
  return speed > 0.0 ? speed : (double) NAN;
}

/* What decides the speed. */
static char *
make_key (const MienRecipe *recipe)
{
  return g_strdup_printf ("%s %d %d %d", recipe->network, recipe->preprocessing.size,
                          recipe->preprocessing.channels, recipe->batch);
}

typedef struct {
  const MienForecastPlace *place;
  MienForecast *forecast;
  GHashTable *speeds;          /* key → double */
  guint n_faces[MIEN_N_PARTS]; /* of the first fold */
  double left;                 /* seconds of runs that are not done */
  double reckoned, taken;      /* of those that are: what would have been said, and what it was */
} Reckoning;

static double
find_speed (Reckoning *self, const MienRecipe *recipe)
{
  g_autofree char *key = make_key (recipe);
  double *speed = g_hash_table_lookup (self->speeds, key);

  if (speed == NULL) {
    speed = g_new (double, 1);
    *speed = measure (recipe, self->place->jobs, self->place->threads, self->place->cancellable);
    g_hash_table_insert (self->speeds, g_steal_pointer (&key), speed);
  }
  if (!mien_recipe_is_plain (recipe))
    self->forecast->at_least = TRUE;
  return *speed;
}

/* Every epoch trains on one part and looks at another; at the end all faces are predicted once. */
static double
reckon_run (Reckoning *self, const MienRecipe *recipe)
{
  double train = self->n_faces[MIEN_PART_TRAIN], validation = self->n_faces[MIEN_PART_VALIDATION];
  double all = train + validation + self->n_faces[MIEN_PART_TEST];
  double faces = recipe->epochs * (train + validation / PASSES) + all / PASSES;

  return faces / find_speed (self, recipe);
}

/* "weighting.method = \"rlw\", tasks = […]" */
static char *
tell_changes (const MienRecipe *recipe, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < recipe->arms->len; i++) {
    const MienArm *arm = g_ptr_array_index (recipe->arms, i);
    JsonObjectIter iter;
    const char *key;
    JsonNode *value;

    if (!g_str_equal (arm->name, name))
      continue;
    json_object_iter_init_ordered (&iter, arm->set);
    while (json_object_iter_next_ordered (&iter, &key, &value)) {
      g_autofree char *json = mien_json_to_text (value, FALSE);

      g_string_append_printf (text, "%s%s = %s", text->len > 0 ? ", " : "", key, json);
    }
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static MienForecastArm *
find_arm (Reckoning *self, const MienPlannedRun *run)
{
  const char *name = run->trial >= 0 ? "search for weights" : run->arm;
  MienForecastArm *arm;

  for (guint i = 0; i < self->forecast->arms->len; i++) {
    arm = g_ptr_array_index (self->forecast->arms, i);
    if (g_str_equal (arm->name, name))
      return arm;
  }
  arm = g_new0 (MienForecastArm, 1);
  arm->name = g_strdup (name);
  arm->changes = run->trial >= 0 ? NULL : tell_changes (self->place->recipe, name);
  g_ptr_array_add (self->forecast->arms, arm);
  return arm;
}

/* FALSE where it is not finished. */
static gboolean
read_seconds (const MienPlannedRun *run, double *seconds)
{
  g_autoptr (MienRun) found =
      mien_folder_is_run (run->folder) ? mien_run_open (run->folder, NULL) : NULL;

  if (found == NULL || found->state != MIEN_RUN_FINISHED)
    return FALSE;
  *seconds = json_object_get_double_member_with_default (json_node_get_object (found->result),
                                                         "seconds", NAN);
  return TRUE;
}

static void
add_run (Reckoning *self, const MienPlannedRun *run)
{
  MienForecastArm *arm = find_arm (self, run);
  double seconds = reckon_run (self, run->recipe), taken = NAN;

  arm->seconds = (arm->seconds * arm->runs + seconds) / (arm->runs + 1);
  arm->runs++;
  arm->epochs += (guint) run->recipe->epochs;
  self->forecast->runs++;
  self->forecast->epochs += (guint) run->recipe->epochs;
  if (!read_seconds (run, &taken)) {
    self->left += seconds;
    return;
  }
  self->forecast->done++;
  if (isfinite (taken)) {
    self->taken += taken;
    self->reckoned += seconds;
  }
}

/* Runs that are finished tell better than any trial what the others will take. */
static void
learn (Reckoning *self)
{
  double factor = self->reckoned > 0.0 ? self->taken / self->reckoned : 1.0;

  self->left *= factor;
  for (guint i = 0; i < self->forecast->arms->len; i++)
    ((MienForecastArm *) g_ptr_array_index (self->forecast->arms, i))->seconds *= factor;
}

static void
count_faces (Reckoning *self)
{
  const MienForecastPlace *place = self->place;
  MienSplitSettings split = mien_recipe_get_split (place->recipe, place->data.dataset);
  g_autofree gint8 *parts =
      mien_split_assign (place->data.dataset, &split, place->data.faces->usable, NULL);

  for (guint i = 0; parts != NULL && i < place->data.faces->n; i++)
    if (parts[i] >= 0 && parts[i] < MIEN_N_PARTS)
      self->n_faces[parts[i]]++;
}

MienForecast *
mien_forecast_make (const MienForecastPlace *place)
{
  MienForecast *forecast = g_new0 (MienForecast, 1);
  g_autoptr (GHashTable) speeds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reckoning self = {.place = place, .forecast = forecast, .speeds = speeds};

  forecast->arms = g_ptr_array_new_with_free_func (arm_free);
  forecast->folds = place->data.n_folds;
  forecast->seeds = place->recipe->seeds;
  forecast->threads = place->threads;
  count_faces (&self);
  for (guint i = 0; i < place->plan->len; i++)
    add_run (&self, g_ptr_array_index (place->plan, i));
  learn (&self);

  guint left = forecast->runs - forecast->done;
  forecast->at_once = (int) CLAMP ((guint) (place->jobs * place->ranks), 1, MAX (left, 1));
  /* Whole runs: the last of them may leave others idle. */
  forecast->seconds = left > 0 ? self.left / left * ceil ((double) left / forecast->at_once) : 0.0;
  return forecast;
}
