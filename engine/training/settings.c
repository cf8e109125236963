#include "engine/training/settings.h"

#include <math.h>

static const char *const roles[] = {"main", "auxiliary", "adversarial"};

const char *
mien_role_name (MienRole role)
{
  return roles[role];
}

gboolean
mien_role_from_name (const char *name, MienRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (name, roles[i])) {
      *role = (MienRole) i;
      return TRUE;
    }
  return FALSE;
}

/* [classes] of the training part */
static guint *
count_classes (const MienColumn *column, const gint8 *parts, guint n_classes)
{
  guint *counts = g_new0 (guint, n_classes);

  for (guint i = 0; i < column->n_samples; i++) {
    int label = mien_column_get_class (column, i);

    if (label >= 0 && parts[i] == MIEN_PART_TRAIN)
      counts[label]++;
  }
  return counts;
}

static double *
weigh_classes (MienClassWeights method, double beta, const MienColumn *column, const gint8 *parts)
{
  guint n_classes = g_strv_length (column->names);
  g_autofree guint *counts = count_classes (column, parts, n_classes);
  double *weights = g_new (double, n_classes);

  mien_class_weights_compute (method, beta, (int) n_classes, counts, weights);
  return weights;
}

static double *
weigh_flags (double positive, const MienColumn *column, const gint8 *parts)
{
  double *weights = g_new (double, column->width);

  for (int k = 0; k < column->width; k++) {
    guint yes = 0, no = 0;

    for (guint i = 0; i < column->n_samples; i++) {
      float label = column->values[(gsize) i * (gsize) column->width + (gsize) k];

      yes += parts[i] == MIEN_PART_TRAIN && label >= 0.5f;
      no += parts[i] == MIEN_PART_TRAIN && label < 0.5f;
    }
    weights[k] = yes == 0 || no == 0 ? 1.0
                                     : CLAMP (pow ((double) no / yes, positive),
                                              1.0 / MIEN_POSITIVE_MOST, MIEN_POSITIVE_MOST);
  }
  return weights;
}

double *
mien_task_settings_weigh (const MienTaskSettings *self, const gint8 *parts)
{
  double usual[MIEN_LOSS_MOST_OPTIONS];
  const double *options = self->loss_options != NULL ? self->loss_options : usual;

  mien_loss_default_options (self->loss, usual);
  if (self->loss == MIEN_LOSS_CLASS_BALANCED)
    return weigh_classes (MIEN_CLASS_WEIGHTS_EFFECTIVE, options[0], self->column, parts);
  if (self->loss == MIEN_LOSS_BCE && options[0] > 0.0)
    return weigh_flags (options[0], self->column, parts);
  if (self->class_weights != MIEN_CLASS_WEIGHTS_NONE && self->column->kind == MIEN_KIND_CLASS)
    return weigh_classes (self->class_weights, MIEN_EFFECTIVE_BETA, self->column, parts);
  return NULL;
}
