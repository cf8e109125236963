/* Text files with a line for each picture and words parted by blanks, or by commas. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Valid during the call that gets it. */
typedef struct {
  char **words; /* NULL-terminated */
  guint n_words;
  guint number; /* 1-based; lines without a word count, but are not handed over */
  const char *text;
  const char *start; /* of the buffer that the words lie in, as @text is laid out */
} MienLine;

/* Returns: FALSE to stop reading with @error */
typedef gboolean (*MienLineFunc) (const MienLine *line, gpointer data, GError **error);

/**
 * mien_lines_read:
 * @signs: what stands between words: " \t", " \t,"
 * @error: what @func said; nothing else can go wrong
 *
 * A byte order mark and carriage returns are passed over; what is not UTF-8 is taken as Latin-1; of
 * a line longer than 64 KiB the rest is left out.
 */
gboolean mien_lines_read (GBytes *bytes,
                          const char *signs,
                          MienLineFunc func,
                          gpointer data,
                          GError **error);

/* (transfer full): the text in front of the last @n_behind words: a file's name may have blanks. */
char *mien_line_front (const MienLine *line, guint n_behind);

G_END_DECLS
