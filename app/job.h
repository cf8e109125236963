/* A run or a study carried out to its end by a command. */
#pragma once

#include "engine/study/job.h"

G_BEGIN_DECLS

/* Progress goes to standard error; Ctrl+C and SIGTERM stop it with a checkpoint, which is an error
 * that says how to go on. @corrections: (nullable); @together: (nullable): of a study */
gboolean mien_job_carry_out (const MienRecipe *recipe,
                             MienJobKind kind,
                             const char *folder,
                             GPtrArray *corrections,
                             gboolean resume,
                             const MienTogether *together,
                             GError **error);

G_END_DECLS
