#include "engine/training/settings.h"

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

double *
mien_task_settings_weigh (const MienTaskSettings *self, const gint8 *parts)
{
  const MienColumn *column = self->column;

  if (self->class_weights == MIEN_CLASS_WEIGHTS_NONE || column->kind != MIEN_KIND_CLASS)
    return NULL;

  guint n_classes = g_strv_length (column->names);
  g_autofree guint *counts = g_new0 (guint, n_classes);
  double *weights = g_new (double, n_classes);
  for (guint i = 0; i < column->n_samples; i++) {
    int label = mien_column_get_class (column, i);

    if (label >= 0 && parts[i] == MIEN_PART_TRAIN)
      counts[label]++;
  }
  mien_class_weights_compute (self->class_weights, (int) n_classes, counts, weights);
  return weights;
}
