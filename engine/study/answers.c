#include "engine/study/answers.h"

#include "engine/core/csv.h"
#include "engine/core/error.h"
#include "engine/study/run-private.h"

#include <math.h>
#include <string.h>

static void
answer_clear (gpointer data)
{
  g_ref_string_release (((MienAnswer *) data)->path);
}

static MienAnswers *
answers_new (void)
{
  MienAnswers *self = g_new (MienAnswers, 1);

  self->faces = g_array_new (FALSE, FALSE, sizeof (MienAnswer));
  g_array_set_clear_func (self->faces, answer_clear);
  self->classes = g_ptr_array_new ();
  self->p = g_array_new (FALSE, FALSE, sizeof (float));
  return self;
}

void
mien_answers_free (MienAnswers *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->faces);
  g_ptr_array_unref (self->classes);
  g_array_unref (self->p);
  g_free (self);
}

/* run.json's member of the task, as far as it can be believed. */
static JsonObject *
find_task (MienRun *run, const char *task)
{
  JsonObject *tasks = json_object_get_object_member (json_node_get_object (run->result), "tasks");
  JsonNode *node = json_object_get_member (tasks, task);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
take_classes (MienAnswers *self, JsonObject *task)
{
  const char *type =
      task != NULL ? json_object_get_string_member_with_default (task, "type", "") : "";
  JsonNode *classes = task != NULL ? json_object_get_member (task, "classes") : NULL;

  if ((!g_str_equal (type, "class") && !g_str_equal (type, "distribution")) || classes == NULL ||
      !JSON_NODE_HOLDS_ARRAY (classes))
    return;
  for (guint c = 0; c < json_array_get_length (json_node_get_array (classes)); c++) {
    const char *name =
        json_node_get_string (json_array_get_element (json_node_get_array (classes), c));

    g_ptr_array_add (self->classes, (gpointer) g_intern_string (name != NULL ? name : ""));
  }
}

typedef struct {
  MienAnswers *answers;
  GHashTable *persons; /* (nullable) */
  char *task;          /* (nullable): whose rows are read; the first row's where there is none */
  const char *path;    /* of the table */
  gboolean votes;
} Reading;

/* As many numbers as there are classes, or all NaN. */
static void
append_numbers (GArray *numbers, const char *text, guint n)
{
  guint start = numbers->len;
  const char *from = text;
  char *end = NULL;

  for (;; from = end) {
    float number = (float) g_ascii_strtod (from, &end);

    if (end == from)
      break;
    g_array_append_val (numbers, number);
  }
  if (numbers->len - start == n)
    return;
  g_array_set_size (numbers, start + n);
  for (guint k = 0; k < n; k++)
    g_array_index (numbers, float, start + k) = NAN;
}

/* The class that got most votes; none where two got as many. */
static int
count_votes (const char *text, guint n)
{
  g_autoptr (GArray) votes = g_array_new (FALSE, FALSE, sizeof (float));
  int largest = -1;

  append_numbers (votes, text, n);
  const float *share = (const float *) (void *) votes->data;
  if (n > 0 && !isnan (share[0]))
    largest = mien_largest (share, (int) n);
  for (int k = 0; largest >= 0 && k < (int) n; k++)
    if (k != largest && !(share[k] < share[largest]))
      return -1;
  return largest;
}

static int
find_label (const Reading *reading, const char *text)
{
  GPtrArray *classes = reading->answers->classes;

  if (reading->votes)
    return *text != '\0' ? count_votes (text, classes->len) : -1;
  for (guint c = 0; c < classes->len; c++)
    if (g_str_equal (g_ptr_array_index (classes, c), text))
      return (int) c;
  return -1;
}

static gboolean
read_row (char **cells, guint n_cells, guint row, gpointer data, GError **error)
{
  Reading *reading = data;
  MienAnswers *answers = reading->answers;
  MienAnswer answer = {.at = answers->p->len};

  if (n_cells != 6 || (row == 1) != g_str_equal (cells[0], "path")) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
                 "%s:%u: expected path, split, task, label, prediction and p", reading->path, row);
    return FALSE;
  }
  if (row == 1 || !g_str_equal (cells[1], mien_part_name (MIEN_PART_TEST)))
    return TRUE;
  if (reading->task == NULL)
    reading->task = g_strdup (cells[2]);
  if (!g_str_equal (cells[2], reading->task))
    return TRUE;
  answer.path = g_ref_string_new_intern (cells[0]);
  answer.label = find_label (reading, cells[3]);
  answer.person =
      reading->persons != NULL ? g_hash_table_lookup (reading->persons, cells[0]) : NULL;
  append_numbers (answers->p, cells[5], answers->classes->len);
  g_array_append_val (answers->faces, answer);
  return TRUE;
}

static int
by_path (gconstpointer a, gconstpointer b)
{
  return strcmp (((const MienAnswer *) a)->path, ((const MienAnswer *) b)->path);
}

MienAnswers *
mien_answers_read (MienRun *run, const char *task, GError **error)
{
  g_autofree char *path = g_build_filename (run->folder, "predictions.csv", NULL);
  g_autoptr (MienAnswers) self = answers_new ();
  g_autoptr (GHashTable) persons = mien_persons_read (run->folder);
  JsonObject *told = find_task (run, task);
  Reading reading = {self, persons, told != NULL ? g_strdup (task) : NULL, path, FALSE};

  take_classes (self, told);
  reading.votes = self->classes->len > 0 &&
                  g_str_equal (json_object_get_string_member (told, "type"), "distribution");
  gboolean read = mien_csv_read (path, read_row, &reading, error);
  g_free (reading.task);
  if (!read)
    return NULL;
  g_array_sort (self->faces, by_path);
  return g_steal_pointer (&self);
}

gboolean
mien_answers_share_faces (const MienAnswers *a, const MienAnswers *b)
{
  if (a->faces->len != b->faces->len)
    return FALSE;
  for (guint i = 0; i < a->faces->len; i++)
    if (g_array_index (a->faces, MienAnswer, i).path !=
        g_array_index (b->faces, MienAnswer, i).path)
      return FALSE;
  return TRUE;
}

int
mien_answers_get (const MienAnswers *self, const MienAnswer *answer)
{
  const float *p = &g_array_index (self->p, float, answer->at);

  return self->classes->len > 0 && !isnan (p[0]) ? mien_largest (p, (int) self->classes->len) : -1;
}
