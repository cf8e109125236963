/* Predictions as a table, written and read. */
#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/training/predictions-private.h"

#include <math.h>

/* As mien_column_format() writes them. */
static void
append_flags (GString *text, const MienTask *task, const float *values)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  int n_unknown = 0;

  for (int k = 0; k < task->width; k++) {
    gboolean unknown = isnan (values[k]);

    n_unknown += unknown;
    if (unknown || values[k] >= 0.5f)
      g_string_append_printf (cell, "%s%s%s", cell->len > 0 ? "|" : "", unknown ? "?" : "",
                              task->names[k]);
  }
  if (n_unknown == task->width)
    g_string_truncate (cell, 0);
  else if (cell->len == 0)
    g_string_append (cell, "none");
  mien_csv_append_cell (text, cell->str);
}

static void
append_numbers (GString *text, const float *values, int n)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (int k = 0; k < n; k++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd (number, sizeof number, "%.9g", (double) values[k]);
    g_string_append_printf (cell, "%s%s", k > 0 ? " " : "", number);
  }
  mien_csv_append_cell (text, cell->str);
}

/* A label or an answer as a table writes it; @values has the answer's width for classes too. Votes
 * are numbers in the order of the classes, and their answer the class with the largest share. */
static void
append_value (GString *text, const MienTask *task, const float *values, gboolean is_answer)
{
  if (task->kind == MIEN_KIND_FLAGS)
    append_flags (text, task, values);
  else if (isnan (values[0]))
    mien_csv_append_cell (text, "");
  else if (is_answer && task->names != NULL)
    mien_csv_append_cell (text, task->names[mien_largest (values, task->width)]);
  else if (task->kind == MIEN_KIND_CLASS)
    mien_csv_append_cell (text, task->names[(int) values[0]]);
  else
    append_numbers (text, values, task->width);
}

static void
append_row (GString *text, MienPredictions *self, const MienTaskPredictions *task, guint i)
{
  const float *label = task->label + (gsize) i * (gsize) task->label_width;
  const float *output = task->output + (gsize) i * (gsize) task->task->width;

  mien_csv_append_cell (text, self->ids[i]);
  mien_csv_append_cell (text, mien_part_name ((MienPart) self->parts[i]));
  mien_csv_append_cell (text, task->task->name);
  append_value (text, task->task, label, FALSE);
  append_value (text, task->task, output, TRUE);
  if (task->task->names != NULL && !isnan (output[0]))
    append_numbers (text, output, task->task->width);
  else
    mien_csv_append_cell (text, "");
  mien_csv_end_row (text);
}

gboolean
mien_predictions_save (MienPredictions *self, const char *path, GError **error)
{
  GString *text = g_string_new ("path,split,task,label,prediction,p\n");

  for (guint i = 0; i < self->n; i++)
    for (guint t = 0; self->parts[i] != MIEN_PART_NONE && t < self->tasks->len; t++)
      append_row (text, self, g_ptr_array_index (self->tasks, t), i);

  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  return mien_file_replace (path, bytes, error);
}

typedef struct {
  char *id;
  gint8 part;
  const MienTask *task;
  guint number; /* of the task */
  char *label, *prediction, *p;
} Row;

typedef struct {
  const char *path;
  GPtrArray *tasks;
  GHashTable *rows; /* id → row + 1 */
  GPtrArray *ids;
  GArray *parts;
  GArray *lines; /* of Row */
} Reading;

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->label);
  g_free (row->prediction);
  g_free (row->p);
}

static gboolean
find_task (GPtrArray *tasks, const char *name, Row *row)
{
  for (guint t = 0; t < tasks->len; t++) {
    const MienTask *task = g_ptr_array_index (tasks, t);

    if (g_str_equal (task->name, name)) {
      row->task = task;
      row->number = t;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_line (char **cells, guint n_cells, guint number, gpointer data, GError **error)
{
  Reading *reading = data;
  MienPart part = MIEN_PART_NONE;
  Row row = {0};

  if (number == 1)
    return TRUE;
  if (n_cells != 6 || !find_task (reading->tasks, cells[2], &row) ||
      !mien_part_from_name (cells[1], &part)) {
    g_set_error (
        error, MIEN_ERROR, MIEN_ERROR_FORMAT,
        "%s:%u: expected path, split, task, label, prediction and p of a task of the model",
        reading->path, number);
    return FALSE;
  }
  if (!g_hash_table_contains (reading->rows, cells[0])) {
    gint8 small = (gint8) part;
    char *id = g_strdup (cells[0]);

    g_ptr_array_add (reading->ids, id);
    g_array_append_val (reading->parts, small);
    g_hash_table_insert (reading->rows, id, GUINT_TO_POINTER (reading->ids->len));
  }
  row.id = g_ptr_array_index (reading->ids,
                              GPOINTER_TO_UINT (g_hash_table_lookup (reading->rows, cells[0])) - 1);
  row.label = g_strdup (cells[3]);
  row.prediction = g_strdup (cells[4]);
  row.p = g_strdup (cells[5]);
  g_array_append_val (reading->lines, row);
  return TRUE;
}

static void
parse_numbers (const char *text, float *values, int n)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  if ((int) g_strv_length (words) != n)
    return;
  for (int k = 0; k < n; k++)
    values[k] = (float) g_ascii_strtod (words[k], NULL);
}

static void
parse_label (const MienTask *task, const char *text, float *label)
{
  if (*text == '\0')
    return;
  if (task->kind == MIEN_KIND_CLASS) {
    int known = mien_predictions_find_name (task, text);

    label[0] = known >= 0 ? (float) known : NAN;
  } else if (task->kind == MIEN_KIND_FLAGS) {
    g_auto (GStrv) words = g_strsplit (text, "|", -1);

    for (int k = 0; k < task->width; k++) {
      g_autofree char *unknown = g_strconcat ("?", task->names[k], NULL);

      label[k] = g_strv_contains ((const char *const *) words, task->names[k]) ? 1.0f : 0.0f;
      if (g_strv_contains ((const char *const *) words, unknown))
        label[k] = NAN;
    }
  } else {
    parse_numbers (text, label, task->width);
  }
}

static void
take_line (MienPredictions *self, const Reading *reading, const Row *row)
{
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (reading->rows, row->id)) - 1;
  MienTaskPredictions *task = g_ptr_array_index (self->tasks, row->number);
  float *output = task->output + (gsize) i * (gsize) row->task->width;

  parse_label (row->task, row->label, task->label + (gsize) i * (gsize) task->label_width);
  parse_numbers (row->task->names != NULL ? row->p : row->prediction, output, row->task->width);
}

MienPredictions *
mien_predictions_load (const char *path, GPtrArray *tasks, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (gint8));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Row));
  Reading reading = {path, tasks, rows, ids, parts, lines};

  g_array_set_clear_func (lines, row_clear);
  if (!mien_csv_read (path, read_line, &reading, error))
    return NULL;

  MienPredictions *self = mien_predictions_new (ids->len, tasks);
  for (guint i = 0; i < ids->len; i++) {
    self->ids[i] = g_strdup (g_ptr_array_index (ids, i));
    self->parts[i] = g_array_index (parts, gint8, i);
  }
  for (guint i = 0; i < lines->len; i++)
    take_line (self, &reading, &g_array_index (lines, Row, i));
  return self;
}
