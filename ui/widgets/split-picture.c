#include "ui/widgets/split-picture.h"

#include "engine/study/split-figure.h"
#include "ui/widgets/figure-style.h"

#include <glib/gi18n.h>

struct _MienSplitPicture {
  GtkWidget parent_instance;

  MienSplitSummary *summary; /* (nullable) */
  MienSplitFigure *figure;   /* (nullable): of @summary */
};

G_DEFINE_FINAL_TYPE (MienSplitPicture, mien_split_picture, GTK_TYPE_WIDGET)

#define NATURAL_WIDTH 320

static GtkSizeRequestMode
mien_split_picture_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mien_split_picture_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  MienSplitPicture *self = MIEN_SPLIT_PICTURE (widget);
  MienFigureStyle style = mien_figure_style_for (widget);
  double width = for_size > 0 ? for_size : NATURAL_WIDTH;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = NATURAL_WIDTH / 2;
  else if (self->figure != NULL)
    *minimum = *natural = (int) mien_parts_height (width, &self->figure->parts, &style) + 1;
}

static void
mien_split_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MienSplitPicture *self = MIEN_SPLIT_PICTURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  MienFigureStyle style = mien_figure_style_for (widget);

  if (self->figure == NULL)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mien_parts_paint (cr, width, height, &self->figure->parts, &style);
  cairo_destroy (cr);
}

static void
clear (MienSplitPicture *self)
{
  g_clear_pointer (&self->figure, mien_split_figure_free);
  g_clear_pointer (&self->summary, mien_split_summary_free);
}

static void
mien_split_picture_finalize (GObject *object)
{
  clear (MIEN_SPLIT_PICTURE (object));

  G_OBJECT_CLASS (mien_split_picture_parent_class)->finalize (object);
}

static void
mien_split_picture_class_init (MienSplitPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mien_split_picture_finalize;
  widget_class->measure = mien_split_picture_measure;
  widget_class->get_request_mode = mien_split_picture_get_request_mode;
  widget_class->snapshot = mien_split_picture_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "splitpicture");
}

/* It can be reached by keyboard, so that what is scrolled out of view can be, too. */
static void
mien_split_picture_init (MienSplitPicture *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Split picture"), -1);
}

static void
add_groups (GString *text, const MienSplitSummary *summary)
{
  guint divided = mien_split_summary_count_divided (summary);

  g_string_append_printf (
      /* Translators: the name of a column, such as "person"; then how many of them are in each
       * part. */
      text, _ ("%s: %u in training, %u in validation, %u in the test part; "),
      summary->group_column, mien_split_summary_count_groups (summary, MIEN_PART_TRAIN),
      mien_split_summary_count_groups (summary, MIEN_PART_VALIDATION),
      mien_split_summary_count_groups (summary, MIEN_PART_TEST));
  if (divided == 0)
    g_string_append (text, _ ("none in more than one."));
  else
    g_string_append_printf (
        text, ngettext ("%u in more than one.", "%u in more than one.", divided), divided);
}

char *
mien_split_picture_tell (const MienSplitSummary *summary)
{
  GString *text = g_string_new (NULL);

  if (summary->group_column != NULL)
    add_groups (text, summary);
  if (summary->left_out > 0)
    g_string_append_printf (
        text,
        ngettext ("%s%u face is in no part.", "%s%u faces are in no part.", summary->left_out),
        text->len > 0 ? " " : "", summary->left_out);
  return g_string_free (text, FALSE);
}

/* All that the picture shows, class by class. */
static char *
describe (const MienSplitSummary *summary)
{
  GString *text = g_string_new (NULL);
  g_autofree char *groups = mien_split_picture_tell (summary);

  g_string_append_printf (text, _ ("Training %u faces, validation %u, test %u."),
                          summary->parts[MIEN_PART_TRAIN], summary->parts[MIEN_PART_VALIDATION],
                          summary->parts[MIEN_PART_TEST]);
  for (guint i = 0; i < summary->classes->len; i++) {
    const MienSplitCount *count = &g_array_index (summary->classes, MienSplitCount, i);

    g_string_append_printf (text, " %s: %u, %u, %u.",
                            *count->name != '\0' ? count->name : _ ("no label"),
                            count->parts[MIEN_PART_TRAIN], count->parts[MIEN_PART_VALIDATION],
                            count->parts[MIEN_PART_TEST]);
  }
  g_string_append_printf (text, " %s", groups);
  return g_string_free (text, FALSE);
}

void
mien_split_picture_set (MienSplitPicture *self, MienSplitSummary *summary)
{
  g_return_if_fail (MIEN_IS_SPLIT_PICTURE (self));

  clear (self);
  if (summary != NULL) {
    const char *const names[] = {_ ("Training"), _ ("Validation"), _ ("Test")};
    g_autofree char *words = describe (summary);

    self->summary = summary;
    self->figure = mien_split_figure_new (summary, names, _ ("no label"));
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words, -1);
  }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
