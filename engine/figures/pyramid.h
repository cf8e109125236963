/* The smallest and largest of any stretch of a growing curve, without looking at every point. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MienPyramid MienPyramid;

/* Stretches from one multiple of so many points to another are found without looking at a value. */
#define MIEN_PYRAMID_CELL 16u

MienPyramid *mien_pyramid_new (void);
void mien_pyramid_free (MienPyramid *self);
/**
 * mien_pyramid_update:
 * @y: [n] the whole curve; what was given before must be its beginning still
 *
 * Takes what is new, in constant time a point on average. Where @n is smaller than before, points
 * were taken back from the end.
 */
void mien_pyramid_update (MienPyramid *self, const double *y, guint n);
guint mien_pyramid_get_n (const MienPyramid *self);
/* The extremes of the finite values among @y[@from … @to - 1], in a time that hardly grows with
 * their number; FALSE where there is none. @y: as last updated with */
gboolean mien_pyramid_find (const MienPyramid *self,
                            const double *y,
                            guint from,
                            guint to,
                            double *low,
                            double *high);
/* Number of the first value from @from on that is not finite, or n */
guint mien_pyramid_next_missing (const MienPyramid *self, guint from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPyramid, mien_pyramid_free)

G_END_DECLS
