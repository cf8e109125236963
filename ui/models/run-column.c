#include "ui/models/run-column.h"

#include "engine/study/digest.h"
#include "ui/models/metric-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Runs are alike in their keys: those of the newest are offered. */
#define MOST_LOOKED_AT 1000

static const struct {
  const char *id;
  MienFact fact;
  const char *title;
} facts[] = {
    {"star", MIEN_FACT_STAR, N_ ("Star")},
    {"name", MIEN_FACT_NAME, N_ ("Name")},
    {"arm", MIEN_FACT_ARM, N_ ("Arm")},
    {"tags", MIEN_FACT_TAGS, N_ ("Tags")},
    {"note", MIEN_FACT_NOTE, N_ ("Note")},
    {"test", MIEN_FACT_TEST, N_ ("On the test part")},
    {"accuracy", MIEN_FACT_ACCURACY, N_ ("Accuracy")},
    {"epoch", MIEN_FACT_EPOCH, N_ ("Best epoch")},
    {"seconds", MIEN_FACT_SECONDS, N_ ("Seconds")},
    {"date", MIEN_FACT_DATE, N_ ("Date")},
    {"state", MIEN_FACT_STATE, N_ ("State")},
    {"data", MIEN_FACT_DATA, N_ ("Data")},
};

/* Which value of a metric a key stands for. */
static const struct {
  const char *prefix;
  const char *title; /* after the task and the metric */
} values[] = {
    /* Translators: a task, a metric; its value on the test part at the best epoch. */
    {"test.", N_ ("%s %s, test at the best epoch")},
    {"validation.", N_ ("%s %s, validation at the best epoch")},
    {"train.", N_ ("%s %s, training at the best epoch")},
    {"best.", N_ ("%s %s, best validation")},
    {"last.", N_ ("%s %s, last validation")},
};

const char *const *
mien_run_columns_usual (void)
{
  static const char *const usual[] = {"star",  "name",    "arm",  "tags",  "test", "accuracy",
                                      "epoch", "seconds", "date", "state", NULL};

  return usual;
}

/* The task and the metric of a key; FALSE where it has none. */
static gboolean
split_key (const char *key, char **task, const char **metric)
{
  const char *first = strchr (key, '.'), *last = strrchr (key, '.');

  if (first == NULL || last == first)
    return FALSE;
  *task = g_strndup (first + 1, (gsize) (last - first - 1));
  *metric = last + 1;
  return TRUE;
}

/* (transfer full) (nullable) */
static char *
title_of_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *task = NULL;
    const char *metric;

    if (g_str_has_prefix (key, values[i].prefix) && split_key (key, &task, &metric)) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* one of the table's */
      return g_strdup_printf (_ (values[i].title), task, mien_metric_words (metric));
#pragma GCC diagnostic pop
    }
  }
  if (g_str_has_prefix (key, "recipe."))
    return g_strdup (key + strlen ("recipe."));
  return g_str_has_prefix (key, "run.") ? g_strdup (key + strlen ("run.")) : NULL;
}

MienRunColumn *
mien_run_column_new (const char *id)
{
  g_autoptr (MienRunColumn) self = g_new0 (MienRunColumn, 1);

  self->id = g_strdup (id);
  self->fact = MIEN_N_FACTS;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].id, id)) {
      self->fact = facts[i].fact;
      self->title = g_strdup (_ (facts[i].title));
      return g_steal_pointer (&self);
    }
  self->title = title_of_key (id);
  return self->title != NULL ? g_steal_pointer (&self) : NULL;
}

void
mien_run_column_free (MienRunColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

static gboolean
is_figure (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_has_prefix (key, values[i].prefix))
      return TRUE;
  return FALSE;
}

/* The interval of a figure on the test part, and the majority class's accuracy, where known. */
static char *
add_context (const char *key, const char *digest, double value)
{
  g_autofree char *task = NULL;
  const char *metric = NULL;
  double low, high, majority;

  if (!g_str_has_prefix (key, "test.") || !split_key (key, &task, &metric))
    return g_strdup_printf ("%.3f", value);

  gboolean accuracy = g_str_equal (metric, "accuracy");
  g_autofree char *main_key = g_strdup_printf ("run.metric.%s", task);
  g_autofree char *main = mien_digest_get (digest, main_key);
  g_autofree char *pair = g_strdup_printf ("test.%s.%sinterval", task, accuracy ? "accuracy_" : "");
  g_autofree char *majority_key = g_strdup_printf ("test.%s.majority", task);
  gboolean known = (accuracy || g_strcmp0 (main, metric) == 0) &&
                   mien_digest_get_pair (digest, pair, &low, &high);
  g_autofree char *text = known ? g_strdup_printf ("%.3f [%.3f, %.3f]", value, low, high)
                                : g_strdup_printf ("%.3f", value);

  majority = mien_digest_get_number (digest, majority_key);
  if (!accuracy || isnan (majority))
    return g_steal_pointer (&text);
  /* Translators: an accuracy, and what always saying the commonest class would get. */
  return g_strdup_printf (_ ("%s, majority %.3f"), text, majority);
}

char *
mien_run_column_text (const MienRunColumn *self, MienRunItem *item)
{
  const char *digest = mien_run_item_get_entry (item)->digest;
  char *text;

  if (self->fact != MIEN_N_FACTS)
    return mien_run_fact (item, self->fact);
  if (is_figure (self->id)) {
    double value = mien_digest_get_number (digest, self->id);

    return isfinite (value) ? add_context (self->id, digest, value) : g_strdup ("–");
  }
  text = mien_digest_get (digest, self->id);
  return text != NULL ? text : g_strdup ("–");
}

double
mien_run_column_number (const MienRunColumn *self, MienRunItem *item)
{
  return self->fact != MIEN_N_FACTS
             ? mien_run_fact_number (item, self->fact)
             : mien_digest_get_number (mien_run_item_get_entry (item)->digest, self->id);
}

char *
mien_run_column_explain (const MienRunColumn *self, MienRunItem *item)
{
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  g_autofree char *metric = NULL;

  if (entry->problem != NULL && (self->fact == MIEN_FACT_STATE || self->fact == MIEN_FACT_NAME))
    return g_strdup (entry->problem);
  switch (self->fact) {
  case MIEN_FACT_ACCURACY:
    return g_strdup (_ ("The share of test faces that were answered rightly, and how often always "
                        "saying the commonest class would be right"));
  case MIEN_FACT_EPOCH:
    return g_strdup (_ ("The epoch whose network was kept, and the part of the faces that it was "
                        "chosen by"));
  case MIEN_FACT_NAME:
    return g_strdup (entry->folder);
  case MIEN_FACT_NOTE:
    return g_strdup (entry->note);
  case MIEN_FACT_TEST:
    if (mien_run_item_get_main (item) == NULL)
      return NULL;
    g_object_get (item, "metric", &metric, NULL);
    /* Translators: a metric, a task, and what the metric says. */
    return g_strdup_printf (_ ("%s of %s, with its 95 %% interval. %s"), mien_metric_words (metric),
                            mien_run_item_get_main (item), mien_metric_explanation (metric));
  default:
    return NULL;
  }
}

static int
by_group_and_name (gconstpointer a, gconstpointer b)
{
  const MienRunColumn *x = *(MienRunColumn *const *) a, *y = *(MienRunColumn *const *) b;
  gboolean recipe_x = g_str_has_prefix (x->id, "recipe."),
           recipe_y = g_str_has_prefix (y->id, "recipe.");

  return recipe_x != recipe_y ? (recipe_x ? -1 : 1) : g_utf8_collate (x->title, y->title);
}

/* Keys that are there for other parts of the program. */
static gboolean
is_for_people (const char *key)
{
  return !g_str_has_suffix (key, "interval") && !g_str_has_prefix (key, "run.metric.") &&
         !g_str_equal (key, "run.tested") && !g_str_equal (key, "run.run") &&
         !g_str_has_suffix (key, ".path");
}

GPtrArray *
mien_run_columns_offer (GListModel *runs)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_run_column_free);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < MIN (g_list_model_get_n_items (runs), MOST_LOOKED_AT); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (runs, i);

    mien_digest_collect_keys (mien_run_item_get_entry (item)->digest, keys);
  }
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_ptr_array_add (columns, mien_run_column_new (facts[i].id));
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    MienRunColumn *column = is_for_people (key) ? mien_run_column_new (key) : NULL;

    if (column != NULL)
      g_ptr_array_add (others, column);
  }
  g_ptr_array_sort (others, by_group_and_name);
  g_ptr_array_extend (columns, others, NULL, NULL);
  return columns;
}
