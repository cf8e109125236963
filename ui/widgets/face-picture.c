#include "ui/widgets/face-picture.h"

#include "ui/widgets/thumbnails.h"

#include <glib/gi18n.h>

struct _MienFacePicture {
  GtkWidget parent_instance;

  int size;
  GdkTexture *texture; /* (nullable) */
  gboolean broken;
  char *tip;             /* (nullable): the sample's id, or why it cannot be shown */
  GCancellable *loading; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienFacePicture, mien_face_picture, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
mien_face_picture_measure (GtkWidget *widget,
                           GtkOrientation orientation G_GNUC_UNUSED,
                           int for_size G_GNUC_UNUSED,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = MIEN_FACE_PICTURE (widget)->size;
  *minimum_baseline = *natural_baseline = -1;
}

/* The largest rectangle of the picture's proportions in the middle; a square where there is none.
 */
static graphene_rect_t
fit (GdkTexture *texture, float width, float height)
{
  float w = texture != NULL ? (float) gdk_texture_get_width (texture) : 1.0f;
  float h = texture != NULL ? (float) gdk_texture_get_height (texture) : 1.0f;
  float scale = MIN (width / w, height / h);

  return GRAPHENE_RECT_INIT ((width - w * scale) / 2, (height - h * scale) / 2, w * scale,
                             h * scale);
}

static void
draw_broken (MienFacePicture *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int size = MIN (32, self->size / 2);
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), "image-missing-symbolic",
      NULL, size, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.5f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (place->origin.x + (place->size.width - (float) size) / 2,
                                      place->origin.y + (place->size.height - (float) size) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_placeholder (MienFacePicture *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= 0.08f;
  gtk_snapshot_append_color (snapshot, &colour, place);
  if (self->broken)
    draw_broken (self, snapshot, place);
}

static void
mien_face_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienFacePicture *self = MIEN_FACE_PICTURE (widget);
  graphene_rect_t place = fit (self->texture, (float) gtk_widget_get_width (widget),
                               (float) gtk_widget_get_height (widget));
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, &place, 6.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &place);
  else
    draw_placeholder (self, snapshot, &place);
  gtk_snapshot_pop (snapshot);
}

static void
stop_loading (MienFacePicture *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
on_loaded (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienFacePicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = mien_thumbnail_load_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  g_clear_object (&self->loading);
  self->broken = texture == NULL;
  g_set_object (&self->texture, texture);
  if (error != NULL) {
    g_free (self->tip);
    self->tip = g_strdup (error->message);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
name_face (MienFacePicture *self, const char *id)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  id != NULL ? id : _ ("No face"), -1);
  g_free (self->tip);
  self->tip = g_strdup (id);
}

/* Asked for when the pointer rests, as setting a tooltip costs each of a scrolling grid's faces a
 * round trip to the display. */
static gboolean
mien_face_picture_query_tooltip (GtkWidget *widget,
                                 int x G_GNUC_UNUSED,
                                 int y G_GNUC_UNUSED,
                                 gboolean keyboard G_GNUC_UNUSED,
                                 GtkTooltip *tooltip)
{
  MienFacePicture *self = MIEN_FACE_PICTURE (widget);

  gtk_tooltip_set_text (tooltip, self->tip);
  return self->tip != NULL;
}

void
mien_face_picture_show (MienFacePicture *self, MienDataset *dataset, guint sample)
{
  g_return_if_fail (MIEN_IS_FACE_PICTURE (self));

  stop_loading (self);
  g_clear_object (&self->texture);
  self->broken = FALSE;
  name_face (self, dataset != NULL ? mien_dataset_get_id (dataset, sample) : NULL);
  if (dataset != NULL)
    self->texture = mien_thumbnail_lookup (dataset, sample);
  if (dataset != NULL && self->texture == NULL) {
    self->loading = g_cancellable_new ();
    mien_thumbnail_load_async (dataset, sample, self->loading, on_loaded, g_object_ref (self));
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
mien_face_picture_is_loading (MienFacePicture *self)
{
  g_return_val_if_fail (MIEN_IS_FACE_PICTURE (self), FALSE);

  return self->loading != NULL;
}

static void
mien_face_picture_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE)
    g_value_set_int (value, MIEN_FACE_PICTURE (object)->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_face_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SIZE) {
    MIEN_FACE_PICTURE (object)->size = g_value_get_int (value);
    gtk_widget_queue_resize (GTK_WIDGET (object));
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_face_picture_dispose (GObject *object)
{
  MienFacePicture *self = MIEN_FACE_PICTURE (object);

  stop_loading (self);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (mien_face_picture_parent_class)->dispose (object);
}

static void
mien_face_picture_finalize (GObject *object)
{
  g_free (MIEN_FACE_PICTURE (object)->tip);

  G_OBJECT_CLASS (mien_face_picture_parent_class)->finalize (object);
}

static void
mien_face_picture_class_init (MienFacePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mien_face_picture_get_property;
  object_class->set_property = mien_face_picture_set_property;
  object_class->dispose = mien_face_picture_dispose;
  object_class->finalize = mien_face_picture_finalize;
  widget_class->measure = mien_face_picture_measure;
  widget_class->snapshot = mien_face_picture_snapshot;
  widget_class->query_tooltip = mien_face_picture_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "facepicture");

  properties[PROP_SIZE] =
      g_param_spec_int ("size", NULL, NULL, 8, 4096, 96,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_face_picture_init (MienFacePicture *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  name_face (self, NULL);
}

GtkWidget *
mien_face_picture_new (int size)
{
  return g_object_new (MIEN_TYPE_FACE_PICTURE, "size", size, NULL);
}
