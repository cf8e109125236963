/* Numbers as the words of a study write them, in any locale alike. */
#include "engine/study/words-private.h"

#include <math.h>
#include <string.h>

gboolean
mien_study_tells_shares (const MienStudy *self)
{
  return strstr (self->metric, "accuracy") != NULL || strstr (self->metric, "f1") != NULL;
}

char *
mien_tell_decimals (double value, int n)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[] = "%.0f";

  format[2] = (char) ('0' + n);
  return g_strdup (g_ascii_formatd (digits, sizeof digits, format, value));
}

char *
mien_study_tell_figure (const MienStudy *self, double value, gboolean sign)
{
  gboolean share = mien_study_tells_shares (self);
  g_autofree char *digits = mien_tell_decimals (share ? 100.0 * value : value, share ? 1 : 3);

  return g_strconcat (sign && *digits != '-' ? "+" : "", digits, NULL);
}

char *
mien_study_tell_amount (const MienStudy *self, double value)
{
  double points = 100.0 * value;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!mien_study_tells_shares (self))
    return g_strdup (g_ascii_formatd (digits, sizeof digits, "%.3g", value));
  g_ascii_formatd (digits, sizeof digits, "%.3g", points);
  return g_strconcat (digits, g_str_equal (digits, "1") ? " point" : " points", NULL);
}

char *
mien_tell_p (double p)
{
  g_autofree char *digits = mien_tell_decimals (p, 3);

  return p < 0.001 ? g_strdup ("p < 0.001") : g_strconcat ("p = ", digits, NULL);
}

char *
mien_tell_percent (double share)
{
  g_autofree char *digits = mien_tell_decimals (100.0 * share, 0);

  if (share > 0.0 && share < 0.005)
    return g_strdup ("less than 1 %");
  if (share < 1.0 && share > 0.995)
    return g_strdup ("more than 99 %");
  return g_strconcat (digits, " %", NULL);
}
