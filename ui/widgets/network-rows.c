#include "ui/widgets/network-rows.h"

#include "ui/models/stage-names.h"
#include "ui/widgets/accessible-names.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

struct _MienNetworkRows {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  GStrv stages;                 /* (nullable): what "Keep as it is" offers behind nothing */
  GtkFileChooserNative *dialog; /* (nullable): while it asks */
  gboolean filling;             /* the controls follow the recipe, not the other way round */

  GtkDropDown *sharing;
  GtkLabel *words;
  GtkSpinButton *experts;
  GtkWidget *experts_row;
  GtkExpander *expander;
  GtkLabel *title;
  GtkLabel *summary;
  GtkLabel *model;
  GtkWidget *forget;
  GtkWidget *choose;
  GtkDropDown *freeze;
};

G_DEFINE_FINAL_TYPE (MienNetworkRows, mien_network_rows, GTK_TYPE_BOX)

static const struct {
  const char *title, *words;
} sharings[MIEN_N_SHARINGS] = {
    [MIEN_SHARING_HARD] = {N_ ("Hard sharing"),
                           N_ ("One network for all tasks, up to where each leaves it.")},
    [MIEN_SHARING_CROSS_STITCH] =
        {N_ ("Cross-stitch"),
         N_ ("A network for each task; after every stage each takes as much of the others as it "
             "learns to. Takes about as many times as long as there are tasks.")},
    [MIEN_SHARING_MMOE] =
        {N_ ("Mixture of experts"),
         N_ ("Several networks, the experts, which each task mixes face by face as it learns to.")},
    [MIEN_SHARING_MTAN] =
        {N_ ("Task attention"),
         N_ ("One network, at every stage of which each task learns what of it to heed.")},
};

static MienRecipe *
get_recipe (MienNetworkRows *self)
{
  return mien_workbench_get_recipe (self->workbench);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

const char *
mien_network_rows_find_obstacle (const MienRecipe *recipe)
{
  if (!is_set (recipe->start) || g_file_test (recipe->start, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return _ ("The model that the network is to start from is not there any more: choose another in "
            "What it begins with.");
}

/* --- in short --- */

/* (transfer full): "model.safetensors" of a run is told by the run's folder too. */
static char *
name_model (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *parent = g_path_get_basename (folder);
  g_autofree char *name = g_path_get_basename (path);

  return g_build_filename (parent, name, NULL);
}

static void
show_start (MienNetworkRows *self, const MienRecipe *recipe)
{
  gboolean starts = is_set (recipe->start), keeps = is_set (recipe->freeze);
  g_autofree char *name = starts ? name_model (recipe->start) : g_strdup (_ ("random numbers"));
  g_autofree char *from = g_strdup_printf (_ ("Starts from %s"), name);
  g_autofree char *summary =
      /* Translators: what a network starts from, and the last of the stages that do not learn. */
      keeps ? g_strdup_printf (_ ("%s, kept up to %s"), name, recipe->freeze) : g_strdup (name);

  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), starts ? recipe->start : summary);
  gtk_label_set_text (self->model, from);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->model), starts ? recipe->start : NULL);
  gtk_widget_set_visible (self->forget, starts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
}

/* --- what stays as it is --- */

static GStrv
list_stages (const MienRecipe *recipe)
{
  g_auto (GStrv) names = mien_stage_names (recipe);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  gboolean known = !is_set (recipe->freeze) || g_str_equal (recipe->freeze, "trunk");

  for (char **name = names; *name != NULL; name++) {
    g_strv_builder_add (list, *name);
    known = known || g_str_equal (*name, recipe->freeze);
  }
  g_strv_builder_add (list, "trunk");
  if (!known)
    g_strv_builder_add (list, recipe->freeze);
  return g_strv_builder_end (list);
}

static void
show_freeze (MienNetworkRows *self, const MienRecipe *recipe)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint chosen = 0;

  g_strfreev (self->stages);
  self->stages = list_stages (recipe);
  /* Translators: how much of a network does not learn. */
  g_strv_builder_add (words, _ ("nothing"));
  for (guint i = 0; self->stages[i] != NULL; i++) {
    /* Translators: %s is the name of a stage of the network, such as "block2". */
    g_autofree char *text = g_strdup_printf (_ ("up to %s"), self->stages[i]);

    g_strv_builder_add (words, text);
    if (g_strcmp0 (self->stages[i], recipe->freeze) == 0)
      chosen = i + 1;
  }
  g_auto (GStrv) texts = g_strv_builder_end (words);
  mien_drop_down_offer (self->freeze, (const char *const *) texts, chosen);
}

static void
follow_recipe (MienNetworkRows *self)
{
  const MienRecipe *recipe = get_recipe (self);
  const char *words = _ (sharings[recipe->sharing.kind].words);

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->sharing, recipe->sharing.kind);
  gtk_label_set_text (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sharing),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  mien_put_number (self->experts, recipe->sharing.experts);
  gtk_widget_set_visible (self->experts_row, recipe->sharing.kind == MIEN_SHARING_MMOE);
  show_freeze (self, recipe);
  show_start (self, recipe);
  self->filling = FALSE;
}

/* --- edits --- */

static void
replace (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
on_sharing (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienNetworkRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen >= MIEN_N_SHARINGS)
    return;
  get_recipe (self)->sharing.kind = (MienSharingKind) chosen;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_experts (GtkSpinButton *spin, MienNetworkRows *self)
{
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  get_recipe (self)->sharing.experts = (int) value;
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_freeze (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, MienNetworkRows *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);

  if (self->filling || chosen == GTK_INVALID_LIST_POSITION)
    return;
  replace (&get_recipe (self)->freeze, chosen > 0 ? self->stages[chosen - 1] : NULL);
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_forget (MienNetworkRows *self)
{
  replace (&get_recipe (self)->start, NULL);
  gtk_widget_grab_focus (self->choose);
  mien_workbench_recipe_edited (self->workbench);
}

static void
on_response (GtkNativeDialog *dialog, int response, MienNetworkRows *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

    replace (&get_recipe (self)->start, path);
    mien_workbench_recipe_edited (self->workbench);
  }
  g_clear_object (&self->dialog);
}

static void
on_choose (MienNetworkRows *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->dialog != NULL)
    return;
  self->dialog = gtk_file_chooser_native_new (_ ("Start from a Model"), GTK_WINDOW (root),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (filter, _ ("Models"));
  gtk_file_filter_add_suffix (filter, "safetensors");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->dialog), TRUE);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

/* --- the whole --- */

static void
mien_network_rows_dispose (GObject *object)
{
  MienNetworkRows *self = MIEN_NETWORK_ROWS (object);

  self->filling = TRUE;
  g_clear_object (&self->dialog);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_NETWORK_ROWS);
  g_clear_pointer (&self->stages, g_strfreev);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_network_rows_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, sharing);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, words);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, experts);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, experts_row);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, expander);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, title);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, summary);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, model);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, forget);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, choose);
  gtk_widget_class_bind_template_child (klass, MienNetworkRows, freeze);
}

static void
mien_network_rows_class_init (MienNetworkRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_network_rows_dispose;
  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/network-rows.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_sharing);
  gtk_widget_class_bind_template_callback (widget_class, on_experts);
  gtk_widget_class_bind_template_callback (widget_class, on_freeze);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
mien_network_rows_init (MienNetworkRows *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < MIEN_N_SHARINGS; i++)
    gtk_string_list_append (titles, _ (sharings[i].title));
  gtk_drop_down_set_model (self->sharing, G_LIST_MODEL (titles));
  mien_name_widget (GTK_WIDGET (self->expander), gtk_label_get_label (self->title));
}

GtkWidget *
mien_network_rows_new (MienWorkbench *workbench)
{
  MienNetworkRows *self = g_object_new (MIEN_TYPE_NETWORK_ROWS, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (follow_recipe), self,
                           G_CONNECT_SWAPPED);
  follow_recipe (self);
  return GTK_WIDGET (self);
}
