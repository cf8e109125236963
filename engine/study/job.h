/* A run, a study or a search carried out on a thread of its own. */
#pragma once

#include "engine/study/together.h"

G_BEGIN_DECLS

typedef struct _MienJob MienJob;

typedef enum {
  MIEN_JOB_RUN,    /* the recipe once */
  MIEN_JOB_STUDY,  /* its arms, folds and seeds */
  MIEN_JOB_SEARCH, /* the weights of its auxiliary tasks searched for */
} MienJobKind;

/**
 * mien_job_start:
 * @recipe: copied
 * @corrections: (nullable) (element-type MienCorrection): copied
 * @events: (transfer none): gets MienEvent until FINISHED; must outlive the job
 */
MienJob *mien_job_start (const MienRecipe *recipe,
                         MienJobKind kind,
                         const char *folder,
                         GPtrArray *corrections,
                         const char *base,
                         gboolean resume,
                         MienMailbox *events);
/* A study; @together: copied, with what it points to left where it is until the job is freed */
MienJob *mien_job_start_together (const MienRecipe *recipe,
                                  const char *folder,
                                  GPtrArray *corrections,
                                  const char *base,
                                  gboolean resume,
                                  const MienTogether *together,
                                  MienMailbox *events);
MienControl *mien_job_get_control (MienJob *self);
const char *mien_job_get_folder (MienJob *self);
gboolean mien_job_is_study (MienJob *self);
/* Stops and joins; call it after FINISHED, so that the join does not wait. */
void mien_job_free (MienJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienJob, mien_job_free)

G_END_DECLS
