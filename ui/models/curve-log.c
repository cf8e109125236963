#include "ui/models/curve-log.h"

#include "engine/training/checkpoint.h"
#include "engine/training/steering.h"

#include <math.h>

/* Until anything is known of how long an epoch is. */
#define GUESSED_STEPS 50.0
/* Weights nearer than this many epochs are one drag of a slider. */
#define SAME_CHANGE 0.25

struct _MienCurveLog {
  GPtrArray *curves;
  GArray *marks;
  GPtrArray *tasks;
  double steps_per_epoch;
  gboolean exact; /* an epoch's end was seen */
  guint n_references;
};

static void
free_curve (gpointer data)
{
  MienCurve *curve = data;

  g_array_unref (curve->x);
  g_array_unref (curve->y);
  g_array_unref (curve->step);
  g_free (curve);
}

MienCurveLog *
mien_curve_log_new (void)
{
  MienCurveLog *self = g_new0 (MienCurveLog, 1);

  self->curves = g_ptr_array_new_with_free_func (free_curve);
  self->marks = g_array_new (FALSE, FALSE, sizeof (MienSteerMark));
  self->tasks = g_ptr_array_new ();
  self->steps_per_epoch = GUESSED_STEPS;
  self->n_references = 1;
  return self;
}

MienCurveLog *
mien_curve_log_ref (MienCurveLog *self)
{
  self->n_references++;
  return self;
}

void
mien_curve_log_free (MienCurveLog *self)
{
  if (self == NULL || --self->n_references > 0)
    return;
  g_ptr_array_unref (self->curves);
  g_array_unref (self->marks);
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

static gboolean
is_by_step (const char *metric)
{
  static const char *const metrics[] = {"batch-loss", "weight", "regulariser", "fell-back", NULL};

  return g_strv_contains (metrics, metric) || g_str_has_prefix (metric, "gradient-");
}

static MienCurve *
find_interned (MienCurveLog *self, const char *task, const char *split, const char *metric)
{
  for (guint i = 0; i < self->curves->len; i++) {
    MienCurve *curve = g_ptr_array_index (self->curves, i);

    if (curve->task == task && curve->split == split && curve->metric == metric)
      return curve;
  }
  return NULL;
}

MienCurve *
mien_curve_log_find (MienCurveLog *self, const char *task, const char *split, const char *metric)
{
  return find_interned (self, g_intern_string (task), g_intern_string (split),
                        g_intern_string (metric));
}

static MienCurve *
begin_curve (MienCurveLog *self, const MienHistoryRow *row)
{
  MienCurve *curve = g_new0 (MienCurve, 1);

  curve->task = row->task;
  curve->split = row->split;
  curve->metric = row->metric;
  curve->x = g_array_new (FALSE, FALSE, sizeof (double));
  curve->y = g_array_new (FALSE, FALSE, sizeof (double));
  curve->step = g_array_new (FALSE, FALSE, sizeof (double));
  curve->by_step = is_by_step (row->metric);
  g_ptr_array_add (self->curves, curve);
  if (!g_ptr_array_find (self->tasks, row->task, NULL) && !g_str_equal (row->task, "total"))
    g_ptr_array_add (self->tasks, (gpointer) row->task);
  return curve;
}

/* Points at or after @x are done again, as after a resume from an older checkpoint. */
static void
cut_from (MienCurve *curve, double x)
{
  guint len = curve->x->len;

  while (len > 0 && g_array_index (curve->x, double, len - 1) >= x)
    len--;
  g_array_set_size (curve->x, len);
  g_array_set_size (curve->y, len);
  g_array_set_size (curve->step, len);
}

static void
spread_steps (MienCurveLog *self, double steps)
{
  double factor = self->steps_per_epoch / steps;

  if (!(steps > 0.0) || fabs (factor - 1.0) < 1e-9)
    return;
  self->steps_per_epoch = steps;
  for (guint i = 0; i < self->curves->len; i++) {
    MienCurve *curve = g_ptr_array_index (self->curves, i);

    for (guint k = 0; curve->by_step && k < curve->x->len; k++)
      g_array_index (curve->x, double, k) *= factor;
  }
  for (guint i = 0; i < self->marks->len; i++)
    g_array_index (self->marks, MienSteerMark, i).x *= factor;
}

static gboolean
add_interned (MienCurveLog *self, const MienHistoryRow *row)
{
  MienCurve *curve = find_interned (self, row->task, row->split, row->metric);
  gboolean begun = curve == NULL;
  double x, step = (double) row->step;

  if (begun)
    curve = begin_curve (self, row);
  if (!curve->by_step && row->epoch > 0 && row->step > 0) {
    spread_steps (self, (double) row->step / row->epoch);
    self->exact = TRUE;
  }
  x = curve->by_step ? (double) row->step / self->steps_per_epoch : (double) row->epoch;
  cut_from (curve, x);
  g_array_append_val (curve->x, x);
  g_array_append_val (curve->y, row->value);
  g_array_append_val (curve->step, step);
  return begun;
}

static MienSteerMarkKind
mark_of_command (MienCommandKind kind)
{
  switch (kind) {
  case MIEN_COMMAND_SET_ON:
    return MIEN_STEER_SWITCH;
  case MIEN_COMMAND_SET_RATE:
    return MIEN_STEER_RATE;
  case MIEN_COMMAND_SET_EPOCHS:
    return MIEN_STEER_EXTENDED;
  default:
    return MIEN_STEER_WEIGHT;
  }
}

gboolean
mien_curve_log_add (MienCurveLog *self, const MienHistoryRow *row)
{
  MienHistoryRow interned = *row;

  if (g_str_equal (row->split, MIEN_HISTORY_STEER)) {
    MienCommandKind kind;

    if (mien_steering_from_name (row->metric, &kind))
      mien_curve_log_add_mark (self, mark_of_command (kind), row->task, row->step, row->value);
    return FALSE;
  }
  interned.task = g_intern_string (row->task);
  interned.split = g_intern_string (row->split);
  interned.metric = g_intern_string (row->metric);
  return add_interned (self, &interned);
}

static void
prepend_curve (MienCurveLog *self, MienCurve *older)
{
  MienCurve *curve = find_interned (self, older->task, older->split, older->metric);

  if (curve == NULL) {
    MienHistoryRow row = {.task = older->task, .split = older->split, .metric = older->metric};

    curve = begin_curve (self, &row);
  }
  if (curve->x->len > 0)
    cut_from (older, g_array_index (curve->x, double, 0));
  g_array_prepend_vals (curve->x, older->x->data, older->x->len);
  g_array_prepend_vals (curve->y, older->y->data, older->y->len);
  g_array_prepend_vals (curve->step, older->step->data, older->step->len);
}

static void
prepend_marks (MienCurveLog *self, MienCurveLog *older)
{
  double first =
      self->marks->len > 0 ? g_array_index (self->marks, MienSteerMark, 0).x : G_MAXDOUBLE;
  guint n = 0;

  while (n < older->marks->len && g_array_index (older->marks, MienSteerMark, n).x < first - 1e-6)
    n++;
  g_array_prepend_vals (self->marks, older->marks->data, n);
}

void
mien_curve_log_prepend (MienCurveLog *self, MienCurveLog *older)
{
  if (older->exact) {
    spread_steps (self, older->steps_per_epoch);
    self->exact = TRUE;
  } else {
    spread_steps (older, self->steps_per_epoch);
  }
  for (guint i = 0; i < older->curves->len; i++)
    prepend_curve (self, g_ptr_array_index (older->curves, i));
  prepend_marks (self, older);
}

gboolean
mien_curve_log_set_steps_per_epoch (MienCurveLog *self, double steps)
{
  double before = self->steps_per_epoch;

  if (!self->exact)
    spread_steps (self, steps);
  return self->steps_per_epoch != before;
}

static gboolean
is_dragged (MienSteerMarkKind kind)
{
  return kind == MIEN_STEER_WEIGHT || kind == MIEN_STEER_RATE;
}

void
mien_curve_log_add_mark (MienCurveLog *self,
                         MienSteerMarkKind kind,
                         const char *task,
                         gint64 step,
                         double value)
{
  MienSteerMark mark = {g_intern_string (task != NULL ? task : MIEN_STEERING_TOTAL),
                        (double) step / self->steps_per_epoch, kind, value};
  double apart = is_dragged (kind) ? SAME_CHANGE : 1e-6;

  for (guint i = self->marks->len; i > 0; i--) {
    MienSteerMark *last = &g_array_index (self->marks, MienSteerMark, i - 1);

    if (last->task == mark.task && last->kind == kind && mark.x - last->x < apart) {
      last->value = value;
      return;
    }
  }
  g_array_append_val (self->marks, mark);
}

gboolean
mien_steer_mark_from_event (const MienEvent *event, MienSteerMark *mark)
{
  static const struct {
    MienEventKind event;
    MienSteerMarkKind mark;
  } kinds[] = {{MIEN_EVENT_WEIGHT, MIEN_STEER_WEIGHT},
               {MIEN_EVENT_TASK, MIEN_STEER_SWITCH},
               {MIEN_EVENT_RATE, MIEN_STEER_RATE},
               {MIEN_EVENT_EXTENDED, MIEN_STEER_EXTENDED},
               {MIEN_EVENT_KEPT, MIEN_STEER_SAVED}};

  if (event->kind == MIEN_EVENT_KEPT && !(event->value > 0.0))
    return FALSE; /* nobody asked for it */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].event == event->kind) {
      *mark = (MienSteerMark){.task = event->task, .kind = kinds[i].mark, .value = event->value};
      return TRUE;
    }
  return FALSE;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  double first = ((const MienSteerMark *) a)->x, second = ((const MienSteerMark *) b)->x;

  return first < second ? -1 : first > second;
}

/* One at the step of a change was kept by itself, before it. */
static gboolean
has_mark (MienCurveLog *self, double x)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (fabs (g_array_index (self->marks, MienSteerMark, i).x - x) < 1e-6)
      return TRUE;
  return FALSE;
}

void
mien_curve_log_add_saved (MienCurveLog *self, const char *folder)
{
  g_autoptr (GPtrArray) saved = mien_checkpoint_list_saved (folder);

  for (guint i = 0; i < saved->len; i++) {
    gint64 step = mien_checkpoint_saved_step (g_ptr_array_index (saved, i));

    if (!has_mark (self, (double) step / self->steps_per_epoch))
      mien_curve_log_add_mark (self, MIEN_STEER_SAVED, NULL, step, 1.0);
  }
  g_array_sort (self->marks, compare_marks);
}

double
mien_curve_log_get_x (MienCurveLog *self, gint64 step)
{
  return (double) step / self->steps_per_epoch;
}

GPtrArray *
mien_curve_log_get_curves (MienCurveLog *self)
{
  return self->curves;
}

GArray *
mien_curve_log_get_marks (MienCurveLog *self)
{
  return self->marks;
}

GPtrArray *
mien_curve_log_get_tasks (MienCurveLog *self)
{
  return self->tasks;
}

const char *
mien_curve_log_get_main_metric (MienCurveLog *self, const char *task)
{
  const char *interned = g_intern_string (task);
  const char *train = g_intern_static_string ("train");

  for (guint i = 0; i < self->curves->len; i++) {
    const MienCurve *curve = g_ptr_array_index (self->curves, i);

    if (curve->task == interned && curve->split == train && !curve->by_step &&
        !g_str_equal (curve->metric, "loss"))
      return curve->metric;
  }
  return NULL;
}

static void
read_on_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable)
{
  const char *const *folders = data;
  GPtrArray *logs = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_curve_log_free);

  for (guint i = 0; folders[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++) {
    g_autoptr (GArray) rows = mien_history_read (folders[i], NULL);
    MienCurveLog *log = mien_curve_log_new ();

    for (guint k = 0; rows != NULL && k < rows->len; k++)
      mien_curve_log_add (log, &g_array_index (rows, MienHistoryRow, k));
    mien_curve_log_add_saved (log, folders[i]);
    g_ptr_array_add (logs, log);
  }
  g_task_return_pointer (task, logs, (GDestroyNotify) g_ptr_array_unref);
}

void
mien_curve_logs_read_async (const char *const *folders,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_task_data (task, g_strdupv ((char **) folders), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, read_on_thread);
}

GPtrArray *
mien_curve_logs_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
