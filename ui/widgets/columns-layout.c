#include "ui/widgets/columns-layout.h"

struct _MienColumnsLayout {
  GtkLayoutManager parent_instance;

  int spacing;
  int threshold;
  double share;
};

G_DEFINE_FINAL_TYPE (MienColumnsLayout, mien_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

enum {
  PROP_0,
  PROP_SPACING,
  PROP_THRESHOLD,
  PROP_SHARE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
column_width (MienColumnsLayout *self, int width, gboolean first)
{
  int left = (int) ((width - self->spacing) * self->share);

  return first ? left : width - self->spacing - left;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int least, wish;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += wish;
  }
}

static void
measure_height (MienColumnsLayout *self, GtkWidget *widget, int width, int *minimum, int *natural)
{
  gboolean wide = width >= self->threshold;
  GtkWidget *first = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int least, wish;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                        wide ? column_width (self, width, child == first) : width, &least, &wish,
                        NULL, NULL);
    *minimum = wide ? MAX (*minimum, least) : *minimum + least;
    *natural = wide ? MAX (*natural, wish) : *natural + wish;
    if (!wide && child != first) {
      *minimum += self->spacing;
      *natural += self->spacing;
    }
  }
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (MIEN_COLUMNS_LAYOUT (manager), widget, for_size, minimum, natural);
  *minimum_baseline = *natural_baseline = -1;
}

static void
allocate (GtkLayoutManager *manager,
          GtkWidget *widget,
          int width,
          int height,
          int baseline G_GNUC_UNUSED)
{
  MienColumnsLayout *self = MIEN_COLUMNS_LAYOUT (manager);
  gboolean wide = width >= self->threshold;
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int x = 0, y = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int across = wide ? column_width (self, width, child == first) : width;
    int least, wish;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, across, &least, &wish, NULL, NULL);
    gtk_widget_size_allocate (child, &(GtkAllocation){x, y, across, wide ? height : wish}, -1);
    x += wide ? across + self->spacing : 0;
    y += wide ? 0 : wish + self->spacing;
  }
}

static void
mien_columns_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienColumnsLayout *self = MIEN_COLUMNS_LAYOUT (object);

  if (id == PROP_SPACING)
    g_value_set_int (value, self->spacing);
  else if (id == PROP_THRESHOLD)
    g_value_set_int (value, self->threshold);
  else if (id == PROP_SHARE)
    g_value_set_double (value, self->share);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_columns_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienColumnsLayout *self = MIEN_COLUMNS_LAYOUT (object);

  if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else if (id == PROP_THRESHOLD)
    self->threshold = g_value_get_int (value);
  else if (id == PROP_SHARE)
    self->share = g_value_get_double (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
mien_columns_layout_class_init (MienColumnsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_columns_layout_get_property;
  object_class->set_property = mien_columns_layout_set_property;
  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 24, flags);
  properties[PROP_THRESHOLD] = g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 1000, flags);
  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0.0, 1.0, 0.6, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_columns_layout_init (MienColumnsLayout *self)
{
  self->spacing = 24;
  self->threshold = 1000;
  self->share = 0.6;
}
