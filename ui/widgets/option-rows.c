#include "ui/widgets/option-rows.h"

#include "ui/widgets/setting-row.h"
#include "ui/widgets/typed-number.h"

#include <math.h>

struct _MienOptionRows {
  GtkBox parent_instance;

  char *key;        /* (nullable): whose options the rows are */
  GPtrArray *spins; /* of GtkSpinButton, one a row */
  gboolean filling; /* the numbers follow what is set, not the other way round */
};

G_DEFINE_FINAL_TYPE (MienOptionRows, mien_option_rows, GTK_TYPE_BOX)

static guint edited;

/* About a tenth of what is usual: 1e-4 for 0.001, 0.1 for 1.5. */
static double
step_of (const MienOption *option)
{
  if (option->whole)
    return 1.0;
  return option->usual > 0.0 ? pow (10.0, floor (log10 (option->usual / 3.0))) : 0.1;
}

static void
on_changed (GtkSpinButton *spin, MienOptionRows *self)
{
  guint place;
  double value;

  if (!self->filling && g_ptr_array_find (self->spins, spin, &place) &&
      mien_typed_number (spin, &value))
    g_signal_emit (self, edited, 0, place, value);
}

static GtkWidget *
make_row (MienOptionRows *self, const MienOption *option)
{
  double step = step_of (option);
  GtkWidget *spin = gtk_spin_button_new (
      gtk_adjustment_new (option->usual, option->least, option->most, step, 10.0 * step, 0.0), 0.0,
      option->whole ? 0 : 6);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 7);
  mien_show_short_number (GTK_SPIN_BUTTON (spin));
  g_ptr_array_add (self->spins, spin);
  g_signal_connect_object (spin, "changed", G_CALLBACK (on_changed), self, 0);
  return mien_setting_row_new (option->label, option->name, option->explanation, spin);
}

static void
remove_rows (MienOptionRows *self)
{
  GtkWidget *row;

  g_ptr_array_set_size (self->spins, 0);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), row);
}

void
mien_option_rows_offer (MienOptionRows *self, const char *key, const MienOption *options, guint n)
{
  g_return_if_fail (MIEN_IS_OPTION_ROWS (self) && key != NULL);

  if (g_strcmp0 (key, self->key) == 0)
    return;
  g_free (self->key);
  self->key = g_strdup (key);
  self->filling = TRUE;
  remove_rows (self);
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self), make_row (self, &options[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  self->filling = FALSE;
}

void
mien_option_rows_put (MienOptionRows *self, const double *values)
{
  g_return_if_fail (MIEN_IS_OPTION_ROWS (self) && (values != NULL || self->spins->len == 0));

  self->filling = TRUE;
  for (guint i = 0; i < self->spins->len; i++)
    mien_put_number (g_ptr_array_index (self->spins, i), values[i]);
  self->filling = FALSE;
}

static void
mien_option_rows_finalize (GObject *object)
{
  MienOptionRows *self = MIEN_OPTION_ROWS (object);

  g_ptr_array_unref (self->spins);
  g_free (self->key);

  G_OBJECT_CLASS (mien_option_rows_parent_class)->finalize (object);
}

static void
mien_option_rows_class_init (MienOptionRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_option_rows_finalize;
  edited = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                         NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
}

static void
mien_option_rows_init (MienOptionRows *self)
{
  self->spins = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "settings");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
mien_option_rows_new (void)
{
  return g_object_new (MIEN_TYPE_OPTION_ROWS, NULL);
}
