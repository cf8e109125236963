#include "ui/models/run-item.h"

#include "engine/training/metrics.h"

#include <math.h>

struct _MienRunItem {
  GObject parent_instance;

  MienRun *run;
  const char *metric;
  double value;
};

G_DEFINE_FINAL_TYPE (MienRunItem, mien_run_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_NAME,
  PROP_ARM,
  PROP_MAIN,
  PROP_METRIC,
  PROP_FOLDER,
  PROP_VALUE,
  PROP_STATE,
  PROP_MODIFIED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
mien_run_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienRunItem *self = MIEN_RUN_ITEM (object);

  switch (id) {
  case PROP_NAME:
    g_value_set_string (value, self->run->name);
    break;
  case PROP_ARM:
    g_value_set_string (value, self->run->arm);
    break;
  case PROP_MAIN:
    g_value_set_string (value, mien_run_get_main (self->run));
    break;
  case PROP_METRIC:
    g_value_set_string (value, self->metric);
    break;
  case PROP_FOLDER:
    g_value_set_string (value, self->run->folder);
    break;
  case PROP_VALUE:
    g_value_set_double (value, self->value);
    break;
  case PROP_STATE:
    g_value_set_int (value, (int) self->run->state);
    break;
  case PROP_MODIFIED:
    g_value_set_int64 (value, self->run->modified);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_run_item_finalize (GObject *object)
{
  mien_run_free (MIEN_RUN_ITEM (object)->run);

  G_OBJECT_CLASS (mien_run_item_parent_class)->finalize (object);
}

static void
mien_run_item_class_init (MienRunItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_run_item_get_property;
  object_class->finalize = mien_run_item_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ARM] = g_param_spec_string ("arm", NULL, NULL, NULL, flags);
  properties[PROP_MAIN] = g_param_spec_string ("main", NULL, NULL, NULL, flags);
  properties[PROP_METRIC] = g_param_spec_string ("metric", NULL, NULL, NULL, flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] =
      g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, MIEN_RUN_BROKEN, 0, flags);
  properties[PROP_MODIFIED] =
      g_param_spec_int64 ("modified", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_run_item_init (MienRunItem *self G_GNUC_UNUSED)
{
}

/* The first of the kinds' main metrics that the run has for its main task. */
static void
find_value (MienRunItem *self)
{
  const MienKind kinds[] = {MIEN_KIND_CLASS, MIEN_KIND_FLAGS, MIEN_KIND_SCALAR, MIEN_KIND_POINTS};

  self->value = (double) NAN;
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && isnan (self->value); i++) {
    self->metric = mien_metric_main (kinds[i]);
    self->value = mien_run_get_metric (self->run, NULL, "test", self->metric);
  }
}

MienRunItem *
mien_run_item_new (MienRun *run)
{
  MienRunItem *self = g_object_new (MIEN_TYPE_RUN_ITEM, NULL);

  self->run = run;
  find_value (self);
  return self;
}

MienRun *
mien_run_item_get_run (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->run;
}

const char *
mien_run_item_get_folder (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->run->folder;
}

const char *
mien_run_item_get_name (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->run->name;
}

MienRunState
mien_run_item_get_state (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), MIEN_RUN_BROKEN);

  return self->run->state;
}
