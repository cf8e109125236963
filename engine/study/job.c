#include "engine/study/job.h"

#include "engine/core/priority.h"

struct _MienJob {
  MienRecipe *recipe;
  MienJobKind kind;
  char *folder;
  GPtrArray *corrections;
  char *base;
  gboolean resume;
  MienTogether together; /* of a study */
  MienControl *control;
  GThread *thread;
};

static gpointer
job_main (gpointer data)
{
  MienJob *self = data;
  MienEvent *last = mien_event_new (MIEN_EVENT_FINISHED);

  if (self->recipe->yield)
    mien_priority_lower ();
  last->text = g_strdup (self->folder);
  switch (self->kind) {
  case MIEN_JOB_RUN:
    mien_run_execute (self->recipe, self->folder, self->corrections, self->base, self->resume, NULL,
                      self->control, 0, 1, &last->error);
    break;
  case MIEN_JOB_STUDY:
    mien_study_execute_together (self->recipe, self->folder, self->corrections, self->base,
                                 self->resume, &self->together, self->control, &last->error);
    break;
  case MIEN_JOB_SEARCH:
    mien_search_execute (self->recipe, self->folder, self->corrections, self->base, self->resume,
                         self->control, &last->error);
    break;
  }
  mien_control_emit (self->control, last);
  return NULL;
}

static GPtrArray *
copy_corrections (GPtrArray *corrections)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_correction_free);

  for (guint i = 0; i < corrections->len; i++) {
    const MienCorrection *from = g_ptr_array_index (corrections, i);

    g_ptr_array_add (copy,
                     mien_correction_new (from->id, from->column, from->label, from->original));
  }
  return copy;
}

static MienJob *
start (const MienRecipe *recipe,
       MienJobKind kind,
       const char *folder,
       GPtrArray *corrections,
       const char *base,
       gboolean resume,
       const MienTogether *together,
       MienMailbox *events)
{
  MienJob *self = g_new0 (MienJob, 1);

  self->recipe = mien_recipe_copy (recipe);
  self->kind = kind;
  self->folder = g_strdup (folder);
  self->corrections = corrections != NULL ? copy_corrections (corrections) : NULL;
  self->base = g_strdup (base);
  self->resume = resume;
  self->together = *together;
  self->control = mien_control_new (events);
  self->thread = g_thread_new ("mien-job", job_main, self);
  return self;
}

MienJob *
mien_job_start (const MienRecipe *recipe,
                MienJobKind kind,
                const char *folder,
                GPtrArray *corrections,
                const char *base,
                gboolean resume,
                MienMailbox *events)
{
  return start (recipe, kind, folder, corrections, base, resume, &MIEN_ALONE, events);
}

MienJob *
mien_job_start_together (const MienRecipe *recipe,
                         const char *folder,
                         GPtrArray *corrections,
                         const char *base,
                         gboolean resume,
                         const MienTogether *together,
                         MienMailbox *events)
{
  return start (recipe, MIEN_JOB_STUDY, folder, corrections, base, resume, together, events);
}

MienControl *
mien_job_get_control (MienJob *self)
{
  return self->control;
}

const char *
mien_job_get_folder (MienJob *self)
{
  return self->folder;
}

gboolean
mien_job_is_study (MienJob *self)
{
  return self->kind == MIEN_JOB_STUDY;
}

void
mien_job_free (MienJob *self)
{
  if (self == NULL)
    return;

  mien_control_send (self->control, MIEN_COMMAND_STOP);
  g_thread_join (self->thread);
  mien_control_unref (self->control);
  g_clear_pointer (&self->corrections, g_ptr_array_unref);
  mien_recipe_free (self->recipe);
  g_free (self->folder);
  g_free (self->base);
  g_free (self);
}
