#include "engine/samples/layouts/numbers.h"

#include <math.h>
#include <string.h>

#define BLANKS " \t\r\n"

/* Digits that a double holds exactly, and powers of ten that it does: then one division is right to
 * the last bit (Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990). */
#define EXACT_DIGITS 15

static const double powers[EXACT_DIGITS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* Up to 15 digits with at most one point; NULL where the number is written in another way. */
static const char *
read_plain (const char *at, const char *end, double *value)
{
  gboolean negative = at < end && *at == '-';
  gint64 digits = 0;
  int n = 0, behind = -1;

  at += negative;
  for (; at < end && (g_ascii_isdigit (*at) || (*at == '.' && behind < 0)); at++) {
    if (*at == '.') {
      behind = 0;
      continue;
    }
    digits = 10 * digits + (*at - '0');
    behind += behind >= 0;
    if (++n > EXACT_DIGITS)
      return NULL;
  }
  if (n == 0 || (at < end && (g_ascii_isalnum (*at) || *at == '.')))
    return NULL;
  *value = (double) digits / powers[MAX (behind, 0)];
  *value = negative ? -*value : *value;
  return at;
}

/* The text at @at need not end with a NUL, so the longest that a number can be is copied. */
static const char *
read_any (const char *at, const char *end, double *value)
{
  char text[64];
  gsize len = MIN ((gsize) (end - at), sizeof text - 1);
  char *behind = NULL;

  memcpy (text, at, len);
  text[len] = '\0';
  *value = g_ascii_strtod (text, &behind);
  return isfinite (*value) && behind != text ? at + (behind - text) : NULL;
}

static const char *
read_number (const char *at, const char *end, double *value)
{
  const char *behind = read_plain (at, end, value);

  return behind != NULL ? behind : read_any (at, end, value);
}

static gboolean
is_between (char c, const char *signs)
{
  return c != '\0' && (strchr (BLANKS, c) != NULL || strchr (signs, c) != NULL);
}

int
mien_numbers_parse (const char *text, gsize len, const char *signs, double *values, int max)
{
  const char *at = text, *end = text + len;
  int n = 0;

  for (;;) {
    while (at < end && is_between (*at, signs))
      at++;
    if (at == end)
      return n;
    if (n == max || (at = read_number (at, end, &values[n])) == NULL ||
        (at < end && !is_between (*at, signs)))
      return -1;
    n++;
  }
}

gboolean
mien_number_parse (const char *text, double *value)
{
  return mien_numbers_parse (text, strlen (text), "", value, 1) == 1;
}

gboolean
mien_number_parse_code (const char *text, int min, int max, int *code)
{
  double value;

  if (!mien_number_parse (text, &value) || value < min || value > max || value != floor (value))
    return FALSE;
  *code = (int) value;
  return TRUE;
}
