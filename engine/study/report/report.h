/* A run, a study or a search for weights told in one file, figures inside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gboolean
      tables;     /* beside NAME.html: NAME.tex and NAME.csv, and of a study NAME-comparisons.csv */
  gboolean faces; /* with pictures of faces; without, nobody is shown */
} MienReportOptions;

/**
 * mien_report_write:
 * @folder: a finished run's, a study's or a search's
 * @path: ends in .html, .htm or .pdf; what is there is replaced, unless it is one of the run's own
 *   files
 * @options: (nullable): neither tables nor faces
 * @error: %MIEN_ERROR_RANGE for another ending and for a run that is not finished;
 *   %G_IO_ERROR_EXISTS where a table would replace a file that no report has written;
 *   %G_IO_ERROR_NOT_FOUND where @folder holds nothing of that kind; file errors
 *
 * The file loads nothing from anywhere. Each file is written whole or not at all. Any thread.
 */
gboolean mien_report_write (const char *folder,
                            const char *path,
                            const MienReportOptions *options,
                            GError **error);

G_END_DECLS
