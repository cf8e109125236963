/* What is made of ten people's votes: the rules of Barsoum et al. 2016. */
#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/ferplus.h"

#include <string.h>

#define MAX_TAKEN 3

/* The votes' order as indices of mien_expressions[]; -1 for unknown and NF. */
static const int classes[MIEN_FERPLUS_N_VOTES] = {0, 1, 3, 2, 6, 5, 4, 7, -1, -1};

/* Without single votes; the sum of what is left. */
static int
drop_slips (const int *votes, int *kept)
{
  int sum = 0;

  for (int k = 0; k < MIEN_FERPLUS_N_VOTES; k++) {
    kept[k] = votes[k] > 1 ? votes[k] : 0;
    sum += kept[k];
  }
  return sum;
}

static int
largest (const int *votes)
{
  int best = 0;

  for (int k = 1; k < MIEN_FERPLUS_N_VOTES; k++)
    best = votes[k] > votes[best] ? k : best;
  return best;
}

/* Takes the expressions with most votes, those of equal votes together, and returns how many there
 * were; FALSE at @more where unknown or NF were among them, which ends it. */
static int
take_most (int *kept, float *shares, int *taken, gboolean *more)
{
  int most = kept[largest (kept)], n = 0;

  for (int k = 0; *more && k < MIEN_FERPLUS_N_VOTES; k++) {
    if (kept[k] != most)
      continue;
    *more = classes[k] >= 0;
    if (!*more)
      break;
    shares[classes[k]] = (float) most;
    kept[k] = 0;
    *taken += most;
    n++;
  }
  return n;
}

gboolean
mien_ferplus_share (const int *votes, float *shares)
{
  int kept[MIEN_FERPLUS_N_VOTES];
  int sum = drop_slips (votes, kept), taken = 0, n_taken = 0;
  gboolean more = TRUE;

  memset (shares, 0, MIEN_N_EXPRESSIONS * sizeof *shares);
  while (more && 4 * taken < 3 * sum && n_taken < MAX_TAKEN)
    n_taken += take_most (kept, shares, &taken, &more);
  for (int k = 0; taken > 0 && k < MIEN_N_EXPRESSIONS; k++)
    shares[k] /= (float) taken;
  return 2 * taken > sum && n_taken <= MAX_TAKEN;
}

int
mien_ferplus_majority (const int *votes)
{
  int kept[MIEN_FERPLUS_N_VOTES];
  int sum = drop_slips (votes, kept);
  int best = largest (kept);

  return 2 * kept[best] > sum ? classes[best] : -1;
}

gboolean
mien_ferplus_is_no_face (const int *votes)
{
  for (int k = 0; k < MIEN_FERPLUS_N_VOTES - 1; k++)
    if (votes[k] > 0)
      return FALSE;
  return TRUE;
}
