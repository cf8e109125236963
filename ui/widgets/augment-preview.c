#include "ui/widgets/augment-preview.h"

#include "ui/widgets/augment-sheet.h"

#include <glib/gi18n.h>
#include <math.h>

enum {
  FEW = 4, /* in a row where there is no room for all */
  GAP = 6, /* pixels, as what follows */
  LEAST = 40,
  WELL = 80, /* for all in a row */
  MOST = 132
};

/* Not at every key that is pressed. */
#define DRAW_AFTER_MS 40

struct _MienAugmentPreview {
  GtkWidget parent_instance;

  MienWorkbench *workbench;
  MienAugmentSheet *sheet; /* (nullable) */
  int epoch;
  GCancellable *drawing; /* (nullable) */
  guint waiting;
  gboolean stale; /* to be drawn when it comes into sight */

  MienDataset *dataset; /* (nullable): what @sheet shows, with @preprocessing */
  MienPreprocessing preprocessing;
};

G_DEFINE_FINAL_TYPE (MienAugmentPreview, mien_augment_preview, GTK_TYPE_WIDGET)

static int
width_of (int across, int side)
{
  return across * side + (across - 1) * GAP;
}

static int
across_for (int width)
{
  return width >= width_of (MIEN_SHEET_FACES, WELL) ? MIEN_SHEET_FACES : FEW;
}

static int
side_for (int width, int across)
{
  return CLAMP ((width - (across - 1) * GAP) / across, LEAST, MOST);
}

static GtkSizeRequestMode
mien_augment_preview_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mien_augment_preview_measure (GtkWidget *widget G_GNUC_UNUSED,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = width_of (FEW, LEAST);
    *natural = width_of (FEW, MOST);
  } else {
    int width = for_size < 0 ? width_of (FEW, MOST) : for_size, across = across_for (width);

    *minimum = *natural = width_of (MIEN_SHEET_FACES / across, side_for (width, across));
  }
}

/* Dark and bright at once, so that they are seen on any face. */
static void
draw_points (GtkSnapshot *snapshot, const MienSheetFace *face, const graphene_rect_t *place)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, place);

  for (guint i = 0; i < face->n_points; i++) {
    double x = (double) place->origin.x + (double) face->points[2 * i] * (double) place->size.width;
    double y =
        (double) place->origin.y + (double) face->points[2 * i + 1] * (double) place->size.height;

    if (isnan (x) || isnan (y))
      continue;
    cairo_arc (cr, x, y, 1.7, 0.0, 2.0 * G_PI);
    cairo_set_source_rgb (cr, 1.0, 0.85, 0.2);
    cairo_fill_preserve (cr);
    cairo_set_source_rgba (cr, 0.0, 0.0, 0.0, 0.7);
    cairo_set_line_width (cr, 0.7);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

static void
draw_face (MienAugmentPreview *self,
           GtkSnapshot *snapshot,
           const MienSheetFace *face,
           const graphene_rect_t *place)
{
  GskRoundedRect frame;
  GdkRGBA ink;

  gsk_rounded_rect_init_from_rect (&frame, place, 6.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  if (face != NULL && face->texture != NULL) {
    gtk_snapshot_append_texture (snapshot, face->texture, place);
    draw_points (snapshot, face, place);
  } else {
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
    ink.alpha = 0.08f;
    gtk_snapshot_append_color (snapshot, &ink, place);
  }
  gtk_snapshot_pop (snapshot);
}

static void
mien_augment_preview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienAugmentPreview *self = MIEN_AUGMENT_PREVIEW (widget);
  int width = gtk_widget_get_width (widget), across = across_for (width);
  int side = side_for (width, across), left = (width - width_of (across, side)) / 2;

  for (guint i = 0; i < MIEN_SHEET_FACES; i++) {
    int x = left + (int) i % across * (side + GAP), y = (int) i / across * (side + GAP);
    gboolean there = self->sheet == NULL || i < self->sheet->n;

    if (there)
      draw_face (self, snapshot, self->sheet != NULL ? &self->sheet->faces[i] : NULL,
                 &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) side, (float) side));
  }
}

/* What there is to see, for those who hear it. */
static void
describe (MienAugmentPreview *self)
{
  guint n = 0, n_mirrored = 0, n_mixed = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->sheet->n; i++) {
    const MienSheetFace *face = &self->sheet->faces[i];

    n += face->texture != NULL;
    n_mirrored += face->mirrored;
    n_mixed += face->partner != i;
  }
  /* Translators: numbers of faces. */
  text = g_strdup_printf (_ ("%u faces as epoch %d would show them: %u mirrored, %u mixed"), n,
                          self->epoch, n_mirrored, n_mixed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}

static void
stop (MienAugmentPreview *self)
{
  if (self->drawing != NULL)
    g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_handle_id (&self->waiting, g_source_remove);
}

static void
on_drawn (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienAugmentPreview) self = data;
  g_autoptr (MienAugmentSheet) sheet = mien_augment_sheet_draw_finish (result, NULL);

  if (sheet == NULL || g_task_get_cancellable (G_TASK (result)) != self->drawing)
    return;
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->sheet, mien_augment_sheet_free);
  self->sheet = g_steal_pointer (&sheet);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
is_same_preparation (const MienPreprocessing *a, const MienPreprocessing *b)
{
  return a->size == b->size && a->channels == b->channels && a->crop == b->crop &&
         a->equalise == b->equalise;
}

/* Faces that were read already are read again only where they would come out otherwise. */
static void
keep_up (MienAugmentPreview *self, MienDataset *dataset, const MienRecipe *recipe)
{
  if (self->dataset == dataset &&
      is_same_preparation (&self->preprocessing, &recipe->preprocessing))
    return;
  g_clear_pointer (&self->sheet, mien_augment_sheet_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->dataset = mien_dataset_ref (dataset);
  self->preprocessing = recipe->preprocessing;
}

static gboolean
draw (gpointer data)
{
  MienAugmentPreview *self = data;
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienRecipe *recipe = mien_workbench_get_recipe (self->workbench);

  self->waiting = 0;
  if (dataset == NULL)
    return G_SOURCE_REMOVE;
  keep_up (self, dataset, recipe);
  self->drawing = g_cancellable_new ();
  mien_augment_sheet_draw_async (dataset, recipe, self->epoch,
                                 self->sheet != NULL ? self->sheet->prepared : NULL, self->drawing,
                                 on_drawn, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
draw_soon (MienAugmentPreview *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  stop (self);
  if (!self->stale && self->workbench != NULL)
    self->waiting = g_timeout_add (DRAW_AFTER_MS, draw, self);
}

static void
mien_augment_preview_map (GtkWidget *widget)
{
  MienAugmentPreview *self = MIEN_AUGMENT_PREVIEW (widget);

  GTK_WIDGET_CLASS (mien_augment_preview_parent_class)->map (widget);
  if (self->stale)
    draw_soon (self);
}

static void
mien_augment_preview_dispose (GObject *object)
{
  MienAugmentPreview *self = MIEN_AUGMENT_PREVIEW (object);

  stop (self);
  g_clear_pointer (&self->sheet, mien_augment_sheet_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_augment_preview_parent_class)->dispose (object);
}

static void
mien_augment_preview_class_init (MienAugmentPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_augment_preview_dispose;
  widget_class->measure = mien_augment_preview_measure;
  widget_class->get_request_mode = mien_augment_preview_get_request_mode;
  widget_class->snapshot = mien_augment_preview_snapshot;
  widget_class->map = mien_augment_preview_map;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "augmentpreview");
}

static void
mien_augment_preview_init (MienAugmentPreview *self)
{
  self->epoch = 1;
  self->stale = TRUE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Augmentation preview"), -1);
}

void
mien_augment_preview_follow (MienAugmentPreview *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_AUGMENT_PREVIEW (self) && self->workbench == NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (draw_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (draw_soon), self,
                           G_CONNECT_SWAPPED);
  draw_soon (self);
}

void
mien_augment_preview_draw_others (MienAugmentPreview *self)
{
  g_return_if_fail (MIEN_IS_AUGMENT_PREVIEW (self));

  self->epoch++;
  draw_soon (self);
}
