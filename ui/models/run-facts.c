#include "ui/models/run-facts.h"

#include "engine/study/digest.h"
#include "ui/models/location-words.h"
#include "ui/models/metric-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Cuts @text at its last dash; (transfer full) (nullable): what stood behind it */
static char *
cut_last_part (char *text)
{
  char *dash = strrchr (text, '-');

  if (dash == NULL)
    return NULL;
  *dash = '\0';
  return g_strdup (dash + 1);
}

gboolean
mien_run_place_parse (const char *folder, MienRunPlace *place)
{
  g_autofree char *runs = g_path_get_dirname (folder);
  g_autofree char *study = g_path_get_dirname (runs);
  g_autofree char *runs_name = g_path_get_basename (runs);
  g_autofree char *outer = g_path_get_dirname (study);
  g_autofree char *outer_name = g_path_get_basename (outer);
  g_autofree char *study_name = g_path_get_basename (study);

  *place = (MienRunPlace){0};
  if (!g_str_equal (runs_name, "runs") ||
      (!g_str_equal (outer_name, "runs") && !g_str_has_prefix (study_name, "study")))
    return FALSE;
  place->arm = g_path_get_basename (folder);
  place->seed = cut_last_part (place->arm);
  place->fold = cut_last_part (place->arm);
  place->trial = g_str_equal (place->arm, "search"); /* no arm's folder is called so */
  g_strdelimit (place->arm, "-", ' ');
  place->study = g_steal_pointer (&study_name);
  if (place->fold != NULL)
    return TRUE;
  mien_run_place_clear (place);
  return FALSE;
}

void
mien_run_place_clear (MienRunPlace *place)
{
  g_clear_pointer (&place->study, g_free);
  g_clear_pointer (&place->arm, g_free);
  g_clear_pointer (&place->fold, g_free);
  g_clear_pointer (&place->seed, g_free);
}

char *
mien_run_place_turn (const MienRunPlace *place)
{
  if (place->trial)
    /* Translators: the numbers of the fold and of a trial of a search. */
    return g_strdup_printf (_ ("fold %s · trial %s"), place->fold, place->seed);
  /* Translators: the number of the fold and of the seed. */
  return g_strdup_printf (_ ("fold %s · seed %s"), place->fold, place->seed);
}

char *
mien_run_place_words (const char *folder, const char *arm)
{
  g_auto (MienRunPlace) place = {0};

  if (!mien_run_place_parse (folder, &place))
    return g_path_get_basename (folder);

  g_autofree char *turn = mien_run_place_turn (&place);
  return g_strdup_printf ("%s · %s", arm != NULL ? arm : place.arm, turn);
}

static const char *
get_digest (MienRunItem *item)
{
  return mien_run_item_get_entry (item)->digest;
}

static double
get_number (MienRunItem *item, const char *key)
{
  return mien_digest_get_number (get_digest (item), key);
}

/* (transfer full) (nullable) */
static char *
get_text (MienRunItem *item, const char *key)
{
  return mien_digest_get (get_digest (item), key);
}

static double
get_value (MienRunItem *item)
{
  double value = (double) NAN;

  g_object_get (item, "value", &value, NULL);
  return value;
}

static char *
describe_data (MienRunItem *item)
{
  g_autofree char *location = get_text (item, "run.data");

  return location != NULL ? mien_location_title (location) : g_strdup ("");
}

/* Of the main metric */
static gboolean
get_interval (MienRunItem *item, double *low, double *high)
{
  const char *main = mien_run_item_get_main (item);
  g_autofree char *key = g_strdup_printf ("test.%s.interval", main != NULL ? main : "");

  return mien_digest_get_pair (get_digest (item), key, low, high);
}

static char *
describe_test (MienRunItem *item)
{
  double value = get_value (item), low, high;

  if (!isfinite (value))
    return g_strdup ("–");
  if (get_interval (item, &low, &high))
    return g_strdup_printf ("%.3f [%.3f, %.3f]", value, low, high);
  return g_strdup_printf ("%.3f", value);
}

int
mien_run_gave_up_at (MienRunItem *item)
{
  double trained = get_number (item, "run.epochs_trained");
  g_autofree char *ended = get_text (item, "run.ended_by");

  if (g_strcmp0 (ended, "stop_after") != 0 || !isfinite (trained))
    return 0;
  return (int) CLAMP (trained, 0.0, 1e6);
}

double
mien_run_best_epoch (MienRunItem *item)
{
  return get_number (item, "run.best_epoch");
}

char *
mien_run_picked_by (MienRunItem *item)
{
  return get_text (item, "run.picked_by");
}

char *
mien_run_selected_by (MienRunItem *item)
{
  return get_text (item, "run.select.by");
}

char *
mien_run_other_best_epochs (MienRunItem *item)
{
  g_autoptr (GPtrArray) tasks = mien_digest_list_tasks (get_digest (item));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tasks->len; i++) {
    const char *task = g_ptr_array_index (tasks, i);
    g_autofree char *key = g_strdup_printf ("run.best.%s.epoch", task);
    double epoch = get_number (item, key);

    if (epoch > 0.0 && g_strcmp0 (task, mien_run_item_get_main (item)) != 0) {
      g_string_append (text, text->len > 0 ? ", " : "");
      /* Translators: a task's name, and the epoch at which it was at its best. */
      g_string_append_printf (text, _ ("%s at epoch %d"), task, (int) epoch);
    }
  }
  return g_string_free (text, text->len == 0);
}

/* The epoch that was chosen, of those that were trained where the training ended early. */
static char *
describe_choice (MienRunItem *item)
{
  double epoch = get_number (item, "run.best_epoch");
  int last = mien_run_gave_up_at (item);

  if (last == 0)
    return g_strdup_printf ("%.0f", epoch);
  /* Translators: an epoch's number, and the number of the last epoch. */
  return g_strdup_printf (_ ("%.0f of %d"), epoch, last);
}

static char *
describe_epoch (MienRunItem *item)
{
  double epoch = get_number (item, "run.best_epoch");
  g_autofree char *part = get_text (item, "run.picked_by");
  g_autofree char *choice = describe_choice (item);

  if (!isfinite (epoch))
    return g_strdup ("–");
  if (part == NULL)
    return g_steal_pointer (&choice);
  /* Translators: an epoch ("7", "7 of 12"), and the part of the faces that it was chosen by. */
  return g_strdup_printf (_ ("%s, by %s"), choice,
                          g_str_equal (part, "validation") ? _ ("validation") : _ ("training"));
}

static char *
describe_number (double value, int digits)
{
  return isfinite (value) ? g_strdup_printf ("%.*f", digits, value) : g_strdup ("–");
}

static char *
describe_state (MienRunItem *item)
{
  switch (mien_run_item_get_state (item)) {
  case MIEN_RUN_FINISHED:
    return g_strdup (_ ("Finished"));
  case MIEN_RUN_UNFINISHED:
    return g_strdup (_ ("Unfinished"));
  case MIEN_RUN_GONE:
    return g_strdup (_ ("Folder gone"));
  case MIEN_RUN_BROKEN:
  default:
    return g_strdup (_ ("Broken"));
  }
}

static double
get_accuracy (MienRunItem *item)
{
  return mien_run_item_get_figure (item, "test", "accuracy");
}

/* Whether a person has called the run something else than its folder. */
static gboolean
has_own_name (const MienRunEntry *run)
{
  g_autofree char *base = g_path_get_basename (run->folder);

  return run->name != NULL && !g_str_equal (base, run->name);
}

static char *
describe_name (const MienRunEntry *run)
{
  g_auto (MienRunPlace) place = {0};

  if (has_own_name (run) || !mien_run_place_parse (run->folder, &place))
    return g_strdup (run->name);

  g_autofree char *turn = mien_run_place_turn (&place);
  return g_strdup_printf ("%s · %s", place.study, turn);
}

static char *
describe_arm (const MienRunEntry *run)
{
  g_auto (MienRunPlace) place = {0};

  if (run->arm != NULL)
    return g_strdup (run->arm);
  return g_strdup (mien_run_place_parse (run->folder, &place) ? place.arm : "");
}

static char *
describe_accuracy (MienRunItem *item)
{
  double accuracy = get_accuracy (item);
  double majority = mien_run_item_get_figure (item, "test", "majority");

  if (!isfinite (accuracy))
    return g_strdup ("–");
  if (!isfinite (majority))
    return g_strdup_printf ("%.3f", accuracy);
  /* Translators: an accuracy, and what always saying the commonest class would get. */
  return g_strdup_printf (_ ("%.3f, majority %.3f"), accuracy, majority);
}

char *
mien_run_title (MienRunItem *item)
{
  const MienRunEntry *run = mien_run_item_get_entry (item);

  return has_own_name (run) ? g_strdup (run->name) : mien_run_place_words (run->folder, run->arm);
}

char *
mien_run_fact (MienRunItem *item, MienFact fact)
{
  const MienRunEntry *run = mien_run_item_get_entry (item);

  switch (fact) {
  case MIEN_FACT_NAME:
    return describe_name (run);
  case MIEN_FACT_ARM:
    return describe_arm (run);
  case MIEN_FACT_DATA:
    return describe_data (item);
  case MIEN_FACT_TEST:
    return describe_test (item);
  case MIEN_FACT_ACCURACY:
    return describe_accuracy (item);
  case MIEN_FACT_EPOCH:
    return describe_epoch (item);
  case MIEN_FACT_SECONDS:
    return describe_number (get_number (item, "run.seconds"), 0);
  case MIEN_FACT_DATE:
    return mien_date_words (run->modified);
  case MIEN_FACT_STATE:
    return describe_state (item);
  case MIEN_N_FACTS:
  default:
    return g_strdup ("");
  }
}

/* NaN for facts that are words */
static double
get_order (MienRunItem *item, MienFact fact)
{
  switch (fact) {
  case MIEN_FACT_TEST:
    return get_value (item);
  case MIEN_FACT_ACCURACY:
    return get_accuracy (item);
  case MIEN_FACT_EPOCH:
    return get_number (item, "run.best_epoch");
  case MIEN_FACT_SECONDS:
    return get_number (item, "run.seconds");
  case MIEN_FACT_DATE:
    return (double) mien_run_item_get_entry (item)->modified;
  case MIEN_FACT_NAME:
  case MIEN_FACT_ARM:
  case MIEN_FACT_DATA:
  case MIEN_FACT_STATE:
  case MIEN_N_FACTS:
  default:
    return (double) NAN;
  }
}

int
mien_run_fact_compare (MienRunItem *a, MienRunItem *b, MienFact fact)
{
  double x = get_order (a, fact), y = get_order (b, fact);

  if (isnan (x) && isnan (y)) {
    g_autofree char *one = mien_run_fact (a, fact);
    g_autofree char *other = mien_run_fact (b, fact);

    return g_utf8_collate (one, other);
  }
  if (isnan (x) || isnan (y))
    return isnan (x) ? 1 : -1;
  return x < y ? -1 : x > y;
}

/* What tells one test part from another, of a run on its own; (transfer full) (nullable) */
static char *
get_look (MienRunItem *item)
{
  g_auto (MienRunPlace) place = {0};

  if (mien_run_item_get_state (item) != MIEN_RUN_FINISHED ||
      mien_run_place_parse (mien_run_item_get_folder (item), &place))
    return NULL;
  return get_text (item, "run.tested");
}

static GHashTable *
count_looks (GListModel *runs)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);
    char *look = get_look (item);

    if (look != NULL) {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, look));

      g_hash_table_insert (counts, look, GUINT_TO_POINTER (n + 1));
    }
  }
  return counts;
}

guint
mien_run_count_looks (GPtrArray *items, GListModel *runs)
{
  g_autoptr (GHashTable) counts = count_looks (runs);
  guint most = 0;

  for (guint i = 0; i < items->len; i++) {
    g_autofree char *tested = get_text (g_ptr_array_index (items, i), "run.tested");

    if (tested != NULL)
      most = MAX (most, GPOINTER_TO_UINT (g_hash_table_lookup (counts, tested)));
  }
  return most;
}
