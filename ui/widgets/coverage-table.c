#include "ui/widgets/coverage-table.h"

#include "ui/models/splitting.h"

#include <glib/gi18n.h>

struct _MienCoverageTable {
  AdwBin parent_instance;

  MienWorkbench *workbench;
  MienSplitRequest *shown; /* (nullable): what is shown, or about to be */
  GCancellable *counting;  /* (nullable) */

  GtkGrid *grid;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (MienCoverageTable, mien_coverage_table, ADW_TYPE_BIN)

static const char *
name_part (int part)
{
  return part == MIEN_PART_TRAIN        ? _ ("Training")
         : part == MIEN_PART_VALIDATION ? _ ("Validation")
                                        : _ ("Test");
}

static GtkWidget *
add_label (MienCoverageTable *self, const char *text, int column, int row, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  if (column == 0) {
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_widget_set_hexpand (label, TRUE);
    gtk_widget_set_tooltip_text (label, text);
  } else {
    gtk_widget_add_css_class (label, "numeric");
  }
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

/* @of: what is counted, for a screen reader; none at all is a warning */
static void
add_count (MienCoverageTable *self, guint count, const char *of, int part, int row)
{
  g_autofree char *text = g_strdup_printf ("%'u", count);
  /* Translators: labels of a column ("pose") in a part of the split ("Training"). */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s: %u labels"), of, name_part (part), count);
  GtkWidget *label = add_label (self, text, part + 1, row, count == 0 ? "warning" : NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  if (count == 0)
    gtk_widget_set_tooltip_text (label, part == MIEN_PART_TRAIN
                                            ? _ ("Without a label here it cannot be learned")
                                            : _ ("Without a label here it cannot be judged"));
}

static int
add_sources (MienCoverageTable *self, const MienCoverage *coverage, guint column, int row)
{
  for (guint s = 0; coverage->sources[s] != NULL; s++, row++) {
    g_autofree char *name = g_strconcat ("    ", coverage->sources[s], NULL);
    g_autofree char *of =
        g_strdup_printf ("%s, %s", coverage->columns[column], coverage->sources[s]);

    add_label (self, name, 0, row, "dim-label");
    for (int part = 0; part < MIEN_N_PARTS; part++)
      add_count (self, mien_coverage_get (coverage, column, s, (MienPart) part), of, part, row);
  }
  return row;
}

static void
clear (MienCoverageTable *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
add_head (MienCoverageTable *self)
{
  add_label (self, "", 0, 0, NULL);
  for (int part = 0; part < MIEN_N_PARTS; part++)
    gtk_widget_add_css_class (add_label (self, name_part (part), part + 1, 0, "caption"),
                              "dim-label");
}

static void
tell (MienCoverageTable *self, const MienCoverage *coverage)
{
  gtk_label_set_text (
      self->note,
      mien_coverage_is_patchy (coverage)
          ? _ ("The data sets know different things. A face without a label costs a task nothing; "
               "for batches that hold every task alike, balance them by task in Design.")
          : _ ("Split as in Design. A face without a label costs a task nothing."));
}

static void
show (MienCoverageTable *self, const MienCoverage *coverage)
{
  gboolean several = g_strv_length (coverage->sources) > 1;
  int row = 1;

  clear (self);
  add_head (self);
  for (guint c = 0; coverage->columns[c] != NULL; c++) {
    add_label (self, coverage->columns[c], 0, row, NULL);
    for (int part = 0; part < MIEN_N_PARTS; part++)
      add_count (self, mien_coverage_sum (coverage, c, (MienPart) part), coverage->columns[c], part,
                 row);
    row = several ? add_sources (self, coverage, c, row + 1) : row + 1;
  }
  tell (self, coverage);
}

static void
on_counted (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienCoverageTable) self = data;
  g_autoptr (MienCoverage) coverage = mien_split_cover_finish (result, NULL);

  if (coverage != NULL)
    show (self, coverage);
}

static void
stop (MienCoverageTable *self)
{
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
count (MienCoverageTable *self)
{
  MienDataset *dataset =
      self->workbench != NULL ? mien_workbench_get_dataset (self->workbench) : NULL;
  const MienRecipe *recipe;
  MienSplitRequest *wanted;

  if (dataset == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  recipe = mien_workbench_get_recipe (self->workbench);
  wanted = mien_split_request_new (dataset, recipe, recipe->fold);
  if (self->shown != NULL && mien_split_request_equal (self->shown, wanted)) {
    mien_split_request_free (wanted);
    return;
  }
  g_clear_pointer (&self->shown, mien_split_request_free);
  self->shown = wanted;
  stop (self);
  self->counting = g_cancellable_new ();
  mien_split_cover_async (wanted, self->counting, on_counted, g_object_ref (self));
}

void
mien_coverage_table_follow (MienCoverageTable *self, MienWorkbench *workbench)
{
  g_return_if_fail (MIEN_IS_COVERAGE_TABLE (self) && self->workbench == NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_object (workbench, "dataset-changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workbench, "recipe-changed", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
}

static void
mien_coverage_table_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mien_coverage_table_parent_class)->map (widget);
  count (MIEN_COVERAGE_TABLE (widget));
}

static void
mien_coverage_table_dispose (GObject *object)
{
  MienCoverageTable *self = MIEN_COVERAGE_TABLE (object);

  stop (self);
  G_OBJECT_CLASS (mien_coverage_table_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_COVERAGE_TABLE);
  g_clear_pointer (&self->shown, mien_split_request_free);
  g_clear_object (&self->workbench);
}

static void
mien_coverage_table_class_init (MienCoverageTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_coverage_table_dispose;
  widget_class->map = mien_coverage_table_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/coverage-table.ui");
  gtk_widget_class_bind_template_child (widget_class, MienCoverageTable, grid);
  gtk_widget_class_bind_template_child (widget_class, MienCoverageTable, note);
}

static void
mien_coverage_table_init (MienCoverageTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
