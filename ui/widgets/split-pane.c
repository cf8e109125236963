#include "ui/widgets/split-pane.h"

#include "engine/core/error.h"
#include "ui/models/splitting.h"
#include "ui/widgets/setting-row.h"
#include "ui/widgets/split-picture.h"
#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

/* Not at every key that is pressed. */
#define LOOK_AFTER_MS 100
/* Of the picture; what is higher is scrolled. */
#define HIGHEST 480

struct _MienSplitPane {
  GtkBox parent_instance;

  MienWorkbench *workbench;
  guint looking;
  GCancellable *computing; /* (nullable) */
  MienSplitRequest *shown; /* (nullable): what the pane shows, or is about to */
  MienSplitRemedy remedy;
  char *trouble;  /* (nullable) */
  int shown_fold; /* from 0 */
  gboolean filling;

  GtkWidget *fold_row;
  GtkSpinButton *fold;
  GtkBox *place; /* of the picture, unless that is in @scroll */
  GtkScrolledWindow *scroll;
  MienSplitPicture *picture;
  GtkLabel *note;
  GtkWidget *trouble_box;
  GtkLabel *trouble_label;
  GtkButton *remedy_button;
};

G_DEFINE_FINAL_TYPE (MienSplitPane, mien_split_pane, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_TROUBLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_trouble (MienSplitPane *self, const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* A scrolled window does not ask how high the picture is at its width, so only a picture that is
 * too high stands in one. */
static void
place_picture (MienSplitPane *self)
{
  GtkWidget *picture = GTK_WIDGET (self->picture);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height;
  gboolean scrolled = gtk_widget_get_parent (picture) != GTK_WIDGET (self->place);

  gtk_widget_measure (picture, GTK_ORIENTATION_VERTICAL, width > 0 ? width : -1, &height, NULL,
                      NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->scroll), height > HIGHEST);
  if (scrolled == (height > HIGHEST))
    return;
  g_object_ref (picture);
  if (scrolled) {
    gtk_scrolled_window_set_child (self->scroll, NULL);
    gtk_box_append (self->place, picture);
  } else {
    gtk_box_remove (self->place, picture);
    gtk_scrolled_window_set_child (self->scroll, picture);
  }
  g_object_unref (picture);
}

static void
show_summary (MienSplitPane *self, MienSplitSummary *summary)
{
  g_autofree char *note = mien_split_picture_tell (summary);
  gboolean divided =
      summary->group_column != NULL && mien_split_summary_count_divided (summary) > 0;

  gtk_label_set_text (self->note, note);
  /* Persons on both sides flatter every figure; a random split may be wanted all the same. */
  gtk_widget_set_css_classes (GTK_WIDGET (self->note),
                              (const char *[]){divided ? "warning" : "dim-label", NULL});
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  mien_split_picture_set (self->picture, summary);
  place_picture (self);
  gtk_widget_set_visible (GTK_WIDGET (self->place), TRUE);
  gtk_widget_set_visible (self->trouble_box, FALSE);
  set_trouble (self, NULL);
}

static char *
name_remedy (const MienRecipe *recipe, MienSplitRemedy remedy)
{
  if (remedy.kind == recipe->split)
    return g_strdup_printf (ngettext ("Use %d Fold", "Use %d Folds", remedy.folds), remedy.folds);
  return g_strdup (remedy.kind == MIEN_SPLIT_SUBJECT ? _ ("Split by Person")
                                                     : _ ("Split at Random"));
}

static void
show_trouble (MienSplitPane *self, const GError *error)
{
  const MienRecipe *recipe = mien_workbench_get_recipe (self->workbench);
  gboolean leak = g_error_matches (error, MIEN_ERROR, MIEN_ERROR_LEAK);
  /* Translators: what follows is a sentence with the details. */
  g_autofree char *text = g_strdup_printf (
      leak ? _ ("This split leaks. %s.") : _ ("This split cannot be made. %s."), error->message);
  g_autofree char *name = NULL;

  self->remedy =
      mien_split_find_remedy (recipe, mien_workbench_get_dataset (self->workbench), error);
  name = name_remedy (recipe, self->remedy);
  gtk_label_set_text (self->trouble_label, text);
  gtk_button_set_label (self->remedy_button, name);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), self->remedy.there_is_one);
  gtk_widget_set_visible (self->trouble_box, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->place), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->scroll), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  set_trouble (self, text);
}

static void
on_computed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienSplitPane) self = data;
  g_autoptr (GError) error = NULL;
  MienSplitSummary *summary = mien_split_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->computing) {
    mien_split_summary_free (summary);
    return;
  }
  g_clear_object (&self->computing);
  if (summary != NULL)
    show_summary (self, summary);
  else
    show_trouble (self, error);
}

static void
stop_computing (MienSplitPane *self)
{
  if (self->computing != NULL)
    g_cancellable_cancel (self->computing);
  g_clear_object (&self->computing);
}

/* The folds that there are; the shown one stays where it can. */
static int
show_folds (MienSplitPane *self, MienDataset *dataset, const MienRecipe *recipe)
{
  MienSplitSettings settings = mien_recipe_get_split (recipe, dataset);
  int n = mien_split_count_folds (dataset, &settings);

  self->filling = TRUE;
  if (self->shown_fold >= n)
    self->shown_fold = 0;
  gtk_spin_button_set_range (self->fold, 1.0, n);
  mien_put_number (self->fold, self->shown_fold + 1);
  self->filling = FALSE;
  gtk_widget_set_visible (self->fold_row, n > 1);
  return self->shown_fold;
}

static gboolean
look (gpointer data)
{
  MienSplitPane *self = data;
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienRecipe *recipe = mien_workbench_get_recipe (self->workbench);
  MienSplitRequest *request;

  self->looking = 0;
  if (dataset == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;

  request = mien_split_request_new (dataset, recipe, show_folds (self, dataset, recipe));
  if (self->shown != NULL && mien_split_request_equal (request, self->shown)) {
    mien_split_request_free (request);
    return G_SOURCE_REMOVE;
  }
  stop_computing (self);
  g_clear_pointer (&self->shown, mien_split_request_free);
  self->shown = request;
  self->computing = g_cancellable_new ();
  mien_split_async (request, self->computing, on_computed, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
look_soon (MienSplitPane *self)
{
  if (self->looking == 0)
    self->looking = g_timeout_add (LOOK_AFTER_MS, look, self);
}

static void
on_fold (GtkSpinButton *spin, MienSplitPane *self)
{
  double value;

  if (self->filling || !mien_typed_number (spin, &value))
    return;
  self->shown_fold = (int) value - 1;
  look_soon (self);
}

static void
on_remedy (MienSplitPane *self)
{
  MienRecipe *recipe = mien_workbench_get_recipe (self->workbench);

  recipe->split = self->remedy.kind;
  recipe->folds = self->remedy.folds;
  mien_workbench_recipe_edited (self->workbench);
}

const char *
mien_split_pane_get_trouble (MienSplitPane *self)
{
  g_return_val_if_fail (MIEN_IS_SPLIT_PANE (self), NULL);

  return self->trouble;
}

static void
mien_split_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TROUBLE)
    g_value_set_string (value, MIEN_SPLIT_PANE (object)->trouble);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mien_split_pane_dispose (GObject *object)
{
  MienSplitPane *self = MIEN_SPLIT_PANE (object);

  self->filling = TRUE;
  g_clear_handle_id (&self->looking, g_source_remove);
  stop_computing (self);
  g_clear_pointer (&self->shown, mien_split_request_free);
  g_clear_pointer (&self->trouble, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_SPLIT_PANE);
  g_clear_object (&self->workbench);

  G_OBJECT_CLASS (mien_split_pane_parent_class)->dispose (object);
}

static void
mien_split_pane_class_init (MienSplitPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mien_split_pane_get_property;
  object_class->dispose = mien_split_pane_dispose;
  properties[PROP_TROUBLE] =
      g_param_spec_string ("trouble", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MIEN_TYPE_SETTING_ROW);
  g_type_ensure (MIEN_TYPE_SPLIT_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/split-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, fold_row);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, fold);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, place);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, scroll);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, picture);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, note);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, MienSplitPane, remedy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_fold);
  gtk_widget_class_bind_template_callback (widget_class, on_remedy);
}

static void
mien_split_pane_init (MienSplitPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mien_split_pane_new (MienWorkbench *workbench)
{
  MienSplitPane *self = g_object_new (MIEN_TYPE_SPLIT_PANE, NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (look_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (look_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (look_soon), NULL);
  return GTK_WIDGET (self);
}
