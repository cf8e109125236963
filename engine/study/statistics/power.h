/* How many paired runs it takes to show a difference. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mien_paired_power:
 * @difference: the true one
 * @deviation: standard deviation of the differences of pairs, above 0
 * @n: pairs, at least 2
 * @ratio: as mien_corrected_t() takes it
 * @alpha: level of the two-sided test
 *
 *     P (|T| > t_alpha),  T ~ noncentral t (n - 1, difference / (deviation sqrt (1/n + ratio)))
 *
 * by 128 points of Gauss and Legendre over the chi distribution below.
 *
 * Source: Johnson, Kotz & Balakrishnan, "Continuous Univariate Distributions", volume 2, 1995,
 * chapter 31; with the corrected variance of Nadeau & Bengio in the place of s^2/n.
 *
 * Returns: the probability that mien_corrected_t() comes out below @alpha
 */
double mien_paired_power (double difference, double deviation, guint n, double ratio, double alpha);

/* The fewest pairs that show @difference with probability @power; 0 where 10,000 would not, as
 * where the correction leaves too much chance however many seeds there are. */
guint
mien_pairs_needed (double difference, double deviation, double ratio, double alpha, double power);

/**
 * mien_noether:
 * @share: of the pairs in which b is better, above 0.5
 *
 *     n >= ((z_(1 - alpha) + z_power) / (sqrt (6) (share - 1/2)))^2
 *
 * Source: Noether, "Sample Size Determination for Some Common Nonparametric Tests", Journal of the
 * American Statistical Association 82, 1987; as taken by Bouthillier et al., "Accounting for
 * Variance in Machine Learning Benchmarks", MLSys 2021, who ask for a share of 0.75 at 0.05 and
 * 0.95: 29.
 */
guint mien_noether (double share, double alpha, double power);

G_END_DECLS
