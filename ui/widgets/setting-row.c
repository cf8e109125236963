#include "ui/widgets/setting-row.h"

#include "ui/widgets/accessible-names.h"
#include "ui/widgets/explain.h"
#include "ui/widgets/typed-number.h"

struct _MienSettingRow {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkWidget *control;
  char *explanation; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MienSettingRow, mien_setting_row, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_CONTROL,
  PROP_EXPLANATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The properties come in any order; a control gets its name as soon as both are there. */
static void
name_control (MienSettingRow *self)
{
  if (self->control != NULL)
    mien_name_widget (self->control, gtk_label_get_label (self->label));
}

static void
explain (MienSettingRow *self)
{
  if (self->explanation == NULL)
    return;
  mien_explain (GTK_WIDGET (self->label), self->explanation);
  if (self->control != NULL)
    mien_explain (self->control, self->explanation);
}

static void
set_control (MienSettingRow *self, GtkWidget *control)
{
  if (control == NULL)
    return;
  self->control = control;
  if (GTK_IS_SPIN_BUTTON (control))
    mien_leave_wheel_to_page (GTK_SPIN_BUTTON (control));
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), control);
  gtk_label_set_mnemonic_widget (self->label, control);
  name_control (self);
  explain (self);
}

static void
mien_setting_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MienSettingRow *self = MIEN_SETTING_ROW (object);

  switch (id) {
  case PROP_LABEL:
    g_value_set_string (value, gtk_label_get_label (self->label));
    break;
  case PROP_CONTROL:
    g_value_set_object (value, self->control);
    break;
  case PROP_EXPLANATION:
    g_value_set_string (value, self->explanation);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_setting_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MienSettingRow *self = MIEN_SETTING_ROW (object);

  switch (id) {
  case PROP_LABEL:
    gtk_label_set_text_with_mnemonic (self->label, g_value_get_string (value));
    name_control (self);
    break;
  case PROP_CONTROL:
    set_control (self, g_value_get_object (value));
    break;
  case PROP_EXPLANATION:
    self->explanation = g_value_dup_string (value);
    explain (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
mien_setting_row_finalize (GObject *object)
{
  g_free (MIEN_SETTING_ROW (object)->explanation);

  G_OBJECT_CLASS (mien_setting_row_parent_class)->finalize (object);
}

static void
mien_setting_row_class_init (MienSettingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mien_setting_row_get_property;
  object_class->set_property = mien_setting_row_set_property;
  object_class->finalize = mien_setting_row_finalize;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_CONTROL] = g_param_spec_object ("control", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_EXPLANATION] =
      g_param_spec_string ("explanation", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mien_setting_row_init (MienSettingRow *self)
{
  /* The control carries the name; a label of the same name would be spoken twice. */
  self->label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "xalign",
                    0.0f, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "setting");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
}

static char *
escape_mnemonics (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "_", "__", 0);
  return g_string_free (escaped, FALSE);
}

GtkWidget *
mien_setting_row_new (const char *label,
                      const char *name,
                      const char *explanation,
                      GtkWidget *control)
{
  g_autofree char *escaped = escape_mnemonics (label);
  GtkWidget *row = g_object_new (MIEN_TYPE_SETTING_ROW, "explanation", explanation, "label",
                                 escaped, "control", control, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : label, -1);
  return row;
}
