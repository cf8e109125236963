#include "engine/study/report/report-private.h"

#include <math.h>

MienFigureStyle
mien_report_style (void)
{
  MienFigureStyle style = mien_figure_style_paper ();

  style.font = "Cantarell,sans-serif";
  return style;
}

JsonObject *
mien_report_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

double
mien_report_number (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : (double) NAN;
}

char *
mien_report_metric (const char *metric)
{
  return g_strdelimit (g_strdup (metric != NULL ? metric : "–"), "_", ' ');
}
