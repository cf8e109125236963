#include "ui/pages/run-curves-pane.h"

#include "engine/study/statistics/band.h"
#include "ui/models/curve-log.h"
#include "ui/models/run-facts.h"
#include "ui/widgets/curve-plot.h"

#include <glib/gi18n.h>
#include <math.h>

/* More curves over each other tell nothing any more. */
#define MOST_CURVES 16
/* So many histories are read for the means of arms. */
#define MOST_RUNS 128

/* Numbers of the drop-down's items */
enum {
  EACH_RUN,
  BY_ARM, /* and so on, a band each */
};

/* Runs of one arm of one study; a run on its own is by itself. */
typedef struct {
  char *key, *name;
  GPtrArray *logs;  /* of MienCurveLog, borrowed */
  const char *main; /* interned (nullable) */
} Group;

struct _MienRunCurvesPane {
  AdwBin parent_instance;

  GCancellable *reading; /* (nullable) */
  GPtrArray *items;      /* (nullable) of MienRunItem: whose curves are shown or on their way */
  GPtrArray *logs;       /* (nullable) of MienCurveLog, of the first of them */

  GtkDropDown *shown;
  GtkDropDown *lines;
  GtkWidget *members;
  MienCurvePlot *curves;
};

G_DEFINE_FINAL_TYPE (MienRunCurvesPane, mien_run_curves_pane, ADW_TYPE_BIN)

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->key);
  g_free (group->name);
  g_ptr_array_unref (group->logs);
  g_free (group);
}

static Group *
group_new (MienRunItem *item)
{
  Group *group = g_new0 (Group, 1);
  const MienRunEntry *entry = mien_run_item_get_entry (item);
  g_auto (MienRunPlace) place = {0};

  if (mien_run_place_parse (entry->folder, &place) && !place.trial) {
    group->key = g_strdup_printf ("%s\n%s", place.study, place.arm);
    group->name = g_strdup (entry->arm != NULL ? entry->arm : place.arm);
  } else {
    group->key = g_strdup (entry->folder);
    group->name = mien_run_title (item);
  }
  group->logs = g_ptr_array_new ();
  group->main = g_intern_string (mien_run_item_get_main (item));
  return group;
}

static gboolean
has_key (gconstpointer group, gconstpointer key)
{
  return g_str_equal (((const Group *) group)->key, key);
}

/* (transfer full) (element-type Group): in the order of their first runs */
static GPtrArray *
group_runs (MienRunCurvesPane *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  for (guint i = 0; i < self->logs->len; i++) {
    Group *group = group_new (g_ptr_array_index (self->items, i));
    guint place;

    if (g_ptr_array_find_with_equal_func (groups, group->key, has_key, &place)) {
      group_free (group);
      group = g_ptr_array_index (groups, place);
    } else {
      g_ptr_array_add (groups, group);
    }
    g_ptr_array_add (group->logs, g_ptr_array_index (self->logs, i));
  }
  return groups;
}

static gboolean
shows_loss (MienRunCurvesPane *self)
{
  return gtk_drop_down_get_selected (self->shown) == 1;
}

/* (nullable) */
static const MienCurve *
find_curve (MienRunCurvesPane *self, MienCurveLog *log, const char *main, const char *part)
{
  const char *metric = main == NULL        ? NULL
                       : shows_loss (self) ? "loss"
                                           : mien_curve_log_get_main_metric (log, main);

  return metric != NULL ? mien_curve_log_find (log, main, part, metric) : NULL;
}

static void
add_run (MienRunCurvesPane *self, guint number)
{
  MienRunItem *item = g_ptr_array_index (self->items, number);
  g_autofree char *run = mien_run_title (item);

  for (guint s = 0; s < 2; s++) {
    const MienCurve *curve =
        find_curve (self, g_ptr_array_index (self->logs, number), mien_run_item_get_main (item),
                    s == 0 ? "train" : "validation");
    /* Translators: a run's name, and the part of the faces. */
    g_autofree char *name =
        g_strdup_printf (_ ("%s, %s"), run, s == 1 ? _ ("validation") : _ ("training"));

    if (curve != NULL)
      mien_curve_plot_add_line (self->curves,
                                &(MienPlotLine){name, curve->x, curve->y, .step = curve->step,
                                                .colour = number, .dashed = s == 1});
  }
}

static GArray *
copy_numbers (const double *numbers, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (array, numbers, n);
  return array;
}

static const char *
band_words (MienBandKind kind)
{
  switch (kind) {
  case MIEN_BAND_INTERVAL:
    return _ ("95 % interval of the mean");
  case MIEN_BAND_DEVIATION:
    return _ ("± standard deviation");
  case MIEN_BAND_ERROR:
    return _ ("± standard error");
  case MIEN_BAND_QUARTILES:
    return _ ("median and quartiles");
  case MIEN_BAND_RANGE:
  case MIEN_N_BAND_KINDS:
  default:
    return _ ("smallest to largest");
  }
}

static void
add_band (MienRunCurvesPane *self,
          const Group *group,
          guint colour,
          const MienBand *band,
          MienBandKind kind)
{
  g_autoptr (GArray) x = copy_numbers (band->x, band->n);
  g_autoptr (GArray) middle = copy_numbers (band->middle, band->n);
  g_autoptr (GArray) low = copy_numbers (band->low, band->n);
  g_autoptr (GArray) high = copy_numbers (band->high, band->n);
  guint n = band->n > 0 ? band->count[0] : 0;
  gboolean same = n > 0 && band->count[band->n - 1] == n;
  /* Translators: what a band around a curve is, and of how many runs. */
  g_autofree char *note =
      g_strdup_printf (same ? _ ("%s, n = %u") : _ ("%s, n = %u at first"), band_words (kind), n);

  mien_curve_plot_add_line (
      self->curves, &(MienPlotLine){group->name, x, middle, .colour = colour,
                                    .dashed = colour % 2 == 1, .low = n > 1 ? low : NULL,
                                    .high = n > 1 ? high : NULL, .note = n > 1 ? note : NULL});
}

/* What was held out tells more than what was learned from, where there is such a part. */
static const MienCurve *
find_told_curve (MienRunCurvesPane *self, MienCurveLog *log, const char *main)
{
  const MienCurve *held = find_curve (self, log, main, "validation");

  return held != NULL ? held : find_curve (self, log, main, "train");
}

static void
add_group (MienRunCurvesPane *self, const Group *group, guint colour, MienBandKind kind)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (MienBandMember));
  gboolean each = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->members));

  for (guint i = 0; i < group->logs->len; i++) {
    const MienCurve *curve =
        find_told_curve (self, g_ptr_array_index (group->logs, i), group->main);
    MienBandMember member;

    if (curve == NULL)
      continue;
    member = (MienBandMember){(const double *) (void *) curve->x->data,
                              (const double *) (void *) curve->y->data, curve->x->len};
    g_array_append_val (members, member);
    if (each && group->logs->len > 1)
      mien_curve_plot_add_line (self->curves, &(MienPlotLine){group->name, curve->x, curve->y,
                                                              .colour = colour, .faint = TRUE});
  }
  if (members->len == 0)
    return;

  g_autoptr (MienBand) band =
      mien_band_new ((const MienBandMember *) (void *) members->data, members->len, kind);
  add_band (self, group, colour, band, kind);
}

static void
add_groups (MienRunCurvesPane *self, MienBandKind kind)
{
  g_autoptr (GPtrArray) groups = group_runs (self);

  for (guint i = 0; i < MIN (groups->len, MOST_CURVES); i++)
    add_group (self, g_ptr_array_index (groups, i), i, kind);
}

static void
show_curves (MienRunCurvesPane *self)
{
  guint lines = gtk_drop_down_get_selected (self->lines);

  gtk_widget_set_sensitive (self->members, lines >= BY_ARM);
  mien_curve_plot_set_range (self->curves, 0.0, NAN, NAN, NAN);
  mien_curve_plot_clear (self->curves);
  if (self->logs != NULL && lines >= BY_ARM)
    add_groups (self, (MienBandKind) (lines - BY_ARM));
  for (guint i = 0;
       self->logs != NULL && lines == EACH_RUN && i < MIN (self->logs->len, MOST_CURVES); i++)
    add_run (self, i);
  mien_curve_plot_data_changed (self->curves);
}

/* Only a loss has the wild values of the first batches. */
static void
on_shown (MienRunCurvesPane *self)
{
  g_object_set (self->curves, "robust", shows_loss (self), NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->curves), "plot.show-all", NULL);
  show_curves (self);
}

static void
on_logs_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienRunCurvesPane) self = data;
  g_autoptr (GPtrArray) logs = mien_curve_logs_read_finish (result, NULL);

  if (logs == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  self->logs = g_steal_pointer (&logs);
  show_curves (self);
}

void
mien_run_curves_pane_show (MienRunCurvesPane *self, GPtrArray *items)
{
  g_return_if_fail (MIEN_IS_RUN_CURVES_PANE (self) && items != NULL);

  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  for (guint i = 0; i < MIN (items->len, MOST_RUNS); i++)
    g_ptr_array_add (folders, (gpointer) mien_run_item_get_folder (g_ptr_array_index (items, i)));
  g_ptr_array_add (folders, NULL);
  mien_curve_logs_read_async ((const char *const *) folders->pdata, self->reading, on_logs_read,
                              g_object_ref (self));
}

static void
mien_run_curves_pane_dispose (GObject *object)
{
  MienRunCurvesPane *self = MIEN_RUN_CURVES_PANE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (mien_run_curves_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_RUN_CURVES_PANE);
}

static void
mien_run_curves_pane_class_init (MienRunCurvesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_run_curves_pane_dispose;
  g_type_ensure (MIEN_TYPE_CURVE_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/run-curves-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienRunCurvesPane, shown);
  gtk_widget_class_bind_template_child (widget_class, MienRunCurvesPane, lines);
  gtk_widget_class_bind_template_child (widget_class, MienRunCurvesPane, members);
  gtk_widget_class_bind_template_child (widget_class, MienRunCurvesPane, curves);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, show_curves);
}

static void
mien_run_curves_pane_init (MienRunCurvesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
