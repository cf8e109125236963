#include "ui/widgets/weighting-rows.h"

#include "engine/training/weighting/weighting.h"
#include "ui/models/weighting-words.h"
#include "ui/widgets/option-rows.h"
#include "ui/widgets/setting-row.h"

#include <glib/gi18n.h>

struct _MienWeightingRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  GPtrArray *methods; /* of char: names as in recipes, in the order of the list */
  gboolean filling;   /* the controls follow the recipe, not the other way round */

  GtkDropDown *method;
  GtkLabel *words;
  GtkLabel *obstacle;
  MienOptionRows *options;
};

G_DEFINE_FINAL_TYPE (MienWeightingRows, mien_weighting_rows, GTK_TYPE_BOX)

static MienRecipe *
get_recipe (MienWeightingRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

const char *
mien_weighting_rows_find_obstacle (const MienRecipe *recipe)
{
  const MienWeightingMethod *method = mien_weighting_find (recipe->weighting);

  if (method == NULL || recipe->tasks->len == 0 || (int) recipe->tasks->len >= method->least_tasks)
    return NULL;
  return _ ("This weighting holds tasks against each other and needs at least two: switch another "
            "task on, or choose Fixed weights.");
}

static guint
find_place (MienWeightingRows *self, const char *method)
{
  for (guint i = 0; i < self->methods->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->methods, i), method) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
offer_options (MienWeightingRows *self, const MienWeightingMethod *method)
{
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (MienOption));

  for (guint i = 0; i < mien_weighting_count_options (method); i++) {
    const MienWeightingOption *known = &method->options[i];
    const MienOption option = {
        .label = mien_weighting_option_label (method->name, known->name),
        .explanation = mien_weighting_option_tooltip (method->name, known->name),
        .usual = known->value,
        .least = known->least,
        .most = known->most,
        .whole = known->whole,
    };

    g_array_append_val (options, option);
  }
  mien_option_rows_offer (self->options, method->name, (const MienOption *) (void *) options->data,
                          options->len);
}

static void
show_words (MienWeightingRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  const char *obstacle = mien_weighting_rows_find_obstacle (recipe);
  g_autofree char *words = g_strdup_printf ("%s %s", mien_weighting_summary (recipe->weighting),
                                            mien_weighting_cost (recipe->weighting));

  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->obstacle, obstacle);
  gtk_widget_set_visible (GTK_WIDGET (self->obstacle), obstacle != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->method),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
follow_recipe (MienWeightingRows *self)
{
  const MienRecipe *recipe = get_recipe (self);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->method, find_place (self, recipe->weighting));
  offer_options (self, mien_weighting_find (recipe->weighting));
  mien_option_rows_put (self->options, recipe->weighting_options);
  show_words (self);
  self->filling = FALSE;
}

static void
on_method (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienWeightingRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen == GTK_INVALID_LIST_POSITION)
    return;
  mien_recipe_set_method (get_recipe (self), g_ptr_array_index (self->methods, chosen));
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_option (MienOptionRows *options G_GNUC_UNUSED,
           guint place,
           double value,
           MienWeightingRows *self)
{
  get_recipe (self)->weighting_options[place] = value;
  mien_workbench_recipe_edited (self->workbench);
}

/* --- the list that drops down: titles, groups, and a mark at what is chosen --- */

static void
show_mark (GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *drop_down = g_object_get_data (G_OBJECT (item), "drop-down");
  gboolean chosen =
      gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)) == gtk_list_item_get_position (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box), chosen ? 1.0 : 0.0);
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
          GtkListItem *item,
          MienWeightingRows *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL), *group = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (group, "dim-label");
  gtk_widget_add_css_class (group, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, box);
  g_object_set_data (G_OBJECT (item), "drop-down", self->method);
  g_signal_connect_object (self->method, "notify::selected", G_CALLBACK (show_mark), item,
                           G_CONNECT_SWAPPED);
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED,
         GtkListItem *item,
         MienWeightingRows *self)
{
  const char *name = g_ptr_array_index (self->methods, gtk_list_item_get_position (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (title), mien_weighting_title (name));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                      mien_weighting_group_words (mien_weighting_group (name)));
  show_mark (item);
}

static GPtrArray *
list_methods (void)
{
  const char *const *methods = mien_weighting_methods ();
  GPtrArray *list = g_ptr_array_new ();

  for (int group = MIEN_WEIGHTING_PLAIN; group <= MIEN_WEIGHTING_HELPERS; group++)
    for (guint i = 0; methods[i] != NULL; i++)
      if ((int) mien_weighting_group (methods[i]) == group)
        g_ptr_array_add (list, (gpointer) methods[i]);
  return list;
}

static void
offer_methods (MienWeightingRows *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->methods = list_methods ();
  for (guint i = 0; i < self->methods->len; i++)
    gtk_string_list_append (titles, mien_weighting_title (g_ptr_array_index (self->methods, i)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  gtk_drop_down_set_list_factory (self->method, factory);
  gtk_drop_down_set_model (self->method, G_LIST_MODEL (titles));
}

static void
mien_weighting_rows_dispose (GObject *object)
{
  MienWeightingRows *self = MIEN_WEIGHTING_ROWS (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_WEIGHTING_ROWS);
  g_clear_pointer (&self->methods, g_ptr_array_unref);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_weighting_rows_parent_class)->dispose (object);
}

static void
mien_weighting_rows_class_init (MienWeightingRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_weighting_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  g_type_ensure (MIEN_TYPE_OPTION_ROWS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/weighting-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, MienWeightingRows, method);
  gtk_widget_class_bind_template_child (widget_class, MienWeightingRows, words);
  gtk_widget_class_bind_template_child (widget_class, MienWeightingRows, obstacle);
  gtk_widget_class_bind_template_child (widget_class, MienWeightingRows, options);
  gtk_widget_class_bind_template_callback (widget_class, on_method);
  gtk_widget_class_bind_template_callback (widget_class, on_option);
}

static void
mien_weighting_rows_init (MienWeightingRows *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  offer_methods (self);
}

GtkWidget *
mien_weighting_rows_new (MienWorkbench *workbench)
{
  MienWeightingRows *self = g_object_new (MIEN_TYPE_WEIGHTING_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
