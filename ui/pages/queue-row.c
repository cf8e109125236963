#include "ui/pages/queue-row.h"

#include "ui/pages/queue-words.h"

#include <glib/gi18n.h>

struct _MienQueueRow {
  GtkListBoxRow parent_instance;

  MienQueuedJob *job;

  GtkDragSource *drag;
  GtkDropTarget *drop;
  GtkLabel *title;
  GtkLabel *words;
  GtkProgressBar *bar;
  GtkWidget *start;
  GtkWidget *stop;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (MienQueueRow, mien_queue_row, GTK_TYPE_LIST_BOX_ROW)

MienQueuedJob *
mien_queue_row_get_job (MienQueueRow *self)
{
  g_return_val_if_fail (MIEN_IS_QUEUE_ROW (self), NULL);

  return self->job;
}

static gboolean
is_waiting (MienQueueRow *self)
{
  return mien_queued_job_get_state (self->job) == MIEN_QUEUED_WAITING;
}

static void
show_buttons (MienQueueRow *self)
{
  MienQueuedState state = mien_queued_job_get_state (self->job);
  gboolean running = mien_queued_job_is_running (self->job);

  gtk_widget_set_visible (self->start, state == MIEN_QUEUED_WAITING);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_sensitive (self->stop, state != MIEN_QUEUED_STOPPING);
  gtk_widget_set_visible (self->remove, !running);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), running);
}

void
mien_queue_row_show (MienQueueRow *self, double until, gboolean shown)
{
  g_return_if_fail (MIEN_IS_QUEUE_ROW (self));

  const GError *error = mien_queued_job_get_error (self->job);
  g_autofree char *words = mien_queue_state_words (self->job, until);
  gboolean failed = mien_queued_job_get_state (self->job) == MIEN_QUEUED_FAILED;

  if (g_strcmp0 (gtk_label_get_text (self->words), words) != 0)
    gtk_label_set_text (self->words, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->words),
                               failed && error != NULL ? error->message : NULL);
  gtk_progress_bar_set_fraction (self->bar, mien_queued_job_get_progress (self->job));
  if (shown)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "queue-shown");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "queue-shown");
  show_buttons (self);
}

static void
ask_to_move (MienQueueRow *self, MienQueuedJob *job, int position)
{
  if (position >= 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "queue.move", "(su)",
                                mien_queued_job_get_folder (job), (guint) position);
}

static gboolean
move_by_key (GtkWidget *widget, GVariant *by, gpointer data G_GNUC_UNUSED)
{
  MienQueueRow *self = MIEN_QUEUE_ROW (widget);

  ask_to_move (self, self->job,
               gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)) + g_variant_get_int32 (by));
  return TRUE;
}

static gboolean
remove_by_key (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  MienQueueRow *self = MIEN_QUEUE_ROW (widget);

  if (gtk_widget_get_visible (self->remove))
    gtk_widget_activate (self->remove);
  return TRUE;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source G_GNUC_UNUSED,
            double x G_GNUC_UNUSED,
            double y G_GNUC_UNUSED,
            MienQueueRow *self)
{
  return is_waiting (self) ? gdk_content_provider_new_typed (MIEN_TYPE_QUEUED_JOB, self->job)
                           : NULL;
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag G_GNUC_UNUSED, MienQueueRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

/* What was dragged is removed and put in while this row is rebuilt, so it is kept alive. */
static gboolean
on_drop (GtkDropTarget *target G_GNUC_UNUSED,
         const GValue *value,
         double x G_GNUC_UNUSED,
         double y G_GNUC_UNUSED,
         MienQueueRow *self)
{
  g_autoptr (MienQueueRow) kept = g_object_ref (self);

  ask_to_move (self, g_value_get_object (value),
               gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
  return TRUE;
}

static void
mien_queue_row_dispose (GObject *object)
{
  MienQueueRow *self = MIEN_QUEUE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), MIEN_TYPE_QUEUE_ROW);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (mien_queue_row_parent_class)->dispose (object);
}

static void
mien_queue_row_class_init (MienQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mien_queue_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mien/Mien/pages/queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, drag);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, drop);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, title);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, words);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, bar);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, start);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, stop);
  gtk_widget_class_bind_template_child (widget_class, MienQueueRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_prepare);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_by_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_by_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_by_key, NULL);
}

static void
mien_queue_row_init (MienQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop, (GType[]){MIEN_TYPE_QUEUED_JOB}, 1);
}

/* "Stop run-0002", so that buttons of several rows can be told apart. */
static void
name_button (GtkWidget *button, char *label, const char *folder)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", folder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_free (label);
}

GtkWidget *
mien_queue_row_new (MienQueuedJob *job)
{
  MienQueueRow *self = g_object_new (MIEN_TYPE_QUEUE_ROW, NULL);
  const char *folder = mien_queued_job_get_folder (job);
  g_autofree char *name = mien_queue_job_name (job);
  g_autofree char *title = mien_queue_job_title (job);
  /* Translators: %s is the name of a run or study, such as "run-0002". */
  g_autofree char *progress = g_strdup_printf (_ ("Progress of %s"), name);

  self->job = g_object_ref (job);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  progress, -1);
  /* Translators: %s is the name of a run or study, such as "run-0002". */
  name_button (self->start, g_strdup_printf (_ ("Start %s Now"), name), folder);
  /* Translators: %s is the name of a run or study, such as "run-0002". */
  name_button (self->stop, g_strdup_printf (_ ("Stop %s"), name), folder);
  /* Translators: %s is the name of a run or study, such as "run-0002". */
  name_button (self->remove, g_strdup_printf (_ ("Remove %s"), name), folder);
  return GTK_WIDGET (self);
}
