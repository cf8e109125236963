/* A report written on a thread. */
#pragma once

#include "engine/study/report/report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* @source: kept until the end; @folder: a run's or a study's */
void mien_write_report_async (GObject *source,
                              const char *folder,
                              const char *path,
                              const MienReportOptions *options,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* (transfer full): the path of the report */
char *mien_write_report_finish (GAsyncResult *result, GError **error);

G_END_DECLS
