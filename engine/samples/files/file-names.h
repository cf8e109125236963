/* What a file is, by its name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean mien_file_is_picture_name (const char *name);
gboolean mien_file_is_table_name (const char *name);   /* .csv, .tsv */
gboolean mien_file_is_text_name (const char *name);    /* .csv, .tsv, .txt, .lst, .npy */
gboolean mien_file_is_spoiled_name (const char *name); /* .bad, as authors mark pictures */
/* A picture or a file that may say something about some. */
gboolean mien_file_is_wanted_name (const char *name);
/* UTF-8 without control characters: fit for tables, for the screen and for one line of output. */
gboolean mien_file_is_plain (const char *name);

G_END_DECLS
