#include "ui/pages/run-words.h"

#include "engine/study/store.h"
#include "ui/widgets/accessible-names.h"

#include <glib/gi18n.h>

struct _MienRunWords {
  AdwBin parent_instance;

  GPtrArray *items;
  char *tags, *note, *name; /* as they were when it was opened */

  GtkMenuButton *button;
  GtkLabel *about;
  GtkWidget *name_label;
  GtkEditable *name_entry, *tags_entry, *note_entry;
};

G_DEFINE_FINAL_TYPE (MienRunWords, mien_run_words, ADW_TYPE_BIN)

static guint said_signal;

static const MienRunEntry *
get_entry (MienRunWords *self, guint number)
{
  return mien_run_item_get_entry (g_ptr_array_index (self->items, number));
}

static gboolean
has_tag (const MienRunEntry *entry, const char *tag)
{
  for (guint i = 0; i < entry->tags->len; i++)
    if (g_str_equal (g_ptr_array_index (entry->tags, i), tag))
      return TRUE;
  return FALSE;
}

/* (transfer full): tags that all of the runs have, with blanks between */
static char *
shared_tags (MienRunWords *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const MienRunEntry *first = get_entry (self, 0);

  for (guint t = 0; t < first->tags->len; t++) {
    const char *tag = g_ptr_array_index (first->tags, t);
    gboolean all = TRUE;

    for (guint i = 1; all && i < self->items->len; i++)
      all = has_tag (get_entry (self, i), tag);
    if (all)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", tag);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full): "" where they differ */
static char *
shared_note (MienRunWords *self)
{
  const char *note = get_entry (self, 0)->note;

  for (guint i = 1; i < self->items->len; i++)
    if (g_strcmp0 (get_entry (self, i)->note, note) != 0)
      return g_strdup ("");
  return g_strdup (note != NULL ? note : "");
}

/* (transfer full): as the person called it; "" where it is called as its folder */
static char *
own_name (const MienRunEntry *entry)
{
  g_autofree char *base = g_path_get_basename (entry->folder);

  return g_strdup (g_str_equal (base, entry->name) ? "" : entry->name);
}

static void
say (MienRunWords *self, GPtrArray *sayings, const char *field, const char *value)
{
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (sayings, mien_saying_new (get_entry (self, i)->folder, field, value));
}

static gboolean
is_in (char **words, const char *word)
{
  return g_strv_contains ((const char *const *) words, word);
}

static void
say_tags (MienRunWords *self, GPtrArray *sayings)
{
  g_auto (GStrv) old = g_strsplit (self->tags, " ", -1);
  g_auto (GStrv) tags = g_strsplit_set (gtk_editable_get_text (self->tags_entry), " ,\t", -1);

  for (guint i = 0; old[i] != NULL; i++) {
    g_autofree char *field = g_strconcat (MIEN_SAID_TAG, old[i], NULL);

    if (*old[i] != '\0' && !is_in (tags, old[i]))
      say (self, sayings, field, "");
  }
  for (guint i = 0; tags[i] != NULL; i++) {
    g_autofree char *field = g_strconcat (MIEN_SAID_TAG, tags[i], NULL);

    if (*tags[i] != '\0' && !is_in (old, tags[i]))
      say (self, sayings, field, "1");
  }
}

static void
on_keep (MienRunWords *self)
{
  g_autoptr (GPtrArray) sayings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_saying_free);
  const char *note = gtk_editable_get_text (self->note_entry);
  const char *name = gtk_editable_get_text (self->name_entry);

  if (self->items == NULL || self->tags == NULL)
    return;
  say_tags (self, sayings);
  if (!g_str_equal (note, self->note))
    say (self, sayings, MIEN_SAID_NOTE, note);
  if (self->items->len == 1 && !g_str_equal (name, self->name))
    say (self, sayings, MIEN_SAID_NAME, name);
  gtk_menu_button_popdown (self->button);
  if (sayings->len > 0)
    g_signal_emit (self, said_signal, 0, sayings);
}

static void
replace (char **kept, char *text)
{
  g_free (*kept);
  *kept = text;
}

static void
on_show (MienRunWords *self)
{
  guint n = self->items != NULL ? self->items->len : 0;
  g_autofree char *about = NULL;

  if (n == 0)
    return;
  about = n == 1 ? g_strdup (get_entry (self, 0)->name)
                 : g_strdup_printf (ngettext ("%u run", "%u runs", n), n);
  replace (&self->tags, shared_tags (self));
  replace (&self->note, shared_note (self));
  replace (&self->name, own_name (get_entry (self, 0)));
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (self->name_label, n == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->name_entry), n == 1);
  gtk_editable_set_text (self->name_entry, self->name);
  gtk_editable_set_text (self->tags_entry, self->tags);
  gtk_editable_set_text (self->note_entry, self->note);
  gtk_widget_grab_focus (GTK_WIDGET (self->tags_entry));
}

void
mien_run_words_set_runs (MienRunWords *self, GPtrArray *items)
{
  g_return_if_fail (MIEN_IS_RUN_WORDS (self));

  g_ptr_array_ref (items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), items->len > 0);
}

void
mien_run_words_open (MienRunWords *self)
{
  g_return_if_fail (MIEN_IS_RUN_WORDS (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->button)))
    gtk_menu_button_popup (self->button);
}

static void
mien_run_words_finalize (GObject *object)
{
  MienRunWords *self = MIEN_RUN_WORDS (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->tags);
  g_free (self->note);
  g_free (self->name);

  G_OBJECT_CLASS (mien_run_words_parent_class)->finalize (object);
}

static void
mien_run_words_class_init (MienRunWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_run_words_finalize;
  said_signal = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/run-words.ui");
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, button);
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, about);
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, name_label);
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, name_entry);
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, tags_entry);
  gtk_widget_class_bind_template_child (widget_class, MienRunWords, note_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
}

static void
mien_run_words_init (MienRunWords *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mien_name_buttons (GTK_WIDGET (self));
}
