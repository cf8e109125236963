#include "engine/training/steering.h"

#include "engine/core/error.h"
#include "engine/training/history.h"

#include <math.h>

/* As a recipe has them, which says the same. */
#define MOST_WEIGHT 1e6
#define MOST_RATE 1000.0
#define MOST_EPOCHS 100000.0

static const struct {
  MienCommandKind kind;
  const char *name;
  gboolean has_task;
  const char *expects;
} kinds[] = {
    {MIEN_COMMAND_SET_WEIGHT, "weight", TRUE, "a number from 0 to 1000000"},
    {MIEN_COMMAND_SET_ON, "on", TRUE, "true or false"},
    {MIEN_COMMAND_SET_RATE, "lr", FALSE, "a number above 0, up to 1000"},
    {MIEN_COMMAND_SET_EPOCHS, "epochs", FALSE, "a whole number from 1 to 100000"},
};

const char *
mien_steering_name (MienCommandKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  return NULL;
}

gboolean
mien_steering_from_name (const char *name, MienCommandKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name)) {
      *kind = kinds[i].kind;
      return TRUE;
    }
  return FALSE;
}

gboolean
mien_steering_has_task (MienCommandKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].has_task;
  return FALSE;
}

/* Comparisons with what is not a number are false. */
static gboolean
is_possible (MienCommandKind kind, double value)
{
  switch (kind) {
  case MIEN_COMMAND_SET_RATE:
    return value > 0.0 && value <= MOST_RATE;
  case MIEN_COMMAND_SET_EPOCHS:
    return value >= 1.0 && value <= MOST_EPOCHS && !(floor (value) < value);
  default:
    return value >= 0.0 && value <= MOST_WEIGHT;
  }
}

const char *
mien_steering_expects (MienCommandKind kind, double value)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return is_possible (kind, value) ? NULL : kinds[i].expects;
  return NULL;
}

static gboolean
refuse (const MienHistoryRow *row, const char *path, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s: at step %" G_GINT64_FORMAT " “%s” is told %s %g, which no training obeys; "
               "correct or remove that row",
               path, row->step, row->task, row->metric, row->value);
  return FALSE;
}

/* What the history says was told, as far as a training can be told it. */
static gboolean
take_row (const MienHistoryRow *row, const char *path, GArray *steering, GError **error)
{
  MienSteering command = {row->step, row->task, MIEN_COMMAND_SET_WEIGHT, row->value};

  if (!mien_steering_from_name (row->metric, &command.kind) || row->step < 0 ||
      *row->task == '\0' || mien_steering_expects (command.kind, row->value) != NULL)
    return refuse (row, path, error);
  g_array_append_val (steering, command);
  return TRUE;
}

GArray *
mien_steering_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "history.csv", NULL);
  g_autoptr (GArray) steering = g_array_new (FALSE, FALSE, sizeof (MienSteering));
  g_autoptr (GArray) rows = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&steering);
  rows = mien_history_read (folder, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (g_str_equal (row->split, MIEN_HISTORY_STEER) && !take_row (row, path, steering, error))
      return NULL;
  }
  return g_steal_pointer (&steering);
}
