/* What the words of a study are put together from. Private to study. */
#pragma once

#include "engine/study/study.h"

G_BEGIN_DECLS

/* study-figures.c: (transfer full): @value of the study's metric; of a share in points of a hundred
 */
char *mien_study_tell_figure (const MienStudy *self, double value, gboolean sign);
/* (transfer full): "1 point", "0.5 points", or the figure of what is no share */
char *mien_study_tell_amount (const MienStudy *self, double value);
gboolean mien_study_tells_shares (const MienStudy *self);
char *mien_tell_p (double p);           /* (transfer full): "p = 0.030", "p < 0.001" */
char *mien_tell_percent (double share); /* (transfer full): "82 %"; never a rounded 0 or 100 */
char *mien_tell_decimals (double value, int n);

/* study-details.c: what else is known of a comparison, a line each */
void
mien_study_say_details (GString *text, const MienStudy *self, const MienComparison *comparison);

G_END_DECLS
