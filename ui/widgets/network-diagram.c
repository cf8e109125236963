#include "ui/widgets/network-diagram.h"

#include "engine/figures/diagram.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>

struct _MienNetworkDiagram {
  GtkWidget parent_instance;

  GArray *blocks; /* of MienDiagramBlock; their texts are owned */
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
  g_free ((int *) block->sources);
}

static const MienDiagramBlock *
get_blocks (MienNetworkDiagram *self)
{
  return (const MienDiagramBlock *) (void *) self->blocks->data;
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

  mien_diagram_measure (get_blocks (self), self->blocks->len, &style, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *natural = (int) width + 1;
    *minimum = MIN (*natural, 240);
  } else {
    if (for_size > 0)
      height = mien_diagram_height_for (get_blocks (self), self->blocks->len, &style, for_size);
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
  mien_diagram_paint (cr, width, height, get_blocks (self), self->blocks->len, &style);
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
 * hands on. @places: the block of every stage so far. Returns: that block; -1 for another stage */
static int
join_block (MienNetworkDiagram *self, const MienStage *stage, const int *places)
{
  MienDiagramBlock *last;
  int source = stage->sources->len == 1 ? g_array_index (stage->sources, int, 0) : -1;

  if (stage->is_head || stage->n_parameters > 0 || source < 0 || stage->out.h * stage->out.w == 1)
    return -1;
  last = &g_array_index (self->blocks, MienDiagramBlock, places[source]);
  g_free ((char *) last->shape);
  last->shape = format_shape (stage->out);
  return places[source];
}

/* What a stage is called; what a task has for itself, with the task */
static char *
title_of (const MienStage *stage, GPtrArray *stages)
{
  for (guint i = 0; stage->task >= 0 && !stage->is_head && i < stages->len; i++) {
    const MienStage *head = g_ptr_array_index (stages, i);

    if (head->is_head && head->task == stage->task)
      /* Translators: a part of the network, and the task that has it for itself: "block3, pose" */
      return g_strdup_printf (_ ("%s, %s"), stage->name, head->name);
  }
  return g_strdup (stage->name);
}

static int
add_block (MienNetworkDiagram *self,
           const MienStage *stage,
           GPtrArray *stages,
           const int *places,
           gboolean is_main)
{
  int *sources = g_new (int, stage->sources->len + 1);
  MienDiagramBlock block = {.title = title_of (stage, stages),
                            .text = g_strdup (stage->text),
                            .shape = stage->is_head ? NULL : format_shape (stage->out),
                            .size = format_size (stage->n_parameters),
                            .sources = sources,
                            .n_sources = stage->sources->len,
                            .is_head = stage->is_head,
                            .is_own = stage->task >= 0,
                            .emphasised = is_main && stage->task >= 0};

  for (guint k = 0; k < stage->sources->len; k++) {
    int source = g_array_index (stage->sources, int, k);

    sources[k] = source < 0 ? -1 : places[source];
  }
  g_array_append_val (self->blocks, block);
  return (int) self->blocks->len - 1;
}

/* The place of the task @main; -1 where there is none */
static int
find_main (GPtrArray *stages, const char *main)
{
  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    const MienStage *stage = g_ptr_array_index (stages, i);

    if (stage->is_head && g_strcmp0 (stage->name, main) == 0)
      return stage->task;
  }
  return -1;
}

void
mien_network_diagram_set (MienNetworkDiagram *self, GPtrArray *stages, const char *main)
{
  g_return_if_fail (MIEN_IS_NETWORK_DIAGRAM (self));

  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree int *places = g_new (int, stages != NULL ? stages->len + 1 : 1);
  int main_task = find_main (stages, main);

  g_array_set_size (self->blocks, 0);
  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    const MienStage *stage = g_ptr_array_index (stages, i);

    places[i] = join_block (self, stage, places);
    if (places[i] < 0)
      places[i] =
          add_block (self, stage, stages, places, main_task >= 0 && stage->task == main_task);
    g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", stage->name, stage->text);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
