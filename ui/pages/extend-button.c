#include "ui/pages/extend-button.h"

#include "ui/widgets/typed-number.h"

#include <glib/gi18n.h>

enum {
  USUAL = 10,
  MOST = 10000
};

struct _MienExtendButton {
  AdwBin parent_instance;

  MienExtending extending;
  gboolean running;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkSpinButton *more;
  GtkLabel *words;
  GtkButton *apply;
};

G_DEFINE_FINAL_TYPE (MienExtendButton, mien_extend_button, ADW_TYPE_BIN)

enum {
  EXTEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is typed counts at once. */
static int
get_more (MienExtendButton *self)
{
  double more;

  return (int) (mien_typed_number (self->more, &more) ? more
                                                      : gtk_spin_button_get_value (self->more));
}

static void
show_words (MienExtendButton *self)
{
  int more = get_more (self);
  g_autofree char *words = mien_extending_words (&self->extending, more);
  g_autofree char *apply = g_strdup_printf (
      ngettext ("Train %d More Epoch", "Train %d More Epochs", (gulong) more), more);

  gtk_label_set_text (self->words, words);
  gtk_button_set_label (self->apply, apply);
}

static void
show_running (MienExtendButton *self)
{
  gtk_menu_button_set_label (self->button, self->running ? _ ("E_xtend…") : _ ("Train _More…"));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->button),
      self->running ? _ ("Trains for more epochs than it was to have")
                    : _ ("Goes on from its end for more epochs, in a run of its own; what this one "
                         "came to stays"));
}

static void
apply (MienExtendButton *self)
{
  int epochs = self->extending.epochs + get_more (self);

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[EXTEND], 0, epochs);
}

void
mien_extend_button_begin (MienExtendButton *self, const MienRecipe *recipe)
{
  g_return_if_fail (MIEN_IS_EXTEND_BUTTON (self) && recipe != NULL);

  mien_extending_begin (&self->extending, recipe);
  show_words (self);
}

void
mien_extend_button_follow (MienExtendButton *self, const MienEvent *event)
{
  g_return_if_fail (MIEN_IS_EXTEND_BUTTON (self));

  if (mien_extending_follow (&self->extending, event) &&
      gtk_widget_get_mapped (GTK_WIDGET (self->popover)))
    show_words (self);
}

void
mien_extend_button_set_running (MienExtendButton *self, gboolean running)
{
  g_return_if_fail (MIEN_IS_EXTEND_BUTTON (self));

  if (self->running == running)
    return;
  self->running = running;
  show_running (self);
}

int
mien_extend_button_get_epochs (MienExtendButton *self)
{
  g_return_val_if_fail (MIEN_IS_EXTEND_BUTTON (self), 0);

  return self->extending.epochs;
}

static void
mien_extend_button_class_init (MienExtendButtonClass *klass)
{
  signals[EXTEND] = g_signal_new ("extend", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkWidget *
make_question (MienExtendButton *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("More _epochs"));
  GtkWidget *more = gtk_spin_button_new_with_range (1.0, MOST, 1.0);

  self->more = GTK_SPIN_BUTTON (more);
  gtk_spin_button_set_value (self->more, USUAL);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (more))), TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More epochs"), -1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  g_signal_connect_object (more, "changed", G_CALLBACK (show_words), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), more);
  return row;
}

static GtkWidget *
make_content (MienExtendButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0f, "max-width-chars",
                                   34, "width-chars", 34, NULL);
  GtkWidget *button = gtk_button_new ();

  self->words = GTK_LABEL (words);
  self->apply = GTK_BUTTON (button);
  gtk_box_append (GTK_BOX (box), make_question (self));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (box, "extend");
  g_signal_connect_object (button, "clicked", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  return box;
}

static void
mien_extend_button_init (MienExtendButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *button = gtk_menu_button_new ();

  self->extending.schedule.kind = MIEN_SCHEDULE_CONSTANT;
  self->running = TRUE;
  self->popover = GTK_POPOVER (popover);
  self->button = GTK_MENU_BUTTON (button);
  gtk_popover_set_child (self->popover, make_content (self));
  gtk_popover_set_default_widget (self->popover, GTK_WIDGET (self->apply));
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, popover);
  g_signal_connect_object (popover, "show", G_CALLBACK (show_words), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), button);
  show_running (self);
  show_words (self);
}
