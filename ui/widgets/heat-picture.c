#include "ui/widgets/heat-picture.h"

#include "engine/figures/heat.h"

#include <glib/gi18n.h>

struct _MienHeatPicture {
  GtkWidget parent_instance;

  guint8 *face;
  float *map;
  int channels, size;
  double strength;
};

G_DEFINE_FINAL_TYPE (MienHeatPicture, mien_heat_picture, GTK_TYPE_WIDGET)

static void
mien_heat_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienHeatPicture *self = MIEN_HEAT_PICTURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->face == NULL)
    return;

  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mien_heat_paint (cr, width, height, self->face, self->channels, self->size, self->map,
                   self->map != NULL ? self->strength : 0.0);
  cairo_destroy (cr);
}

static void
mien_heat_picture_measure (GtkWidget *widget G_GNUC_UNUSED,
                           GtkOrientation orientation G_GNUC_UNUSED,
                           int for_size G_GNUC_UNUSED,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline G_GNUC_UNUSED,
                           int *natural_baseline G_GNUC_UNUSED)
{
  *minimum = 96;
  *natural = 200;
}

static void
mien_heat_picture_finalize (GObject *object)
{
  MienHeatPicture *self = MIEN_HEAT_PICTURE (object);

  g_free (self->face);
  g_free (self->map);
  G_OBJECT_CLASS (mien_heat_picture_parent_class)->finalize (object);
}

static void
mien_heat_picture_class_init (MienHeatPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_heat_picture_finalize;
  widget_class->snapshot = mien_heat_picture_snapshot;
  widget_class->measure = mien_heat_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "heatpicture");
}

static void
mien_heat_picture_init (MienHeatPicture *self)
{
  self->strength = 0.6;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Saliency"), -1);
}

void
mien_heat_picture_set (MienHeatPicture *self,
                       const guint8 *face,
                       int channels,
                       int size,
                       const float *map,
                       const char *description)
{
  g_return_if_fail (MIEN_IS_HEAT_PICTURE (self));

  gsize n_pixels = (gsize) size * (gsize) size;
  g_free (self->face);
  g_free (self->map);
  self->face = face != NULL ? g_memdup2 (face, n_pixels * (gsize) channels) : NULL;
  self->map = map != NULL ? g_memdup2 (map, n_pixels * sizeof (float)) : NULL;
  self->channels = channels;
  self->size = size;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mien_heat_picture_set_strength (MienHeatPicture *self, double strength)
{
  g_return_if_fail (MIEN_IS_HEAT_PICTURE (self));

  self->strength = strength;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
