#include "ui/models/run-axes.h"

#include "engine/study/digest.h"
#include "ui/models/metric-words.h"
#include "ui/models/run-facts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_WORDS 10

static void
clear_axis (gpointer data)
{
  MienParallelAxis *axis = data;

  g_free ((char *) axis->name);
  g_free ((double *) axis->values);
  g_strfreev ((char **) axis->words);
}

/* What the best epoch of a run reached on the validation part; NaN where no such part picked it */
static double
find_result (MienRunItem *item)
{
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  g_autofree char *picked = mien_digest_get (entry->digest, "run.picked_by");
  g_autofree char *metric = NULL;

  g_object_get (item, "metric", &metric, NULL);
  return metric != NULL && g_strcmp0 (picked, "validation") == 0
             ? mien_run_item_get_figure (item, "validation", metric)
             : (double) NAN;
}

static gboolean
is_told (const MienRecipeDifference *difference)
{
  static const char *const left_out[] = {"seed", "split.fold", "split.seed", "threads", NULL};
  gboolean lacking = FALSE;

  if (g_strv_contains (left_out, difference->path) || g_str_has_prefix (difference->path, "data."))
    return FALSE;
  for (guint i = 0; i < difference->n; i++)
    lacking = lacking || difference->texts[i] == NULL;
  return !lacking || g_str_has_suffix (difference->path, ".weight");
}

/* FALSE where one of the texts is no number. */
static gboolean
read_numbers (const MienRecipeDifference *difference, double *values)
{
  for (guint i = 0; i < difference->n; i++) {
    const char *text = difference->texts[i] != NULL ? difference->texts[i] : "0";
    char *end = NULL;

    values[i] = g_ascii_strtod (text, &end);
    if (end == text || *end != '\0')
      return FALSE;
  }
  return TRUE;
}

/* Values over two powers of ten are told by their logarithms. */
static MienScale
choose_scale (const double *values, guint n)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < n; i++) {
    low = MIN (low, values[i]);
    high = MAX (high, values[i]);
  }
  return low > 0.0 && high / low >= 100.0 ? MIEN_SCALE_LOG : MIEN_SCALE_LINEAR;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full) (nullable): the words of the axis in order; NULL where they are too many */
static char **
read_words (const MienRecipeDifference *difference, double *values, guint *n_words)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  guint place;

  for (guint i = 0; i < difference->n; i++)
    if (!g_ptr_array_find_with_equal_func (words, difference->texts[i], g_str_equal, NULL))
      g_ptr_array_add (words, g_strdup (difference->texts[i]));
  if (words->len > MOST_WORDS)
    return NULL;
  g_ptr_array_sort (words, compare_texts);
  for (guint i = 0; i < difference->n; i++) {
    g_ptr_array_find_with_equal_func (words, difference->texts[i], g_str_equal, &place);
    values[i] = place;
  }
  *n_words = words->len;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_steal (words, NULL);
}

static void
add_axis (MienRunAxes *self, const MienRecipeDifference *difference)
{
  g_autofree double *values = g_new (double, difference->n);
  MienParallelAxis axis = {.from = NAN, .to = NAN};
  char **words = NULL;

  if (read_numbers (difference, values))
    axis.scale = choose_scale (values, difference->n);
  else if ((words = read_words (difference, values, &axis.n_words)) == NULL)
    return;
  axis.name = g_strdup (difference->path);
  axis.words = (const char *const *) words;
  axis.values = g_steal_pointer (&values);
  g_array_append_val (self->axes, axis);
}

GPtrArray *
mien_run_items_differ (GPtrArray *items, guint n)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lists, mien_recipe_list_digested (
                                mien_run_item_get_entry (g_ptr_array_index (items, i))->digest));
  return mien_recipe_find_differences (lists);
}

static void
add_differences (MienRunAxes *self, GPtrArray *told)
{
  g_autoptr (GPtrArray) differences = mien_run_items_differ (told, told->len);

  for (guint i = 0; i < differences->len && self->axes->len + 1 < MIEN_PARALLEL_MOST_AXES; i++)
    if (is_told (g_ptr_array_index (differences, i)))
      add_axis (self, g_ptr_array_index (differences, i));
}

static void
add_result (MienRunAxes *self, GPtrArray *told)
{
  double *values = g_new (double, told->len);
  MienParallelAxis axis = {.values = values, .from = NAN, .to = NAN};
  g_autofree char *metric = NULL;

  g_object_get (g_ptr_array_index (told, 0), "metric", &metric, NULL);
  /* Translators: what is measured ("balanced accuracy"). */
  axis.name = g_strdup_printf (_ ("%s, validation"), mien_metric_words (metric));
  for (guint i = 0; i < told->len; i++)
    values[i] = find_result (g_ptr_array_index (told, i));
  g_array_append_val (self->axes, axis);
}

MienRunAxes *
mien_run_axes_new (GPtrArray *items)
{
  MienRunAxes *self = g_new0 (MienRunAxes, 1);
  g_autoptr (GPtrArray) told = g_ptr_array_new ();

  self->axes = g_array_new (FALSE, FALSE, sizeof (MienParallelAxis));
  g_array_set_clear_func (self->axes, clear_axis);
  for (guint i = 0; i < items->len; i++)
    if (isfinite (find_result (g_ptr_array_index (items, i))))
      g_ptr_array_add (told, g_ptr_array_index (items, i));
  self->n_runs = told->len;
  self->names = g_new0 (char *, told->len + 1);
  self->folders = g_new0 (char *, told->len + 1);
  for (guint i = 0; i < told->len; i++) {
    self->names[i] = mien_run_title (g_ptr_array_index (told, i));
    self->folders[i] = g_strdup (mien_run_item_get_folder (g_ptr_array_index (told, i)));
  }
  if (told->len > 1) {
    add_differences (self, told);
    add_result (self, told);
  }
  return self;
}

void
mien_run_axes_free (MienRunAxes *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->axes);
  g_strfreev (self->names);
  g_strfreev (self->folders);
  g_free (self);
}
