/* What is told when a loss or a gradient stops being a number: when, of what, and in which layer.
 */
#include "engine/core/error.h"
#include "engine/training/session.h"

#include <math.h>

static gboolean
fail (MienSession *self, const char *what, const char *of, const char *where, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_NUMERIC,
               "The %s of “%s” is no longer a finite number at step %" G_GINT64_FORMAT
               " (epoch %d); it began in %s. Try a smaller learning rate than %g, a limit to the "
               "gradients (optimizer.clip), or smaller weights of the tasks",
               what, of, self->state.step + 1, (int) (self->state.step / self->n_batches) + 1,
               where, mien_session_top_rate (self));
  return FALSE;
}

gboolean
mien_session_fail_gradient (MienSession *self, const MienParameter *parameter, GError **error)
{
  g_autofree char *where = mien_network_locate (self->network, parameter);

  return fail (self, "gradient", parameter->name, where, error);
}

static gboolean
is_finite (const float *values, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

/* The first layer that has a weight which is no number; such a weight needs no pass to be seen. */
static char *
find_weight (MienNetwork *network)
{
  GPtrArray *parameters = mien_network_get_parameters (network);

  for (guint i = 0; i < parameters->len; i++) {
    const MienParameter *parameter = g_ptr_array_index (parameters, i);

    if (parameter->trainable && !is_finite (parameter->value, parameter->len))
      return mien_network_locate (network, parameter);
  }
  return NULL;
}

static char *
describe_stage (MienSession *self, const MienStage *stage)
{
  if (stage->task < 0)
    return g_strdup_printf ("%s (%s)", stage->name, stage->text);
  return g_strdup_printf ("%s of %s (%s)", stage->name,
                          mien_session_task (self, (guint) stage->task)->name, stage->text);
}

/* The first stage whose output is not finite, the batch being passed once more with
 * every output kept. */
static char *
find_stage (MienSession *self, int n, const MienPass *pass)
{
  g_autoptr (GPtrArray) stages = mien_network_describe (self->network);

  if (!mien_network_plan (self->network, MIEN_PLAN_EXPLAIN, n, mien_pool_get_n_workers (self->pool),
                          NULL))
    return NULL;
  mien_network_forward (self->network, self->pool, mien_batcher_get_pictures (self->train), n,
                        pass);
  for (guint i = 0; i < stages->len; i++) {
    const MienStage *stage = g_ptr_array_index (stages, i);
    const float *y, *d_y;
    MienShape shape;

    if (stage->is_head)
      break;
    mien_network_get_stage (self->network, i, &shape, &y, &d_y);
    if (!is_finite (y, (gsize) n * (gsize) shape.c * (gsize) shape.h * (gsize) shape.w))
      return describe_stage (self, stage);
  }
  return NULL;
}

gboolean
mien_session_fail_loss (MienSession *self, guint task, int n, const MienPass *pass, GError **error)
{
  const char *name = mien_session_task (self, task)->name;
  g_autofree char *where = find_weight (self->network);

  if (where == NULL)
    where = find_stage (self, n, pass);
  if (where == NULL)
    where = g_strdup_printf ("the head of %s", name);
  return fail (self, "loss", name, where, error);
}
