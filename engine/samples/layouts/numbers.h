/* Numbers in label files, which hold millions of them. A locale has no say in how they are read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A finite number with blanks around it at most; FALSE where @text is anything else. */
gboolean mien_number_parse (const char *text, double *value);

/* A whole number from @min to @max, also written as 3.0000000e+00. */
gboolean mien_number_parse_code (const char *text, int min, int max, int *code);

/**
 * mien_numbers_parse:
 * @signs: what may stand between the numbers, besides blanks and line ends
 * @values: [max]
 *
 * Returns: how many there are, or -1 where there are more than @max or anything that is no finite
 *   number
 */
int mien_numbers_parse (const char *text, gsize len, const char *signs, double *values, int max);

G_END_DECLS
