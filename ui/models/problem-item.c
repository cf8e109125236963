#include "ui/models/problem-item.h"

struct _MienProblemItem {
  GObject parent_instance;

  MienProblem *problem;
};

G_DEFINE_FINAL_TYPE (MienProblemItem, mien_problem_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PATH,
  PROP_WHAT,
  PROP_N_FACES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
mien_problem_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienProblemItem *self = MIEN_PROBLEM_ITEM (object);

  switch (id) {
  case PROP_PATH:
    g_value_set_string (value, self->problem->path);
    break;
  case PROP_WHAT:
    g_value_set_string (value, self->problem->what);
    break;
  case PROP_N_FACES:
    g_value_set_uint (value, self->problem->samples->len);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_problem_item_finalize (GObject *object)
{
  mien_problem_free (MIEN_PROBLEM_ITEM (object)->problem);

  G_OBJECT_CLASS (mien_problem_item_parent_class)->finalize (object);
}

static void
mien_problem_item_class_init (MienProblemItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_problem_item_get_property;
  object_class->finalize = mien_problem_item_finalize;
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_WHAT] = g_param_spec_string ("what", NULL, NULL, NULL, flags);
  properties[PROP_N_FACES] = g_param_spec_uint ("n-faces", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_problem_item_init (MienProblemItem *self G_GNUC_UNUSED)
{
}

MienProblemItem *
mien_problem_item_new (const MienProblem *problem)
{
  MienProblemItem *self = g_object_new (MIEN_TYPE_PROBLEM_ITEM, NULL);

  self->problem = mien_problem_copy (problem);
  return self;
}

GArray *
mien_problem_item_get_samples (MienProblemItem *self)
{
  g_return_val_if_fail (MIEN_IS_PROBLEM_ITEM (self), NULL);

  return self->problem->samples;
}
