#include "ui/models/report-file.h"

typedef struct {
  char *folder;
  char *path;
  MienReportOptions options;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->folder);
  g_free (report->path);
  g_free (report);
}

static void
write_on_thread (GTask *task,
                 gpointer source G_GNUC_UNUSED,
                 gpointer data,
                 GCancellable *cancellable G_GNUC_UNUSED)
{
  const Report *report = data;
  GError *error = NULL;

  if (mien_report_write (report->folder, report->path, &report->options, &error))
    g_task_return_pointer (task, g_strdup (report->path), g_free);
  else
    g_task_return_error (task, error);
}

void
mien_write_report_async (GObject *source,
                         const char *folder,
                         const char *path,
                         const MienReportOptions *options,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, data);
  Report *report = g_new0 (Report, 1);

  report->folder = g_strdup (folder);
  report->path = g_strdup (path);
  report->options = *options;
  g_task_set_task_data (task, report, report_free);
  g_task_run_in_thread (task, write_on_thread);
}

char *
mien_write_report_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
