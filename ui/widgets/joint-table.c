#include "ui/widgets/joint-table.h"

#include "ui/models/draft.h"
#include "ui/models/joint-counts.h"
#include "ui/models/sample-query.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/matrix-view.h"

#include <glib/gi18n.h>

/* Persons by the hundred make a table that nobody can read. */
#define MOST_VALUES 120

struct _MienJointTable {
  AdwBin parent_instance;

  MienDataset *dataset;   /* (nullable) */
  MienJointCounts *joint; /* (nullable): what is shown */
  char *search;
  gboolean filling;
  gboolean stale;

  GtkDropDown *rows;
  GtkDropDown *columns;
  MienMatrixView *matrix;
};

G_DEFINE_FINAL_TYPE (MienJointTable, mien_joint_table, ADW_TYPE_BIN)

enum {
  SEARCHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const MienColumn *
get_column (MienJointTable *self, GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  return chosen != NULL && self->dataset != NULL
             ? mien_dataset_get_column (self->dataset, gtk_string_object_get_string (chosen))
             : NULL;
}

/* (transfer full): the search for the faces of a cell */
static char *
ask_for (MienJointTable *self, guint row, guint column)
{
  const MienJointCounts *joint = self->joint;
  g_autofree char *with =
      mien_sample_query_put (self->search, joint->row_title, joint->rows->terms[row]);

  return mien_sample_query_put (with, joint->column_title, joint->columns->terms[column]);
}

/* Which of @values is the last word of @search; -1 none of them */
static int
find_last (const char *search, const char *title, const MienBalance *values)
{
  for (guint i = 0; i < values->n; i++) {
    g_autofree char *with = mien_sample_query_put (search, title, values->terms[i]);

    if (g_str_equal (with, search))
      return (int) i;
  }
  return -1;
}

/* A search that ask_for() wrote ends in the row's word and the column's. */
static void
mark (MienJointTable *self)
{
  const MienJointCounts *joint = self->joint;
  int row = -1, column;

  if (joint == NULL)
    return;
  column = find_last (self->search, joint->column_title, joint->columns);
  if (column >= 0) {
    g_autofree char *without = mien_sample_query_put (self->search, joint->column_title, NULL);

    row = find_last (without, joint->row_title, joint->rows);
  }
  mien_matrix_view_choose (self->matrix, row, row >= 0 ? column : -1);
}

/* Counted when it is looked at. */
static void
count (MienJointTable *self)
{
  const MienColumn *rows = get_column (self, self->rows);
  const MienColumn *columns = get_column (self, self->columns);

  self->stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || rows == NULL || columns == NULL)
    return;
  self->stale = FALSE;
  g_clear_pointer (&self->joint, mien_joint_counts_free);
  self->joint = mien_joint_counts_new (rows, columns);
  mien_matrix_view_set_joint (self->matrix, self->joint);
  mark (self);
}

static void
on_columns_chosen (MienJointTable *self)
{
  if (!self->filling)
    count (self);
}

static void
on_cell_chosen (MienJointTable *self, int row, int column)
{
  g_autofree char *text = NULL;

  if (self->joint == NULL)
    return;
  if (row >= 0) {
    text = ask_for (self, (guint) row, (guint) column);
  } else {
    g_autofree char *without = mien_sample_query_put (self->search, self->joint->row_title, NULL);

    text = mien_sample_query_put (without, self->joint->column_title, NULL);
  }
  g_signal_emit (self, signals[SEARCHED], 0, text);
}

static gboolean
is_countable (const MienColumn *column)
{
  return column->kind != MIEN_KIND_POINTS &&
         (column->names == NULL || g_strv_length (column->names) <= MOST_VALUES);
}

static guint
count_values (MienDataset *dataset, const char *name)
{
  const MienColumn *column = mien_dataset_get_column (dataset, name);

  return column->names != NULL ? g_strv_length (column->names) : 10;
}

/* Long tables are read more easily than wide ones. */
static void
choose_columns (MienJointTable *self, MienDataset *dataset, GtkStringList *names, guint label)
{
  guint other = label == 0 ? 1 : 0;

  if (g_list_model_get_n_items (G_LIST_MODEL (names)) < 2)
    return;

  gboolean longer = count_values (dataset, gtk_string_list_get_string (names, other)) >
                    count_values (dataset, gtk_string_list_get_string (names, label));

  gtk_drop_down_set_selected (self->rows, longer ? other : label);
  gtk_drop_down_set_selected (self->columns, longer ? label : other);
}

static guint
find_name (GtkStringList *names, const char *name)
{
  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    if (g_str_equal (gtk_string_list_get_string (names, i), name))
      return i;
  return 0;
}

void
mien_joint_table_open (MienJointTable *self, MienDataset *dataset, const char *label)
{
  g_return_if_fail (MIEN_IS_JOINT_TABLE (self) && dataset != NULL);

  g_autoptr (GPtrArray) columns = mien_draft_order_columns (dataset);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    if (is_countable (g_ptr_array_index (columns, i)))
      gtk_string_list_append (names, ((MienColumn *) g_ptr_array_index (columns, i))->name);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->rows, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->columns, G_LIST_MODEL (names));
  choose_columns (self, dataset, names, find_name (names, label));
  self->filling = FALSE;
  mien_joint_table_update (self, dataset);
}

void
mien_joint_table_update (MienJointTable *self, MienDataset *dataset)
{
  g_return_if_fail (MIEN_IS_JOINT_TABLE (self) && dataset != NULL);

  mien_dataset_ref (dataset);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  self->dataset = dataset;
  count (self);
}

void
mien_joint_table_set_search (MienJointTable *self, const char *text)
{
  g_return_if_fail (MIEN_IS_JOINT_TABLE (self) && text != NULL);

  g_free (self->search);
  self->search = g_strdup (text);
  if (!self->stale)
    mark (self);
}

static void
mien_joint_table_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mien_joint_table_parent_class)->map (widget);
  if (MIEN_JOINT_TABLE (widget)->stale)
    count (MIEN_JOINT_TABLE (widget));
}

static void
mien_joint_table_dispose (GObject *object)
{
  MienJointTable *self = MIEN_JOINT_TABLE (object);

  G_OBJECT_CLASS (mien_joint_table_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_JOINT_TABLE);
  g_clear_pointer (&self->joint, mien_joint_counts_free);
  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_clear_pointer (&self->search, g_free);
}

static void
mien_joint_table_class_init (MienJointTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_joint_table_dispose;
  widget_class->map = mien_joint_table_map;
  g_type_ensure (MIEN_TYPE_MATRIX_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/joint-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MienJointTable, rows);
  gtk_widget_class_bind_template_child (widget_class, MienJointTable, columns);
  gtk_widget_class_bind_template_child (widget_class, MienJointTable, matrix);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_cell_chosen);

  signals[SEARCHED] = g_signal_new ("searched", MIEN_TYPE_JOINT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mien_joint_table_init (MienJointTable *self)
{
  self->search = g_strdup ("");
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  mien_explain (GTK_WIDGET (self->rows), _ ("What the rows count"));
  mien_explain (GTK_WIDGET (self->columns), _ ("What the columns count"));
}
