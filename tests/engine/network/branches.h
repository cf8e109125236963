/* Networks whose tasks branch, with losses whose gradients are known. */
#pragma once

#include "engine/network/network.h"

/* Three tasks: a, b and c, of 3, 1 and 2 numbers; @branches: [3] (nullable elements: the trunk) */
GPtrArray *branching_tasks (const char *const *branches);
MienNetwork *branching_network (const char *preset, int size, const char *const *branches);
float *random_pictures (int n, int size); /* (transfer full): grey */
int smallest_size (const char *preset);

/* 0.5 sum (z - target)^2 of each task into @losses [n_tasks], after a forward pass; sets d_logits
 */
void take_losses (MienNetwork *network, int n, double *losses);

/* The largest over all parameters of how far the gradients of @a are from those of @b, against
 * their lengths. */
double gradients_differ (MienNetwork *a, MienNetwork *b);
