#include "ui/pages/face-actions.h"

#include "ui/models/common-value.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

struct _MienFaceActions {
  GtkWidget *page;
  MienFaceGrid *grid;
  MienWorkbench *workbench;
  GSimpleActionGroup *group;
  char *column; /* (nullable) */
};

static const MienColumn *
get_column (MienFaceActions *self)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);

  return dataset != NULL && self->column != NULL ? mien_dataset_get_column (dataset, self->column)
                                                 : NULL;
}

/* "fear: 12 labels corrected"; nothing is said where every face had that label. */
static void
tell (MienFaceActions *self, const char *column, const char *label, guint n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  if (*column == '\0')
    text = *label != '\0'
               ? g_strdup_printf (ngettext ("%'u face excluded", "%'u faces excluded", n), n)
               : g_strdup_printf (ngettext ("%'u face taken back", "%'u faces taken back", n), n);
  else if (*label == '\0')
    text = g_strdup_printf (ngettext ("%'u label removed", "%'u labels removed", n), n);
  else
    /* Translators: %s is a label, such as fear. */
    text =
        g_strdup_printf (ngettext ("%'u face labelled %s", "%'u faces labelled %s", n), n, label);
  mien_toast (self->page, text, TRUE);
}

static void
correct (MienFaceActions *self, const char *column, const char *label)
{
  g_autoptr (GArray) chosen = mien_face_grid_get_chosen (self->grid);
  g_autofree char *kept = g_strdup (column); /* the menu that says it may be made anew */
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (chosen->len == 0)
    return;
  if (mien_workbench_correct_all (self->workbench, chosen, kept, label, &n, &error))
    tell (self, kept, label, n);
  else
    mien_toast (self->page, error->message, FALSE);
}

static void
set_label (GSimpleAction *action G_GNUC_UNUSED, GVariant *target, gpointer data)
{
  MienFaceActions *self = data;
  g_autofree char *text = g_variant_dup_string (target, NULL);

  if (self->column != NULL)
    correct (self, self->column, text);
}

static void
number (GSimpleAction *action G_GNUC_UNUSED, GVariant *target, gpointer data)
{
  MienFaceActions *self = data;
  const MienColumn *column = get_column (self);
  int place = g_variant_get_int32 (target);

  if (column != NULL && column->kind == MIEN_KIND_CLASS && place >= 1 &&
      place <= (int) g_strv_length (column->names)) {
    g_autofree char *name = g_strdup (column->names[place - 1]);

    correct (self, self->column, name);
  }
}

static void
exclude (GSimpleAction *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED, gpointer data)
{
  correct (data, "", "exclude");
}

static void
take_back (GSimpleAction *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED, gpointer data)
{
  correct (data, "", "");
}

static void
copy (GSimpleAction *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED, gpointer data)
{
  MienFaceActions *self = data;
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  g_autoptr (GArray) chosen = mien_face_grid_get_chosen (self->grid);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            mien_dataset_get_id (dataset, g_array_index (chosen, guint, i)));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text->str);
}

static void
on_written (AdwMessageDialog *dialog, const char *response, GtkWidget *page)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);

  if (g_str_equal (response, "correct"))
    gtk_widget_activate_action (page, "faces.label", "s",
                                gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static const char *
explain_kind (const MienColumn *column)
{
  switch (column->kind) {
  case MIEN_KIND_FLAGS:
    return _ ("The flags that a face has, with | between them, such as AU1|AU12.");
  case MIEN_KIND_DISTRIBUTION:
    return _ ("Votes such as happy:0.7|sad:0.3.");
  default:
    return _ ("A number such as -0.3.");
  }
}

/* What has no classes to choose from is written as a table holds it. */
static void
write_label (GSimpleAction *action G_GNUC_UNUSED, GVariant *target G_GNUC_UNUSED, gpointer data)
{
  MienFaceActions *self = data;
  const MienColumn *column = get_column (self);
  g_autoptr (GArray) chosen = mien_face_grid_get_chosen (self->grid);
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *dialog, *entry;

  if (column == NULL || chosen->len == 0 || !GTK_IS_WINDOW (root))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), column->name, explain_kind (column));
  entry = gtk_entry_new ();
  if (chosen->len == 1) {
    g_autofree char *now = mien_column_format (column, g_array_index (chosen, guint, 0));

    gtk_editable_set_text (GTK_EDITABLE (entry), now);
  }
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Label"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "correct",
                                    _ ("_Correct"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "correct",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "correct");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_written), self->page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enable (MienFaceActions *self, const char *name, gboolean on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), on);
}

void
mien_face_actions_update (MienFaceActions *self, GArray *chosen)
{
  MienDataset *dataset = mien_workbench_get_dataset (self->workbench);
  const MienColumn *column = get_column (self);
  gboolean some = chosen->len > 0 && column != NULL;
  guint n_excluded = 0;

  for (guint i = 0; i < chosen->len; i++)
    n_excluded += (guint) mien_dataset_is_excluded (dataset, g_array_index (chosen, guint, i));
  enable (self, "label", some && column->kind != MIEN_KIND_POINTS);
  enable (self, "write", some && column->names != NULL ? column->kind != MIEN_KIND_CLASS : some);
  enable (self, "number", some && column->kind == MIEN_KIND_CLASS);
  enable (self, "exclude", n_excluded < chosen->len);
  enable (self, "take-back", n_excluded > 0);
  enable (self, "copy", chosen->len > 0);
}

void
mien_face_actions_set_column (MienFaceActions *self, const char *column)
{
  g_free (self->column);
  self->column = g_strdup (column);
}

MienFaceActions *
mien_face_actions_new (GtkWidget *page, MienFaceGrid *grid, MienWorkbench *workbench)
{
  static const GActionEntry entries[] = {
      {.name = "label", .activate = set_label, .parameter_type = "s"},
      {.name = "number", .activate = number, .parameter_type = "i"},
      {.name = "write", .activate = write_label},
      {.name = "exclude", .activate = exclude},
      {.name = "take-back", .activate = take_back},
      {.name = "copy", .activate = copy},
  };
  MienFaceActions *self = g_new0 (MienFaceActions, 1);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint));

  self->page = page;
  self->grid = grid;
  self->workbench = g_object_ref (workbench);
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (page, "faces", G_ACTION_GROUP (self->group));
  mien_face_actions_update (self, none);
  return self;
}

void
mien_face_actions_free (MienFaceActions *self)
{
  if (self == NULL)
    return;
  gtk_widget_insert_action_group (self->page, "faces", NULL);
  g_object_unref (self->group);
  g_object_unref (self->workbench);
  g_free (self->column);
  g_free (self);
}
