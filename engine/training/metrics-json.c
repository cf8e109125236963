#include "engine/training/metrics-json.h"

#include <math.h>

void
mien_json_put_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

JsonObject *
mien_metrics_to_json (GArray *metrics)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < metrics->len; i++) {
    const MienMetric *metric = &g_array_index (metrics, MienMetric, i);

    mien_json_put_number (object, metric->name, metric->value);
  }
  return object;
}

JsonObject *
mien_class_figures_to_json (GArray *figures)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < figures->len; i++) {
    const MienClassFigures *class = &g_array_index (figures, MienClassFigures, i);
    JsonObject *numbers = json_object_new ();

    mien_json_put_number (numbers, "precision", class->precision);
    mien_json_put_number (numbers, "recall", class->recall);
    mien_json_put_number (numbers, "f1", class->f1);
    json_object_set_int_member (numbers, "n", class->n);
    json_object_set_object_member (object, class->name, numbers);
  }
  return object;
}
