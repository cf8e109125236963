/* Tables as comma- or tab-separated text, read and written by the rules of RFC 4180. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MienCsvRowFunc:
 * @cells: (transfer none): NULL-terminated, valid during the call
 * @n_cells: how many
 * @row: 1-based number of the row, the header being row 1
 * @data: (closure): the receiver
 * @error: set it to stop
 *
 * Returns: %FALSE to stop reading with @error
 */
typedef gboolean (
    *MienCsvRowFunc) (char **cells, guint n_cells, guint row, gpointer data, GError **error);

gboolean mien_csv_read (const char *path, MienCsvRowFunc func, gpointer data, GError **error);
gboolean mien_csv_parse (const char *text,
                         gsize len,
                         const char *name,
                         MienCsvRowFunc func,
                         gpointer data,
                         GError **error);

void mien_csv_append_cell (GString *line, const char *text);
void mien_csv_append_number (GString *line, double value);
void mien_csv_end_row (GString *line);

G_END_DECLS
