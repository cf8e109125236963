#include "ui/models/run-item.h"

#include "engine/study/digest.h"
#include "engine/training/metrics.h"

#include <math.h>

struct _MienRunItem {
  GObject parent_instance;

  MienRunEntry *entry;
  MienRun *run; /* (nullable): NULL until it is asked for */
  char *main;   /* (nullable) */
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
    g_value_set_string (value, self->entry->name);
    break;
  case PROP_ARM:
    g_value_set_string (value, self->entry->arm);
    break;
  case PROP_MAIN:
    g_value_set_string (value, self->main);
    break;
  case PROP_METRIC:
    g_value_set_string (value, self->metric);
    break;
  case PROP_FOLDER:
    g_value_set_string (value, self->entry->folder);
    break;
  case PROP_VALUE:
    g_value_set_double (value, self->value);
    break;
  case PROP_STATE:
    g_value_set_int (value, (int) self->entry->state);
    break;
  case PROP_MODIFIED:
    g_value_set_int64 (value, self->entry->modified);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_run_item_finalize (GObject *object)
{
  MienRunItem *self = MIEN_RUN_ITEM (object);

  mien_run_entry_free (self->entry);
  mien_run_free (self->run);
  g_free (self->main);

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
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, MIEN_RUN_GONE, 0, flags);
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

  self->main = mien_digest_get (self->entry->digest, "run.main");
  self->value = (double) NAN;
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && isnan (self->value); i++) {
    self->metric = mien_metric_main (kinds[i]);
    self->value = mien_run_item_get_figure (self, "test", self->metric);
  }
}

double
mien_run_item_get_figure (MienRunItem *self, const char *part, const char *metric)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), (double) NAN);

  g_autofree char *key = g_strjoin (".", part, self->main != NULL ? self->main : "", metric, NULL);

  return mien_digest_get_number (self->entry->digest, key);
}

MienRunItem *
mien_run_item_new (MienRunEntry *entry)
{
  MienRunItem *self = g_object_new (MIEN_TYPE_RUN_ITEM, NULL);

  self->entry = entry;
  find_value (self);
  return self;
}

const MienRunEntry *
mien_run_item_get_entry (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->entry;
}

MienRun *
mien_run_item_load_run (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  if (self->run == NULL)
    self->run = mien_run_open (self->entry->folder, NULL);
  return self->run;
}

const char *
mien_run_item_get_main (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->main;
}

const char *
mien_run_item_get_folder (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->entry->folder;
}

const char *
mien_run_item_get_name (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), NULL);

  return self->entry->name;
}

MienRunState
mien_run_item_get_state (MienRunItem *self)
{
  g_return_val_if_fail (MIEN_IS_RUN_ITEM (self), MIEN_RUN_BROKEN);

  return self->entry->state;
}
