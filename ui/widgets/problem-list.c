#include "ui/widgets/problem-list.h"

#include <glib/gi18n.h>

/* The rest is asked for, so that the charts below stay in sight. */
#define N_FIRST 3

struct _MienProblemList {
  AdwBin parent_instance;

  MienDoubtSearch *doubts; /* (nullable) */
  GListStore *told;        /* of MienProblemItem: those of mien_problem_list_set() */
  GListStore *lists;       /* @told, and what the doubts are */
  GListModel *problems;    /* all of them, one behind the other */
  GtkSliceListModel *shown;

  AdwPreferencesGroup *group;
  GtkWidget *looking;
  GtkStack *stack;
  GtkListBox *list;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (MienProblemList, mien_problem_list, ADW_TYPE_BIN)

enum {
  FACES_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_clicked (GtkButton *button, MienProblemItem *item)
{
  GtkWidget *self = gtk_widget_get_ancestor (GTK_WIDGET (button), MIEN_TYPE_PROBLEM_LIST);

  g_signal_emit (self, signals[FACES_ASKED], 0, item);
}

static GtkWidget *
new_label (MienProblemItem *item, const char *property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  g_object_bind_property (item, property, label, "label", G_BINDING_SYNC_CREATE);
  return label;
}

static GtkWidget *
new_button (MienProblemItem *item)
{
  guint n = mien_problem_item_get_samples (item)->len;
  g_autofree char *text = g_strdup_printf (ngettext ("Show Face", "Show %'u Faces", n), n);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 3);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), item, 0);
  gtk_widget_set_visible (button, n > 0);
  return button;
}

static GtkWidget *
new_row (gpointer item, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *path = new_label (item, "path"), *what = new_label (item, "what");

  gtk_widget_add_css_class (box, "problem");
  gtk_widget_add_css_class (path, "caption-heading");
  gtk_label_set_ellipsize (GTK_LABEL (path), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_wrap (GTK_LABEL (what), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (what), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), path);
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), new_button (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static gboolean
shows_all (MienProblemList *self)
{
  return gtk_slice_list_model_get_size (self->shown) > N_FIRST;
}

static void
name_more (MienProblemList *self, guint n)
{
  g_autofree char *text = shows_all (self) ? g_strdup (_ ("Show Fewer Problems"))
                                           : g_strdup_printf (_ ("Show All %u Problems"), n);

  gtk_button_set_label (self->more, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > N_FIRST);
}

/* That nothing was found is said when nothing is looked for any more. */
static void
count (MienProblemList *self)
{
  gboolean looking = self->doubts != NULL && mien_doubt_search_is_searching (self->doubts);
  guint n = g_list_model_get_n_items (self->problems);
  g_autofree char *title =
      n > 0 ? g_strdup_printf (_ ("Problems (%u)"), n) : g_strdup (_ ("Problems"));

  adw_preferences_group_set_title (self->group, title);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
  gtk_widget_set_visible (GTK_WIDGET (self->stack), n > 0 || !looking);
  gtk_widget_set_visible (self->looking, looking);
  name_more (self, n);
}

static void
on_more (MienProblemList *self)
{
  gtk_slice_list_model_set_size (self->shown, shows_all (self) ? N_FIRST : G_MAXUINT);
  count (self);
}

void
mien_problem_list_follow (MienProblemList *self, MienDoubtSearch *doubts)
{
  g_return_if_fail (MIEN_IS_PROBLEM_LIST (self) && self->doubts == NULL);

  self->doubts = g_object_ref (doubts);
  g_list_store_append (self->lists, mien_doubt_search_get_found (doubts));
  g_signal_connect_object (doubts, "notify::searching", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  count (self);
}

void
mien_problem_list_set (MienProblemList *self, GPtrArray *problems)
{
  g_return_if_fail (MIEN_IS_PROBLEM_LIST (self) && problems != NULL);

  g_list_store_remove_all (self->told);
  for (guint i = 0; i < problems->len; i++) {
    g_autoptr (MienProblemItem) item = mien_problem_item_new (g_ptr_array_index (problems, i));

    g_list_store_append (self->told, item);
  }
}

static void
mien_problem_list_dispose (GObject *object)
{
  MienProblemList *self = MIEN_PROBLEM_LIST (object);

  G_OBJECT_CLASS (mien_problem_list_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_PROBLEM_LIST);
  g_clear_object (&self->shown);
  g_clear_object (&self->problems);
  g_clear_object (&self->lists);
  g_clear_object (&self->told);
  g_clear_object (&self->doubts);
}

static void
mien_problem_list_class_init (MienProblemListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_problem_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/problem-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MienProblemList, group);
  gtk_widget_class_bind_template_child (widget_class, MienProblemList, looking);
  gtk_widget_class_bind_template_child (widget_class, MienProblemList, stack);
  gtk_widget_class_bind_template_child (widget_class, MienProblemList, list);
  gtk_widget_class_bind_template_child (widget_class, MienProblemList, more);
  gtk_widget_class_bind_template_callback (widget_class, on_more);

  signals[FACES_ASKED] = g_signal_new ("faces-asked", MIEN_TYPE_PROBLEM_LIST, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, MIEN_TYPE_PROBLEM_ITEM);
}

static void
mien_problem_list_init (MienProblemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->told = g_list_store_new (MIEN_TYPE_PROBLEM_ITEM);
  self->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->lists, self->told);
  self->problems =
      G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->lists))));
  self->shown = gtk_slice_list_model_new (g_object_ref (self->problems), 0, N_FIRST);
  g_signal_connect_object (self->problems, "items-changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), new_row, NULL, NULL);
}
