/* Reading what was written back, by other programs where they are there. */
#pragma once

#include <glib.h>

/* Fails the test where @html is not well formed, names an id twice, or links to one that is not
 * there. */
void reading_check_html (const char *html);
/* (transfer full) (nullable): what @command, a poppler tool with %s for the file, says of @pdf;
 * NULL where the tool is not there */
char *reading_ask (const char *command, GBytes *pdf);
void reading_assert_has (const char *text, const char *part);
guint reading_count (const char *text, const char *part);
