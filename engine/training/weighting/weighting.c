#include "engine/training/weighting/weighting.h"

#include "engine/training/weighting/aligned-mtl.h"
#include "engine/training/weighting/anneal.h"
#include "engine/training/weighting/cagrad.h"
#include "engine/training/weighting/cosine-gate.h"
#include "engine/training/weighting/dwa.h"
#include "engine/training/weighting/fairgrad.h"
#include "engine/training/weighting/famo.h"
#include "engine/training/weighting/fixed.h"
#include "engine/training/weighting/gls.h"
#include "engine/training/weighting/gradnorm.h"
#include "engine/training/weighting/gradvac.h"
#include "engine/training/weighting/imtl.h"
#include "engine/training/weighting/mgda.h"
#include "engine/training/weighting/nash-mtl.h"
#include "engine/training/weighting/ol-aux.h"
#include "engine/training/weighting/pcgrad.h"
#include "engine/training/weighting/rlw.h"
#include "engine/training/weighting/stch.h"
#include "engine/training/weighting/uncertainty.h"

#include <float.h>
#include <math.h>

static const MienWeightingMethod *const methods[] = {
    &mien_weighting_fixed,       &mien_weighting_equal,       &mien_weighting_uncertainty,
    &mien_weighting_dwa,         &mien_weighting_gradnorm,    &mien_weighting_rlw,
    &mien_weighting_gls,         &mien_weighting_stch,        &mien_weighting_famo,
    &mien_weighting_pcgrad,      &mien_weighting_gradvac,     &mien_weighting_cagrad,
    &mien_weighting_mgda,        &mien_weighting_imtl,        &mien_weighting_imtl_l,
    &mien_weighting_imtl_g,      &mien_weighting_nash_mtl,    &mien_weighting_fairgrad,
    &mien_weighting_aligned_mtl, &mien_weighting_cosine_gate, &mien_weighting_ol_aux,
    &mien_weighting_anneal,
};

struct _MienWeighting {
  const MienWeightingMethod *method;
  MienWeightingMemory memory;
  double *options;
  gsize n_state;
};

/* The tasks that take part, one after the other. */
typedef struct {
  MienWeightingStep step;
  MienWeightingAnswer answer;
  int *tasks;
  double *numbers; /* losses, given, heads, shared, gram */
} Part;

const char *const *
mien_weighting_methods (void)
{
  static const char *names[G_N_ELEMENTS (methods) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    names[i] = methods[i]->name;
  return names;
}

const MienWeightingMethod *
mien_weighting_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i]->name, name))
      return methods[i];
  return NULL;
}

guint
mien_weighting_count_options (const MienWeightingMethod *method)
{
  guint n = 0;

  while (method->options != NULL && method->options[n].name != NULL)
    n++;
  return n;
}

MienWeighting *
mien_weighting_new (const MienWeightingMethod *method, const double *options, int n_tasks)
{
  MienWeighting *self = g_new0 (MienWeighting, 1);
  guint n = mien_weighting_count_options (method);

  self->method = method;
  self->options = g_new0 (double, n + 1);
  for (guint i = 0; i < n; i++)
    self->options[i] = options != NULL ? options[i] : method->options[i].value;
  self->n_state = method->n_state != NULL ? method->n_state (n_tasks) : 0;
  self->memory = (MienWeightingMemory){self->options, g_new0 (double, self->n_state + 1), n_tasks};
  if (method->start != NULL)
    method->start (&self->memory);
  return self;
}

void
mien_weighting_free (MienWeighting *self)
{
  if (self == NULL)
    return;
  g_free (self->options);
  g_free (self->memory.state);
  g_free (self);
}

const MienWeightingMethod *
mien_weighting_get_method (MienWeighting *self)
{
  return self->method;
}

double *
mien_weighting_get_state (MienWeighting *self, gsize *n)
{
  *n = self->n_state;
  return self->memory.state;
}

static void
part_clear (Part *self)
{
  g_free (self->tasks);
  g_free (self->numbers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static void
fill_gram (Part *self, double *gram, const double *all, int n_tasks)
{
  for (int i = 0; i < self->step.n; i++)
    for (int j = 0; j < self->step.n; j++)
      gram[i * self->step.n + j] = all[self->tasks[i] * n_tasks + self->tasks[j]];
  self->step.gram = gram;
}

static void
part_init (Part *self, int n_tasks, const MienWeightingInput *input)
{
  gsize room = (gsize) n_tasks;
  int n = 0;

  self->tasks = g_new0 (int, room);
  self->numbers = g_new0 (double, 4 * room + room * room);
  double *losses = self->numbers, *given = losses + room, *heads = given + room;
  self->step = (MienWeightingStep){.tasks = self->tasks,
                                   .main = -1,
                                   .losses = losses,
                                   .given = given,
                                   .progress = input->progress,
                                   .rate = input->rate,
                                   .seed = input->seed,
                                   .step = input->step};
  self->answer = (MienWeightingAnswer){.heads = heads, .shared = heads + room};
  for (int t = 0; t < n_tasks; t++) {
    if (!input->takes_part[t])
      continue;
    if (t == input->main)
      self->step.main = n;
    self->tasks[n] = t;
    losses[n] = input->losses[t];
    given[n] = input->given[t];
    heads[n] = self->answer.shared[n] = 1.0;
    n++;
  }
  self->step.n = n;
  if (input->gram != NULL)
    fill_gram (self, heads + 2 * room, input->gram, n_tasks);
}

static gboolean
are_finite (const double *numbers, int n)
{
  for (int i = 0; i < n; i++)
    if (!(fabs (numbers[i]) <= (double) FLT_MAX))
      return FALSE;
  return TRUE;
}

/* Methods are spared what is not finite, which would stay in their memory. */
static gboolean
can_be_weighed (const MienWeighting *self, const MienWeightingStep *step)
{
  if (step->gram == NULL && self->method->needs_gradients)
    return FALSE;
  return are_finite (step->losses, step->n) && are_finite (step->given, step->n) &&
         (step->gram == NULL || are_finite (step->gram, step->n * step->n));
}

static gboolean
has_answered (const Part *self)
{
  return !self->answer.fell_back && are_finite (&self->answer.regulariser, 1) &&
         are_finite (self->answer.heads, self->step.n) &&
         are_finite (self->answer.shared, self->step.n);
}

static void
fall_back (Part *self)
{
  for (int i = 0; i < self->step.n; i++)
    self->answer.heads[i] = self->answer.shared[i] = 1.0;
  self->answer.regulariser = 0.0;
  self->answer.fell_back = TRUE;
}

void
mien_weighting_weigh (MienWeighting *self,
                      const MienWeightingInput *input,
                      MienWeightingResult *result)
{
  g_auto (Part) part = {0};

  part_init (&part, self->memory.n_tasks, input);
  if (can_be_weighed (self, &part.step))
    self->method->weigh (&self->memory, &part.step, &part.answer);
  else
    part.answer.fell_back = TRUE;
  if (!has_answered (&part))
    fall_back (&part);

  for (int t = 0; t < self->memory.n_tasks; t++)
    result->heads[t] = result->shared[t] = 0.0f;
  for (int i = 0; i < part.step.n; i++) {
    result->heads[part.tasks[i]] = (float) part.answer.heads[i];
    result->shared[part.tasks[i]] = (float) part.answer.shared[i];
  }
  result->regulariser = part.answer.regulariser;
  result->fell_back = part.answer.fell_back;
}

void
mien_weighting_look_again (MienWeighting *self, const MienWeightingInput *input)
{
  g_auto (Part) part = {0};

  if (self->method->look_again == NULL)
    return;
  part_init (&part, self->memory.n_tasks, input);
  if (can_be_weighed (self, &part.step))
    self->method->look_again (&self->memory, &part.step);
}

void
mien_weighting_end_epoch (MienWeighting *self, const double *losses)
{
  if (self->method->end_epoch != NULL)
    self->method->end_epoch (&self->memory, losses);
}
