#include "engine/samples/data/column.h"

#include "engine/core/error.h"

#include <math.h>
#include <string.h>

/* A sample that has flags, but none of them; an empty cell says that nothing is known. */
#define NO_FLAGS "none"
/* Before a flag of which nothing is known, while something is known of others. */
#define UNKNOWN_FLAG "?"

MienColumn *
mien_column_new (const char *name,
                 MienKind kind,
                 const char *const *names,
                 int width,
                 guint n_samples)
{
  g_return_val_if_fail (name != NULL && width >= 1, NULL);

  MienColumn *self = g_new0 (MienColumn, 1);
  gsize n_values = (gsize) n_samples * (gsize) width;

  self->name = g_strdup (name);
  self->kind = kind;
  self->names = g_strdupv ((char **) names);
  self->width = width;
  self->n_samples = n_samples;
  self->values = g_new (float, n_values);
  for (gsize i = 0; i < n_values; i++)
    self->values[i] = NAN;
  return self;
}

MienColumn *
mien_column_copy (const MienColumn *self)
{
  MienColumn *copy = mien_column_new (self->name, self->kind, (const char *const *) self->names,
                                      self->width, self->n_samples);

  if (self->n_samples > 0)
    memcpy (copy->values, self->values,
            (gsize) self->n_samples * (gsize) self->width * sizeof (float));
  return copy;
}

void
mien_column_free (MienColumn *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_strfreev (self->names);
  g_free (self->values);
  g_free (self);
}

static const float *
values_of (const MienColumn *self, guint sample)
{
  return self->values + (gsize) sample * (gsize) self->width;
}

/* Of flags some may be known and others not, where data sets with other flags were joined. */
gboolean
mien_column_is_missing (const MienColumn *self, guint sample)
{
  const float *values = values_of (self, sample);

  for (int k = 0; k < self->width; k++)
    if (!isnan (values[k]))
      return FALSE;
  return TRUE;
}

int
mien_column_get_class (const MienColumn *self, guint sample)
{
  float value = *values_of (self, sample);

  return isnan (value) ? -1 : (int) value;
}

int
mien_column_find_name (const MienColumn *self, const char *name)
{
  for (int i = 0; self->names != NULL && self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], name))
      return i;
  return -1;
}

guint
mien_column_count_missing (const MienColumn *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_samples; i++)
    n += mien_column_is_missing (self, i);
  return n;
}

static void
count_sample (const MienColumn *self, guint sample, guint *counts)
{
  const float *values = values_of (self, sample);

  if (self->kind == MIEN_KIND_CLASS) {
    counts[(int) values[0]]++;
    return;
  }
  for (int k = 0; k < self->width; k++)
    counts[k] += values[k] > 0.0f;
}

/* A sample counts once for every flag it has and for every class that got votes. */
guint *
mien_column_count (const MienColumn *self)
{
  guint n_names = self->names != NULL ? g_strv_length (self->names) : 0;
  guint *counts = g_new0 (guint, MAX (n_names, 1));

  for (guint i = 0; n_names > 0 && i < self->n_samples; i++)
    if (!mien_column_is_missing (self, i))
      count_sample (self, i, counts);
  return counts;
}

/* The fewest digits that read back as the same float. */
static void
append_number (GString *text, float value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 6; precision <= 9; precision++) {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%dg", precision);
    g_ascii_formatd (digits, sizeof digits, format, (double) value);
    if ((float) g_ascii_strtod (digits, NULL) == value)
      break;
  }
  g_string_append (text, digits);
}

static void
append_flags (GString *text, const MienColumn *self, const float *values)
{
  for (int k = 0; k < self->width; k++)
    if (values[k] > 0.5f || isnan (values[k]))
      g_string_append_printf (text, "%s%s%s", text->len > 0 ? "|" : "",
                              isnan (values[k]) ? UNKNOWN_FLAG : "", self->names[k]);
  if (text->len == 0)
    g_string_append (text, NO_FLAGS);
}

static void
append_votes (GString *text, const MienColumn *self, const float *values)
{
  for (int k = 0; k < self->width; k++)
    if (values[k] > 0.0f) {
      g_string_append_printf (text, "%s%s:", text->len > 0 ? "|" : "", self->names[k]);
      append_number (text, values[k]);
    }
}

char *
mien_column_format (const MienColumn *self, guint sample)
{
  g_return_val_if_fail (sample < self->n_samples, NULL);

  GString *text = g_string_new (NULL);
  const float *values = values_of (self, sample);

  if (mien_column_is_missing (self, sample))
    return g_string_free (text, FALSE);
  if (self->kind == MIEN_KIND_CLASS)
    g_string_append (text, self->names[(int) values[0]]);
  else if (self->kind == MIEN_KIND_FLAGS)
    append_flags (text, self, values);
  else if (self->kind == MIEN_KIND_DISTRIBUTION)
    append_votes (text, self, values);
  else
    for (int i = 0; i < self->width; i++) {
      if (i > 0)
        g_string_append_c (text, ' ');
      append_number (text, values[i]);
    }
  return g_string_free (text, FALSE);
}

/* The index of @name, or -1 with an error that lists the names there are. */
static int
require_name (const MienColumn *self, const char *name, GError **error)
{
  int index = mien_column_find_name (self, name);

  if (index < 0) {
    g_autofree char *known = g_strjoinv (", ", self->names);

    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s knows no “%s”; it can be one of: %s",
                 self->name, name, known);
  }
  return index;
}

static gboolean
parse_number (const MienColumn *self, const char *text, float *value, GError **error)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s takes numbers such as -0.3, not “%s”",
                 self->name, text);
    return FALSE;
  }
  *value = (float) number;
  return TRUE;
}

static gboolean
parse_flags (const MienColumn *self, const char *text, float *values, GError **error)
{
  g_auto (GStrv) words = g_strsplit (g_str_equal (text, NO_FLAGS) ? "" : text, "|", -1);

  for (int k = 0; k < self->width; k++)
    values[k] = 0.0f;
  for (guint i = 0; words[i] != NULL; i++) {
    gboolean unknown = g_str_has_prefix (g_strstrip (words[i]), UNKNOWN_FLAG);
    int index;

    if (*words[i] == '\0')
      continue;
    if ((index = require_name (self, words[i] + (unknown ? 1 : 0), error)) < 0)
      return FALSE;
    values[index] = unknown ? NAN : 1.0f;
  }
  return TRUE;
}

static gboolean
parse_vote (const MienColumn *self, char *vote, float *values, GError **error)
{
  char *colon = strrchr (vote, ':');
  float share = 0.0f;

  if (colon == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s takes votes such as happy:0.7|sad:0.3, not “%s”", self->name, vote);
    return FALSE;
  }
  *colon = '\0';

  int index = require_name (self, g_strstrip (vote), error);

  if (index < 0 || !parse_number (self, g_strstrip (colon + 1), &share, error))
    return FALSE;
  values[index] = MAX (share, 0.0f);
  return TRUE;
}

static gboolean
parse_votes (const MienColumn *self, const char *text, float *values, GError **error)
{
  g_auto (GStrv) votes = g_strsplit (text, "|", -1);
  float sum = 0.0f;

  for (int k = 0; k < self->width; k++)
    values[k] = 0.0f;
  for (guint i = 0; votes[i] != NULL; i++)
    if (!parse_vote (self, votes[i], values, error))
      return FALSE;
  for (int k = 0; k < self->width; k++)
    sum += values[k];
  if (!(sum > 0.0f)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s needs a vote above 0 in “%s”", self->name,
                 text);
    return FALSE;
  }
  for (int k = 0; k < self->width; k++)
    values[k] /= sum;
  return TRUE;
}

static gboolean
parse_numbers (const MienColumn *self, const char *text, float *values, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  int n = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (n < self->width && !parse_number (self, words[i], &values[n], error))
      return FALSE;
    n++;
  }
  if (n == self->width)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s takes %d numbers parted by spaces, not %d",
               self->name, self->width, n);
  return FALSE;
}

static gboolean
parse_class (const MienColumn *self, const char *text, float *values, GError **error)
{
  int index = require_name (self, text, error);

  values[0] = (float) index;
  return index >= 0;
}

/* Points are taken as fractions, as they are kept. On an error @values are partly overwritten. */
gboolean
mien_column_parse (const MienColumn *self, const char *text, float *values, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (*trimmed == '\0') {
    for (int i = 0; i < self->width; i++)
      values[i] = NAN;
    return TRUE;
  }
  switch (self->kind) {
  case MIEN_KIND_CLASS:
    return parse_class (self, trimmed, values, error);
  case MIEN_KIND_FLAGS:
    return parse_flags (self, trimmed, values, error);
  case MIEN_KIND_DISTRIBUTION:
    return parse_votes (self, trimmed, values, error);
  case MIEN_KIND_SCALAR:
  case MIEN_KIND_POINTS:
  default:
    return parse_numbers (self, trimmed, values, error);
  }
}

MienTask *
mien_column_to_task (const MienColumn *self)
{
  int width = self->kind == MIEN_KIND_CLASS ? (int) g_strv_length (self->names) : self->width;

  return mien_task_new (self->name, self->kind, (const char *const *) self->names, width);
}
