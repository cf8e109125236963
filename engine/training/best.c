/* The best epoch so far, and the models that are kept of it and of each task's own best. */
#include "engine/exchange/model.h"
#include "engine/training/metrics.h"
#include "engine/training/session.h"

#include <math.h>

const char *
mien_session_metric (const MienSession *self, guint task)
{
  const char *metric = self->settings->select.metric;

  return task == self->main_task && metric != NULL
             ? metric
             : mien_metric_main (mien_session_task (self, task)->kind);
}

/* What is chosen among. Errors are turned round, so that more is better of everything. */
typedef struct {
  MienSelection selection;
  gboolean *counts;
  double *figures;
} Choice;

static void
choice_init (Choice *self, const MienSession *session)
{
  const GArray *values = session->state.values;
  guint n_tasks = session->n_tasks;

  self->counts = g_new (gboolean, n_tasks);
  self->figures = g_memdup2 (values->data, values->len * sizeof (double));
  for (guint t = 0; t < n_tasks; t++) {
    gboolean is_error = mien_metric_is_better (mien_session_metric (session, t), 0.0, 1.0);

    self->counts[t] = mien_session_settings (session, t)->role != MIEN_ROLE_ADVERSARIAL;
    for (guint i = t; is_error && i < values->len; i += n_tasks)
      self->figures[i] = -self->figures[i];
  }
  self->selection = (MienSelection){.by = session->settings->select.by,
                                    .n_tasks = n_tasks,
                                    .main_task = session->main_task,
                                    .counts = self->counts,
                                    .weights = session->settings->select.weights,
                                    .figures = self->figures,
                                    .n_epochs = values->len / n_tasks};
}

static void
choice_clear (Choice *self)
{
  g_free (self->counts);
  g_free (self->figures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

/* Checkpoints of version 0.1.0 know of the best epoch's main figure alone. */
static void
fill_in (MienSession *self, guint n_epochs)
{
  double none = NAN;

  while (self->state.values->len < n_epochs * self->n_tasks)
    g_array_append_val (self->state.values, none);
  if (self->state.best_epoch > 0)
    g_array_index (self->state.values, double,
                   (guint) (self->state.best_epoch - 1) * self->n_tasks + self->main_task) =
        self->state.best_value;
}

/* model.safetensors is the main task's best already where that is what the epoch is chosen by. */
static gboolean
has_own_model (const MienSession *self, guint task)
{
  MienSelectBy by = self->settings->select.by;
  gboolean by_main = by == MIEN_SELECT_MAIN || by == MIEN_SELECT_STAND_STILL;

  return self->settings->keep_best_of_each && self->n_tasks > 1 &&
         mien_session_settings (self, task)->role != MIEN_ROLE_ADVERSARIAL &&
         !(by_main && task == self->main_task);
}

/* A column's name may hold what a file's may not. */
static char *
name_model (const MienSession *self, guint task)
{
  g_autofree char *name =
      g_uri_escape_string (mien_session_task (self, task)->name, " ()&+,;=@", TRUE);

  return g_strdup_printf ("model-%s.safetensors", name);
}

static gboolean
save (MienSession *self, const char *name, GError **error)
{
  g_autofree char *path = mien_checkpoint_waiting_path (self->folder, name, self->state.step);

  self->models_wait = TRUE;
  return mien_model_save (self->network, self->recipe, self->data, path, error);
}

static gboolean
keep_records (MienSession *self, const MienSelection *selection, GError **error)
{
  for (guint t = 0; t < self->n_tasks; t++) {
    g_autofree char *name = name_model (self, t);

    if (has_own_model (self, t) && mien_select_is_record (selection, t) &&
        !save (self, name, error))
      return FALSE;
  }
  return TRUE;
}

/* The first, or of a better score, or of the same one and a smaller loss. */
static gboolean
is_best (const MienSession *self, const MienSelection *selection, double loss)
{
  int kept = self->state.best_epoch - 1;

  if (kept < 0)
    return TRUE;
  double now = mien_select_score (selection, selection->n_epochs - 1);
  double before = mien_select_score (selection, (guint) kept);
  return now > before || (!(now < before) && loss < self->state.best_loss);
}

gboolean
mien_session_keep_best (MienSession *self, const double *values, double loss, GError **error)
{
  int epoch = (int) (self->state.step / self->n_batches);
  g_auto (Choice) choice = {0};

  g_array_set_size (self->state.values,
                    MIN (self->state.values->len, (guint) (epoch - 1) * self->n_tasks));
  fill_in (self, (guint) epoch - 1);
  g_array_append_vals (self->state.values, values, self->n_tasks);
  choice_init (&choice, self);
  if (!keep_records (self, &choice.selection, error))
    return FALSE;
  if (mien_select_improves (&choice.selection, self->state.best_epoch - 1))
    self->state.improved_epoch = epoch;
  if (!is_best (self, &choice.selection, loss))
    return TRUE;
  if (!save (self, "model.safetensors", error))
    return FALSE;

  self->state.best_value = values[self->main_task];
  self->state.best_loss = loss;
  self->state.best_epoch = epoch;
  g_free (self->state.model_fingerprint);
  self->state.model_fingerprint = mien_network_fingerprint (self->network);
  return TRUE;
}

GArray *
mien_session_list_best (MienSession *self)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (MienTaskBest));
  g_auto (Choice) choice = {0};

  g_array_set_clear_func (list, (GDestroyNotify) mien_task_best_clear);
  choice_init (&choice, self);
  for (guint t = 0; t < self->n_tasks; t++) {
    int epoch = mien_select_best_of (&choice.selection, t);
    MienTaskBest best = {.epoch = epoch + 1, .value = NAN, .metric = mien_session_metric (self, t)};

    if (epoch >= 0)
      best.value = g_array_index (self->state.values, double, (guint) epoch * self->n_tasks + t);
    if (epoch >= 0 && has_own_model (self, t))
      best.model = name_model (self, t);
    else if (epoch + 1 == self->state.best_epoch)
      best.model = g_strdup ("model.safetensors");
    g_array_append_val (list, best);
  }
  return list;
}
