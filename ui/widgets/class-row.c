#include "ui/widgets/class-row.h"

#include "ui/widgets/face-picture.h"

#include <glib/gi18n.h>

struct _MienClassRow {
  GtkListBoxRow parent_instance;

  char *read;
  char *shown; /* the name, until another is typed */
  int place;
  gboolean filling;

  MienFacePicture *face;
  GtkEntry *name;
  GtkLabel *facts;
  GtkCheckButton *missing;
  GtkWidget *up;
  GtkWidget *down;
};

G_DEFINE_FINAL_TYPE (MienClassRow, mien_class_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  RENAMED,
  MOVED,
  MISSING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* When the entry is left without a change, nothing was said; an empty name is taken back. */
static void
on_rename (MienClassRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (*text == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name), self->shown);
  else if (!g_str_equal (text, self->shown))
    g_signal_emit (self, signals[RENAMED], 0, text);
}

static void
on_missing (MienClassRow *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[MISSING], 0, gtk_check_button_get_active (self->missing));
}

static void
on_up (MienClassRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
on_down (MienClassRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
move (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *by)
{
  g_signal_emit (widget, signals[MOVED], 0, g_variant_get_int32 (by));
}

static void
mien_class_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_CLASS_ROW);

  G_OBJECT_CLASS (mien_class_row_parent_class)->dispose (object);
}

static void
mien_class_row_finalize (GObject *object)
{
  MienClassRow *self = MIEN_CLASS_ROW (object);

  g_free (self->read);
  g_free (self->shown);

  G_OBJECT_CLASS (mien_class_row_parent_class)->finalize (object);
}

static void
mien_class_row_class_init (MienClassRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_class_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = mien_class_row_finalize;

  signals[RENAMED] = g_signal_new ("renamed", MIEN_TYPE_CLASS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MOVED] = g_signal_new ("moved", MIEN_TYPE_CLASS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MISSING] = g_signal_new ("missing", MIEN_TYPE_CLASS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (MIEN_TYPE_FACE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/widgets/class-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, face);
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, name);
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, facts);
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, missing);
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, up);
  gtk_widget_class_bind_template_child (widget_class, MienClassRow, down);
  gtk_widget_class_bind_template_callback (widget_class, on_rename);
  gtk_widget_class_bind_template_callback (widget_class, on_missing);
  gtk_widget_class_bind_template_callback (widget_class, on_up);
  gtk_widget_class_bind_template_callback (widget_class, on_down);
  gtk_widget_class_install_action (widget_class, "class.move", "i", move);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "class.move", "i",
                                       -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "class.move", "i",
                                       1);
}

static void
mien_class_row_init (MienClassRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (gpointer widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
name_parts (MienClassRow *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Name of %s"), self->read);
  g_autofree char *missing = g_strdup_printf (_ ("Treat %s as missing"), self->read);
  g_autofree char *up = g_strdup_printf (_ ("Move %s up"), self->read);
  g_autofree char *down = g_strdup_printf (_ ("Move %s down"), self->read);

  set_label (self->name, name);
  set_label (self->missing, missing);
  set_label (self->up, up);
  set_label (self->down, down);
}

GtkWidget *
mien_class_row_new (MienDataset *dataset, const MienColumnClass *class)
{
  MienClassRow *self = g_object_new (MIEN_TYPE_CLASS_ROW, NULL);

  self->read = g_strdup (class->read);
  if (class->example != G_MAXUINT)
    mien_face_picture_show (self->face, dataset, class->example);
  name_parts (self);
  return GTK_WIDGET (self);
}

void
mien_class_row_commit (MienClassRow *self)
{
  g_return_if_fail (MIEN_IS_CLASS_ROW (self));

  on_rename (self);
}

const char *
mien_class_row_get_class (MienClassRow *self)
{
  g_return_val_if_fail (MIEN_IS_CLASS_ROW (self), NULL);

  return self->read;
}

int
mien_class_row_get_place (MienClassRow *self)
{
  g_return_val_if_fail (MIEN_IS_CLASS_ROW (self), -1);

  return self->place;
}

/* "read as joy, 340 faces, merged with happy" */
static char *
describe (const MienColumnClass *class)
{
  GString *text = g_string_new (NULL);

  if (!g_str_equal (class->read, class->name)) {
    /* Translators: %s is what a class is called in the data set's own files. */
    g_string_append_printf (text, _ ("read as %s"), class->read);
    g_string_append (text, ", ");
  }
  g_string_append_printf (text, ngettext ("%u face", "%u faces", class->n_faces), class->n_faces);
  if (class->place < 0) {
    g_string_append (text, ", ");
    g_string_append (text, _ ("left without a label"));
  } else if (class->partners != NULL) {
    g_string_append (text, ", ");
    g_string_append_printf (text, _ ("merged with %s"), class->partners);
  }
  return g_string_free (text, FALSE);
}

void
mien_class_row_update (MienClassRow *self, const MienColumnClass *class, int n)
{
  g_return_if_fail (MIEN_IS_CLASS_ROW (self));

  g_autofree char *facts = describe (class);
  gboolean kept = class->place >= 0;

  self->filling = TRUE;
  self->place = class->place;
  g_free (self->shown);
  self->shown = g_strdup (class->name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), class->name);
  gtk_label_set_text (self->facts, facts);
  gtk_check_button_set_active (self->missing, !kept);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), kept);
  gtk_widget_set_sensitive (self->up, class->place > 0);
  gtk_widget_set_sensitive (self->down, kept && class->place < n - 1);
  self->filling = FALSE;
}
