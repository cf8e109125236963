#include "ui/pages/map-pane.h"

#include "ui/models/gradient-map.h"
#include "ui/widgets/matrix-view.h"

#include <glib/gi18n.h>

struct _MienMapPane {
  AdwBin parent_instance;

  MienGradientMap *gradients; /* (nullable) */

  GtkStack *stack;
  GtkLabel *none;
  GtkDropDown *stage;
  MienMatrixView *map;
};

G_DEFINE_FINAL_TYPE (MienMapPane, mien_map_pane, ADW_TYPE_BIN)

static void
on_stage_chosen (MienMapPane *self)
{
  guint stage = gtk_drop_down_get_selected (self->stage);

  if (self->gradients != NULL && stage != GTK_INVALID_LIST_POSITION)
    mien_matrix_view_set_cosines (self->map, _ ("Gradient map"),
                                  (const char *const *) self->gradients->tasks,
                                  mien_gradient_map_get_stage (self->gradients, stage));
}

/* What is shared as a whole is chosen at first, as that is what is asked for most. */
static void
offer_stages (MienMapPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint whole = 0;

  for (guint i = 0; self->gradients->stages[i] != NULL; i++) {
    gboolean all = g_str_equal (self->gradients->stages[i], "all");

    gtk_string_list_append (names, all ? _ ("All that is shared") : self->gradients->stages[i]);
    whole = all ? i : whole;
  }
  gtk_drop_down_set_model (self->stage, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->stage, whole);
}

void
mien_map_pane_show (MienMapPane *self, JsonNode *result)
{
  g_return_if_fail (MIEN_IS_MAP_PANE (self));

  g_clear_pointer (&self->gradients, mien_gradient_map_free);
  self->gradients = mien_gradient_map_read (result);
  gtk_stack_set_visible_child_name (self->stack, self->gradients != NULL ? "map" : "none");
  if (self->gradients != NULL)
    offer_stages (self);
  on_stage_chosen (self);
}

void
mien_map_pane_set_alone (MienMapPane *self, gboolean alone)
{
  g_return_if_fail (MIEN_IS_MAP_PANE (self));

  gtk_label_set_text (self->none,
                      alone ? _ ("One task alone has nothing to pull against. With two or more, a "
                                 "map shows here which of them help each other.")
                            : _ ("The map of every task against every other appears when the run "
                                 "has ended."));
}

static void
mien_map_pane_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_map_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_MAP_PANE);
}

static void
mien_map_pane_finalize (GObject *object)
{
  mien_gradient_map_free (MIEN_MAP_PANE (object)->gradients);

  G_OBJECT_CLASS (mien_map_pane_parent_class)->finalize (object);
}

static void
mien_map_pane_class_init (MienMapPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_map_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_map_pane_finalize;

  g_type_ensure (MIEN_TYPE_MATRIX_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienMapPane, stack);
  gtk_widget_class_bind_template_child (widget_class, MienMapPane, none);
  gtk_widget_class_bind_template_child (widget_class, MienMapPane, stage);
  gtk_widget_class_bind_template_child (widget_class, MienMapPane, map);
  gtk_widget_class_bind_template_callback (widget_class, on_stage_chosen);
}

static void
mien_map_pane_init (MienMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
