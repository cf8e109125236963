#include "ui/widgets/network-diagram.h"

#include "engine/figures/diagram.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>

struct _MienNetworkDiagram {
  GtkWidget parent_instance;

  GArray *blocks; /* of MienDiagramBlock; their texts are owned */
  guint n_heads;
};

G_DEFINE_FINAL_TYPE (MienNetworkDiagram, mien_network_diagram, GTK_TYPE_WIDGET)

static void
clear_block (gpointer data)
{
  MienDiagramBlock *block = data;

  g_free ((char *) block->title);
  g_free ((char *) block->text);
  g_free ((char *) block->shape);
  g_free ((char *) block->size);
}

/* Painting shrinks the drawing to the width that it gets, and its height with it. */
static void
mien_network_diagram_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  MienNetworkDiagram *self = MIEN_NETWORK_DIAGRAM (widget);
  MienFigureStyle style = mien_figure_style_for (widget);
  double width = 1.0, height = 1.0;

  mien_diagram_measure (self->blocks->len - self->n_heads, self->n_heads, &style, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *natural = (int) width + 1;
    *minimum = MIN (*natural, 240);
  } else {
    if (for_size > 0)
      height = mien_diagram_height_for (self->blocks->len - self->n_heads, self->n_heads, &style,
                                        for_size);
    *minimum = *natural = (int) height + 1;
  }
  *minimum_baseline = *natural_baseline = -1;
}

static GtkSizeRequestMode
mien_network_diagram_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mien_network_diagram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienNetworkDiagram *self = MIEN_NETWORK_DIAGRAM (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MienFigureStyle style = mien_figure_style_for (widget);

  if (self->blocks->len == 0)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mien_diagram_paint (cr, width, height, (const MienDiagramBlock *) (void *) self->blocks->data,
                      self->blocks->len, &style);
  cairo_destroy (cr);
}

static void
mien_network_diagram_finalize (GObject *object)
{
  g_array_unref (MIEN_NETWORK_DIAGRAM (object)->blocks);

  G_OBJECT_CLASS (mien_network_diagram_parent_class)->finalize (object);
}

static void
mien_network_diagram_class_init (MienNetworkDiagramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_network_diagram_finalize;
  widget_class->measure = mien_network_diagram_measure;
  widget_class->get_request_mode = mien_network_diagram_get_request_mode;
  widget_class->snapshot = mien_network_diagram_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "networkdiagram");
}

static void
mien_network_diagram_init (MienNetworkDiagram *self)
{
  self->blocks = g_array_new (FALSE, FALSE, sizeof (MienDiagramBlock));
  g_array_set_clear_func (self->blocks, clear_block);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Network diagram"), -1);
}

static char *
format_shape (MienShape shape)
{
  if (shape.h == 1 && shape.w == 1)
    return g_strdup_printf ("%d", shape.c);
  return g_strdup_printf ("%d × %d × %d", shape.c, shape.h, shape.w);
}

static char *
format_size (gsize n)
{
  if (n == 0)
    return g_strdup ("");
  if (n < 1000)
    /* Translators: how many learned numbers a part of the network has. */
    return g_strdup_printf (ngettext ("%u parameter", "%u parameters", n), (guint) n);
  if (n < 1000000)
    /* Translators: thousands of learned numbers. */
    return g_strdup_printf (_ ("%.1f k parameters"), (double) n / 1e3);
  /* Translators: millions of learned numbers. */
  return g_strdup_printf (_ ("%.2f M parameters"), (double) n / 1e6);
}

/* A pooling between maps learns nothing: it shows as the smaller maps that the block before it
 * hands on. */
static gboolean
join_block (MienNetworkDiagram *self, const MienStage *stage)
{
  MienDiagramBlock *last;

  if (stage->is_head || stage->n_parameters > 0 || self->blocks->len == 0 ||
      stage->out.h * stage->out.w == 1)
    return FALSE;
  last = &g_array_index (self->blocks, MienDiagramBlock, self->blocks->len - 1);
  g_free ((char *) last->shape);
  last->shape = format_shape (stage->out);
  return TRUE;
}

static void
add_block (MienNetworkDiagram *self, const MienStage *stage, const char *main)
{
  MienDiagramBlock block = {.title = g_strdup (stage->name),
                            .text = g_strdup (stage->text),
                            .shape = stage->is_head ? NULL : format_shape (stage->out),
                            .size = format_size (stage->n_parameters),
                            .is_head = stage->is_head,
                            .emphasised = stage->is_head && g_strcmp0 (stage->name, main) == 0};

  g_array_append_val (self->blocks, block);
  self->n_heads += stage->is_head;
}

void
mien_network_diagram_set (MienNetworkDiagram *self, GPtrArray *stages, const char *main)
{
  g_return_if_fail (MIEN_IS_NETWORK_DIAGRAM (self));

  g_autoptr (GString) text = g_string_new (NULL);

  g_array_set_size (self->blocks, 0);
  self->n_heads = 0;
  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    const MienStage *stage = g_ptr_array_index (stages, i);

    if (!join_block (self, stage))
      add_block (self, stage, main);
    g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", stage->name, stage->text);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
