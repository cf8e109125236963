#include "ui/pages/changes-pane.h"

#include "ui/models/changed-faces.h"
#include "ui/pages/study-tables.h"
#include "ui/widgets/drop-down.h"

#include <glib/gi18n.h>

struct _MienChangesPane {
  AdwBin parent_instance;

  char *folder;           /* (nullable) */
  char *first;            /* (nullable): the arm that the others are held against */
  GCancellable *reading;  /* (nullable) */
  MienChangedFaces *read; /* (nullable) */
  gboolean filling;

  GtkWidget *choice;
  GtkDropDown *arm;
  GtkLabel *words;
  GtkWidget *buttons;
  GtkButton *fixed;
  GtkButton *broken;
  GtkWidget *classes_part;
  GtkGrid *classes;
  GtkWidget *persons_part;
  GtkGrid *persons;
};

G_DEFINE_FINAL_TYPE (MienChangesPane, mien_changes_pane, ADW_TYPE_BIN)

enum {
  FACES_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell (MienChangesPane *self, const char *text)
{
  gtk_label_set_text (self->words, text);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_set_visible (self->classes_part, FALSE);
  gtk_widget_set_visible (self->persons_part, FALSE);
}

/* (transfer full) */
static char *
describe (const MienChangedGroup *all)
{
  g_autofree char *p =
      all->mcnemar < 0.001 ? g_strdup ("p < 0.001") : g_strdup_printf ("p = %.3f", all->mcnemar);
  g_autofree char *fixed = g_strdup_printf (
      ngettext ("%u face was wrong and is right", "%u faces were wrong and are right", all->fixed),
      all->fixed);

  if (all->fixed + all->broken == 0)
    return g_strdup_printf (ngettext ("%u test face, and no answer was right in one arm alone.",
                                      "%u test faces, and no answer was right in one arm alone.",
                                      all->faces),
                            all->faces);
  /* Translators: "12 faces were wrong and are right", how many became wrong, and a p value. */
  return g_strdup_printf (_ ("%s, %u the other way round, of %u test faces; McNemar’s exact %s."),
                          fixed, all->broken, all->faces, p);
}

static void
name_button (GtkButton *button, const char *words, guint n)
{
  gtk_button_set_label (button, words);
  gtk_widget_set_visible (GTK_WIDGET (button), n > 0);
}

static void
show_read (MienChangesPane *self)
{
  const MienChanges *changes = self->read->changes;
  guint n_fixed = changes->all.fixed, n_broken = changes->all.broken;
  g_autofree char *words = describe (&changes->all);
  g_autofree char *fixed =
      g_strdup_printf (ngettext ("Show %u _Fixed Face", "Show %u _Fixed Faces", n_fixed), n_fixed);
  g_autofree char *broken = g_strdup_printf (
      ngettext ("Show %u _Broken Face", "Show %u _Broken Faces", n_broken), n_broken);

  tell (self, words);
  name_button (self->fixed, fixed, n_fixed);
  name_button (self->broken, broken, n_broken);
  gtk_widget_set_visible (self->buttons, self->read->run != NULL && n_fixed + n_broken > 0);
  mien_fill_changes (self->classes, changes->classes, changes, _ ("Class"));
  gtk_widget_set_visible (self->classes_part, TRUE);
  mien_fill_changes (self->persons, changes->persons, changes, _ ("Person"));
  gtk_widget_set_visible (self->persons_part, changes->persons->len > 0);
}

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (MienChangesPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MienChangedFaces) read = mien_changed_faces_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_pointer (&self->read, mien_changed_faces_free);
  self->read = g_steal_pointer (&read);
  if (self->read != NULL)
    show_read (self);
  else
    tell (self, error->message);
}

static void
stop_reading (MienChangesPane *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_changes (MienChangesPane *self)
{
  GtkStringObject *arm = gtk_drop_down_get_selected_item (self->arm);

  stop_reading (self);
  if (arm == NULL)
    return;
  self->reading = g_cancellable_new ();
  tell (self, _ ("Reading what the runs answered…"));
  mien_changed_faces_read_async (self->folder, self->first, gtk_string_object_get_string (arm),
                                 self->reading, on_read, g_object_ref (self));
}

static void
on_arm_chosen (MienChangesPane *self)
{
  if (!self->filling)
    read_changes (self);
}

static void
want_faces (MienChangesPane *self, GPtrArray *ids, const char *title)
{
  g_signal_emit (self, signals[FACES_WANTED], 0, self->read->run, ids, title);
}

static void
on_fixed_clicked (MienChangesPane *self)
{
  const MienChanges *changes = self->read->changes;
  g_autoptr (GPtrArray) ids = mien_changed_faces_list (self->read, FALSE);
  /* Translators: the arm that is right, and the one that is wrong. */
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u face fixed: “%s” right, “%s” wrong",
                                 "%u faces fixed: “%s” right, “%s” wrong", ids->len),
                       ids->len, changes->b, changes->a);

  want_faces (self, ids, title);
}

static void
on_broken_clicked (MienChangesPane *self)
{
  const MienChanges *changes = self->read->changes;
  g_autoptr (GPtrArray) ids = mien_changed_faces_list (self->read, TRUE);
  /* Translators: the arm that is wrong, and the one that is right. */
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u face broken: “%s” wrong, “%s” right",
                                 "%u faces broken: “%s” wrong, “%s” right", ids->len),
                       ids->len, changes->b, changes->a);

  want_faces (self, ids, title);
}

/* Fills the list with the arms that have pairs, the chosen one again where it is there. */
static gboolean
offer_arms (MienChangesPane *self, const MienStudy *study)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->arm);
  g_autofree char *chosen = item != NULL ? g_strdup (gtk_string_object_get_string (item)) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint position = 0;

  for (guint i = 0; i < study->comparisons->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (study->comparisons, i);

    if (comparison->pairs == 0)
      continue;
    if (g_strcmp0 (comparison->b, chosen) == 0)
      position = names->len;
    g_ptr_array_add (names, comparison->b);
  }
  g_ptr_array_add (names, NULL);
  self->filling = TRUE;
  mien_drop_down_offer (self->arm, (const char *const *) names->pdata, position);
  self->filling = FALSE;
  return names->len > 1;
}

void
mien_changes_pane_show (MienChangesPane *self, const MienStudy *study)
{
  gboolean any = study != NULL && study->arms->len > 1;
  gboolean pairs = any && offer_arms (self, study);

  stop_reading (self);
  g_clear_pointer (&self->read, mien_changed_faces_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->first, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), any);
  gtk_widget_set_visible (self->choice, pairs && study->classes > 0);
  if (!any)
    return;
  self->folder = g_strdup (study->folder);
  self->first = g_strdup (((MienArmResult *) g_ptr_array_index (study->arms, 0))->name);
  if (study->classes == 0)
    tell (self, _ ("The main task has no classes, so that no face is simply right or wrong."));
  else if (!pairs)
    tell (self, _ ("No two arms have a pair of finished runs yet, with the same seed and fold."));
  else
    read_changes (self);
}

static void
mien_changes_pane_dispose (GObject *object)
{
  MienChangesPane *self = MIEN_CHANGES_PANE (object);

  stop_reading (self);
  g_clear_pointer (&self->read, mien_changed_faces_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->first, g_free);
  G_OBJECT_CLASS (mien_changes_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_CHANGES_PANE);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MienChangesPane, choice);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, arm);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, words);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, buttons);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, fixed);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, broken);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, classes_part);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, classes);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, persons_part);
  gtk_widget_class_bind_template_child (klass, MienChangesPane, persons);
}

static void
mien_changes_pane_class_init (MienChangesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_changes_pane_dispose;
  signals[FACES_WANTED] =
      g_signal_new ("faces-wanted", MIEN_TYPE_CHANGES_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_PTR_ARRAY, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/mien/Mien/pages/changes-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_arm_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_fixed_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_broken_clicked);
}

static void
mien_changes_pane_init (MienChangesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
