#include "ui/models/run-group.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _MienRunGroup {
  GObject parent_instance;

  GPtrArray *members; /* of MienRunItem */
  guint n_shown;
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (MienRunGroup, mien_run_group, G_TYPE_OBJECT)

static guint changed_signal;

static void
mien_run_group_finalize (GObject *object)
{
  g_ptr_array_unref (MIEN_RUN_GROUP (object)->members);

  G_OBJECT_CLASS (mien_run_group_parent_class)->finalize (object);
}

static void
mien_run_group_class_init (MienRunGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_run_group_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
mien_run_group_init (MienRunGroup *self)
{
  self->members = g_ptr_array_new_with_free_func (g_object_unref);
}

MienRunGroup *
mien_run_group_new (void)
{
  return g_object_new (MIEN_TYPE_RUN_GROUP, NULL);
}

/* The lines about the recipe, but for the seed and the fold. */
static char *
recipe_lines (const char *digest)
{
  static const char *const free_keys[] = {"recipe.seed\t", "recipe.split.fold\t",
                                          "recipe.split.seed\t"};
  GString *text = g_string_new (NULL);
  const char *end;

  for (const char *line = digest; *line != '\0'; line = *end != '\0' ? end + 1 : end) {
    gboolean own = g_str_has_prefix (line, "recipe.");

    end = line + strcspn (line, "\n");
    for (guint i = 0; own && i < G_N_ELEMENTS (free_keys); i++)
      own = !g_str_has_prefix (line, free_keys[i]);
    if (own)
      g_string_append_len (text, line, end - line + 1);
  }
  return g_string_free (text, FALSE);
}

char *
mien_run_group_key_of (MienRunItem *item)
{
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  g_auto (MienRunPlace) place = {0};

  if (!mien_run_place_parse (entry->folder, &place)) {
    g_autofree char *lines = recipe_lines (entry->digest);

    return *lines != '\0' ? g_steal_pointer (&lines) : g_strdup (entry->folder);
  }

  g_autofree char *runs = g_path_get_dirname (entry->folder);
  return g_strconcat (runs, "\n", place.trial ? place.seed : place.arm,
                      place.trial ? "\ntrial" : "", NULL);
}

void
mien_run_group_set_members (MienRunGroup *self, GPtrArray *members, guint n_shown)
{
  g_return_if_fail (MIEN_IS_RUN_GROUP (self));

  g_ptr_array_ref (members);
  g_ptr_array_unref (self->members);
  self->members = members;
  self->n_shown = n_shown;
  g_signal_emit (self, changed_signal, 0);
}

GPtrArray *
mien_run_group_get_members (MienRunGroup *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_GROUP (self), NULL);

  return self->members;
}

void
mien_run_group_set_expanded (MienRunGroup *self, gboolean expanded)
{
  g_return_if_fail (MIEN_IS_RUN_GROUP (self));

  self->expanded = expanded;
  g_signal_emit (self, changed_signal, 0);
}

gboolean
mien_run_group_is_expanded (MienRunGroup *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_GROUP (self), FALSE);

  return self->expanded;
}

double
mien_run_group_number (MienRunGroup *self, const MienRunColumn *column)
{
  double sum = 0.0;
  guint n = 0;

  for (guint i = 0; i < self->members->len; i++) {
    double value = mien_run_column_number (column, g_ptr_array_index (self->members, i));

    if (isfinite (value)) {
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / (double) n : (double) NAN;
}

double
mien_run_group_deviation (MienRunGroup *self, const MienRunColumn *column, guint *n_used)
{
  double mean = mien_run_group_number (self, column), sum = 0.0;
  guint n = 0;

  for (guint i = 0; i < self->members->len; i++) {
    double value = mien_run_column_number (column, g_ptr_array_index (self->members, i));

    if (isfinite (value)) {
      sum += (value - mean) * (value - mean);
      n++;
    }
  }
  *n_used = n;
  return n > 1 ? sqrt (sum / (double) (n - 1)) : (double) NAN;
}

/* (transfer full): "" where they differ */
static char *
shared_text (MienRunGroup *self, const MienRunColumn *column)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->members->len; i++) {
    g_autofree char *other = mien_run_column_text (column, g_ptr_array_index (self->members, i));

    if (text == NULL)
      text = g_steal_pointer (&other);
    else if (!g_str_equal (text, other))
      return g_strdup ("");
  }
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

/* The study, or what the first of several runs on their own is called. */
static char *
name_of (MienRunGroup *self)
{
  MienRunItem *first = g_ptr_array_index (self->members, 0);
  guint n = self->members->len;
  g_auto (MienRunPlace) place = {0};
  g_autofree char *name = mien_run_place_parse (mien_run_item_get_folder (first), &place)
                              ? g_strdup (place.study)
                              : mien_run_fact (first, MIEN_FACT_NAME);

  if (self->n_shown < n)
    /* Translators: a study or a run; how many of its runs are shown, and how many there are. */
    return g_strdup_printf (_ ("%s · %u of %u runs"), name, self->n_shown, n);
  /* Translators: a study or a run, and how many runs differ from it in the seed alone. */
  return g_strdup_printf (ngettext ("%s · %u run", "%s · %u runs", n), name, n);
}

/* What always saying the commonest class would get, as far as it is known */
static double
mean_majority (MienRunGroup *self)
{
  double sum = 0.0;
  guint n = 0;

  for (guint i = 0; i < self->members->len; i++) {
    double value = mien_run_item_get_figure (self->members->pdata[i], "test", "majority");

    if (isfinite (value)) {
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / (double) n : (double) NAN;
}

static char *
spread_text (MienRunGroup *self, const MienRunColumn *column, double mean)
{
  int digits = column->fact == MIEN_FACT_SECONDS ? 1 : column->fact == MIEN_FACT_EPOCH ? 1 : 3;
  guint n = 0;
  double deviation = mien_run_group_deviation (self, column, &n);

  if (isnan (deviation))
    return g_strdup_printf ("%.*f (%u)", digits, mean, n);
  return g_strdup_printf ("%.*f ± %.*f (%u)", digits, mean, digits, deviation, n);
}

char *
mien_run_group_text (MienRunGroup *self, const MienRunColumn *column)
{
  gboolean words = column->fact == MIEN_FACT_DATE || g_str_has_prefix (column->id, "recipe.");
  double mean = words ? (double) NAN : mien_run_group_number (self, column);

  if (column->fact == MIEN_FACT_NAME)
    return name_of (self);
  if (isfinite (mean)) {
    g_autofree char *text = spread_text (self, column, mean);
    double majority = column->fact == MIEN_FACT_ACCURACY ? mean_majority (self) : (double) NAN;

    /* Translators: an accuracy, and what always saying the commonest class would get. */
    return isnan (majority) ? g_steal_pointer (&text)
                            : g_strdup_printf (_ ("%s, majority %.3f"), text, majority);
  }
  return shared_text (self, column);
}
