#include "ui/pages/study-pane.h"

#include "ui/models/control-words.h"
#include "ui/pages/arm-rows.h"
#include "ui/pages/study-tables.h"
#include "ui/widgets/columns-layout.h"
#include "ui/widgets/interval-plot.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MienStudyPane {
  AdwBin parent_instance;

  GtkLabel *words;
  GtkWidget *tests_part;
  GtkLabel *tests;
  MienIntervalPlot *differences;
  GtkListBox *arms;
  GtkWidget *transfer_part;
  GtkGrid *transfer;
  GtkWidget *search_part;
  GtkLabel *budget;
  GtkGrid *trials;
};

G_DEFINE_FINAL_TYPE (MienStudyPane, mien_study_pane, ADW_TYPE_BIN)

static void
show_search (MienStudyPane *self, const MienStudy *study)
{
  gboolean any = study != NULL && study->searches->len > 0;

  gtk_widget_set_visible (self->search_part, any);
  mien_fill_trials (self->trials, any ? study->searches : NULL);
  if (!any)
    return;

  g_autofree char *budget = mien_search_budget_words (study->recipe);
  /* Translators: a way to search, and what it may spend ("8 trials × 20 epochs"). */
  g_autofree char *text = g_strdup_printf (
      _ ("Picked on the validation part of each fold; the test part was not looked at. %s: %s a "
         "fold."),
      mien_search_method_words (study->recipe->search.method), budget);
  gtk_label_set_text (self->budget, text);
}

/* (transfer full): which arms a headline compares */
static char *
name_comparison (const char *headline)
{
  const char *end = strstr (headline, "”: ");

  return end != NULL ? g_strndup (headline, (gsize) (end - headline) + strlen ("”"))
                     : g_strdup (headline);
}

/* Claims stand above; what else is known of each, which the words set in by two blanks, is folded.
 */
static void
show_words (MienStudyPane *self, const char *words)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);
  g_autoptr (GString) claims = g_string_new (NULL);
  g_autoptr (GString) tests = g_string_new (NULL);
  const char *headline = NULL; /* of which no detail was told yet */

  for (guint i = 0; lines[i] != NULL; i++) {
    gboolean detail = g_str_has_prefix (lines[i], "  ");

    if (detail && headline != NULL) {
      g_autofree char *name = name_comparison (headline);

      g_string_append_printf (tests, "%s%s", tests->len > 0 ? "\n\n" : "", name);
    }
    headline = detail ? NULL : lines[i];
    if (detail)
      g_string_append_printf (tests, "\n%s", lines[i] + 2);
    else
      g_string_append_printf (claims, "%s%s", claims->len > 0 ? "\n" : "", lines[i]);
  }
  gtk_label_set_text (self->words, claims->str);
  gtk_label_set_text (self->tests, tests->str);
  gtk_widget_set_visible (self->tests_part, tests->len > 0);
}

void
mien_study_pane_show (MienStudyPane *self, const MienStudy *study)
{
  gboolean transfer = study != NULL && study->transfer != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->differences),
                          study != NULL && study->comparisons->len > 0);
  show_words (self, study != NULL ? study->words : _ ("No run of this study is finished yet."));
  if (study != NULL)
    mien_show_differences (self->differences, study);
  mien_show_arms (self->arms, study);
  gtk_widget_set_visible (self->transfer_part, transfer);
  mien_fill_transfer (self->transfer, transfer ? study->transfer : NULL);
  show_search (self, study);
}

static void
mien_study_pane_dispose (GObject *object)
{
  G_OBJECT_CLASS (mien_study_pane_parent_class)->dispose (object);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_STUDY_PANE);
}

static void
mien_study_pane_class_init (MienStudyPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_study_pane_dispose;
  g_type_ensure (MIEN_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (MIEN_TYPE_INTERVAL_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/study-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, words);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, tests_part);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, tests);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, differences);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, arms);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, transfer_part);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, transfer);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, search_part);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, budget);
  gtk_widget_class_bind_template_child (widget_class, MienStudyPane, trials);
}

static void
mien_study_pane_init (MienStudyPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
