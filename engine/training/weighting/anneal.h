/* Auxiliary tasks help at the start and leave the main task to itself towards the end.
 *
 *     heads = shared = given_t (end + (1 - end) (1 - progress)^power)   for auxiliary tasks
 *
 * and given_t for the main one. power 1 is a straight line, more falls early, less falls late; a
 * schedule of the kind that curricula over tasks use, not one paper's. */
#pragma once

#include "engine/training/weighting/method.h"

G_BEGIN_DECLS

extern const MienWeightingMethod mien_weighting_anneal;

G_END_DECLS
