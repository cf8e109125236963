#include "ui/widgets/column-form.h"

#include "ui/widgets/class-list.h"

#include <glib/gi18n.h>

struct _MienColumnForm {
  AdwBin parent_instance;

  MienColumnsDraft *draft; /* (nullable) */
  char *column;            /* (nullable) */
  gboolean filling;

  AdwPreferencesGroup *column_group;
  GtkEntry *name;
  GtkDropDown *kind;
  GtkSwitch *use;
  GtkWidget *numbers_row;
  GtkEntry *numbers;
  AdwPreferencesGroup *class_group;
  GtkMenuButton *codes;
  MienClassList *classes;
};

G_DEFINE_FINAL_TYPE (MienColumnForm, mien_column_form, ADW_TYPE_BIN)

enum {
  CHANGED,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tell (MienColumnForm *self, gboolean ok, const GError *error)
{
  if (ok) {
    g_signal_emit (self, signals[CHANGED], 0);
  } else {
    /* Translators: %s is a sentence that says what is wrong and where. */
    g_autofree char *text = g_strdup_printf (_ ("That does not work: %s"), error->message);

    g_signal_emit (self, signals[REFUSED], 0, text);
  }
}

static gboolean
is_editing (MienColumnForm *self)
{
  return !self->filling && self->column != NULL;
}

static const MienColumnEdit *
find_edit (MienColumnForm *self)
{
  return mien_column_edits_find (mien_columns_draft_get_edits (self->draft), self->column);
}

static const char *
get_name (MienColumnForm *self)
{
  return mien_column_edits_name (mien_columns_draft_get_edits (self->draft), self->column);
}

/* Whether another column that is used has that name. */
static gboolean
is_taken (MienColumnForm *self, const char *name)
{
  GPtrArray *columns = mien_dataset_get_columns (mien_columns_draft_get_dataset (self->draft));
  MienColumnEdits *edits = mien_columns_draft_get_edits (self->draft);

  for (guint i = 0; i < columns->len; i++) {
    const char *read = ((MienColumn *) g_ptr_array_index (columns, i))->name;
    const MienColumnEdit *edit = mien_column_edits_find (edits, read);

    if (!g_str_equal (read, self->column) && (edit == NULL || !edit->leave_out) &&
        g_str_equal (mien_column_edits_name (edits, read), name))
      return TRUE;
  }
  return FALSE;
}

static void
refuse_taken (MienColumnForm *self, const char *name)
{
  g_autofree char *text = g_strdup_printf (
      _ ("Another column is called “%s”. Give this one a name of its own, or leave "
         "the other one out."),
      name);

  g_signal_emit (self, signals[REFUSED], 0, text);
}

/* Entries count when Return is pressed or they are left; one that was not changed says nothing. */
static void
on_name_entered (MienColumnForm *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (!is_editing (self) || g_str_equal (name, get_name (self)))
    return;
  if (is_taken (self, name)) {
    refuse_taken (self, name);
  } else {
    gboolean ok =
        *name == '\0' || mien_columns_draft_rename (self->draft, self->column, name, &error);

    tell (self, ok, error);
  }
}

static char *
list_numbers (MienColumnForm *self)
{
  const MienColumnEdit *edit = find_edit (self);

  return edit != NULL && edit->missing != NULL ? g_strjoinv (", ", edit->missing) : g_strdup ("");
}

static void
on_numbers_entered (MienColumnForm *self)
{
  g_autoptr (GError) error = NULL;
  const char *numbers = gtk_editable_get_text (GTK_EDITABLE (self->numbers));
  g_autofree char *before = is_editing (self) ? list_numbers (self) : NULL;
  gboolean ok;

  if (before == NULL || g_str_equal (numbers, before))
    return;
  ok = mien_columns_draft_set_missing_numbers (self->draft, self->column, numbers, &error);
  tell (self, ok, error);
}

static void
on_kind_changed (MienColumnForm *self)
{
  if (!is_editing (self))
    return;
  mien_columns_draft_set_kind (self->draft, self->column,
                               (MienKind) gtk_drop_down_get_selected (self->kind));
  tell (self, TRUE, NULL);
}

static void
on_use_changed (MienColumnForm *self)
{
  g_autoptr (GError) error = NULL;
  gboolean use = gtk_switch_get_active (self->use);
  gboolean ok;

  if (!is_editing (self))
    return;
  ok = mien_columns_draft_use (self->draft, self->column, use, &error);
  tell (self, ok, error);
}

static void
on_renamed (MienColumnForm *self, const char *class, const char *name)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = mien_columns_draft_rename_class (self->draft, self->column, class, name, &error);

  tell (self, ok, error);
}

static void
on_moved (MienColumnForm *self, const char *class, int by)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = mien_columns_draft_move_class (self->draft, self->column, class, by, &error);

  tell (self, ok, error);
}

static void
on_missing (MienColumnForm *self, const char *class, gboolean missing)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = mien_columns_draft_set_missing (self->draft, self->column, class, missing, &error);

  tell (self, ok, error);
}

static void
name_codes (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *target)
{
  MienColumnForm *self = MIEN_COLUMN_FORM (widget);
  g_autoptr (GError) error = NULL;
  const MienExpressionCodes *codes = mien_expression_codes ();

  while (codes->set != NULL && !g_str_equal (codes->set, g_variant_get_string (target, NULL)))
    codes++;
  if (codes->set != NULL) {
    gboolean ok = mien_columns_draft_name_codes (self->draft, self->column, codes, &error);

    tell (self, ok, error);
  }
}

static void
offer_codes (MienColumnForm *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (const MienExpressionCodes *codes = mien_expression_codes (); codes->set != NULL; codes++) {
    g_autoptr (GMenuItem) item = NULL;

    if (!mien_columns_draft_has_codes (self->draft, self->column, codes))
      continue;
    item = g_menu_item_new (codes->set, NULL);
    g_menu_item_set_action_and_target (item, "column.name-codes", "s", codes->set);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->codes, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->codes),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
write_title (MienColumnForm *self)
{
  const char *name = get_name (self);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *read = g_markup_escape_text (self->column, -1);
  /* Translators: %s is what a column is called in the data set's own files. */
  g_autofree char *description =
      g_str_equal (name, self->column) ? NULL : g_strdup_printf (_ ("Read as %s"), read);

  adw_preferences_group_set_title (self->column_group, title);
  adw_preferences_group_set_description (self->column_group, description);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
fill (MienColumnForm *self, const MienColumn *column)
{
  const MienColumnEdit *edit = find_edit (self);
  MienKind kind = edit != NULL && edit->has_kind ? edit->kind : column->kind;
  g_autofree char *numbers = list_numbers (self);

  write_title (self);
  gtk_drop_down_set_selected (self->kind, (guint) kind);
  gtk_switch_set_active (self->use, edit == NULL || !edit->leave_out);
  gtk_editable_set_text (GTK_EDITABLE (self->numbers), numbers);
  gtk_widget_set_visible (self->numbers_row, column->kind == MIEN_KIND_SCALAR);
  adw_preferences_group_set_title (self->class_group,
                                   column->kind == MIEN_KIND_FLAGS ? _ ("Flags") : _ ("Classes"));
  gtk_widget_set_visible (GTK_WIDGET (self->class_group),
                          mien_class_list_show (self->classes, self->draft, self->column) > 0);
  offer_codes (self);
}

void
mien_column_form_show (MienColumnForm *self, MienColumnsDraft *draft, const char *column)
{
  g_return_if_fail (MIEN_IS_COLUMN_FORM (self) && draft != NULL && column != NULL);

  self->draft = draft;
  if (g_strcmp0 (column, self->column) != 0) {
    g_free (self->column);
    self->column = g_strdup (column);
  }
  self->filling = TRUE;
  fill (self, mien_columns_draft_find (draft, column));
  self->filling = FALSE;
}

void
mien_column_form_commit (MienColumnForm *self)
{
  g_return_if_fail (MIEN_IS_COLUMN_FORM (self));

  on_name_entered (self);
  on_numbers_entered (self);
  mien_class_list_commit (self->classes);
}

static void
mien_column_form_dispose (GObject *object)
{
  MienColumnForm *self = MIEN_COLUMN_FORM (object);

  self->filling = TRUE;
  /* AdwBin unparents its child, so the template goes after it. */
  G_OBJECT_CLASS (mien_column_form_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_COLUMN_FORM);
  g_clear_pointer (&self->column, g_free);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienColumnForm, column_group);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, name);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, kind);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, use);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, numbers_row);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, numbers);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, class_group);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, codes);
  gtk_widget_class_bind_template_child (klass, MienColumnForm, classes);
}

static void
mien_column_form_class_init (MienColumnFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_column_form_dispose;
  g_type_ensure (MIEN_TYPE_CLASS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/widgets/column-form.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "column.name-codes", "s", name_codes);
  gtk_widget_class_bind_template_callback (widget_class, on_name_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_numbers_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_use_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_missing);

  signals[CHANGED] = g_signal_new ("changed", MIEN_TYPE_COLUMN_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", MIEN_TYPE_COLUMN_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mien_column_form_init (MienColumnForm *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
