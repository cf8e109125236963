/* Writing HTML: text is always escaped, figures are inline SVG. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef GString MienHtml;

/* Markup as it stands; never with words that a person or a file gave. */
void mien_html_markup (MienHtml *html, const char *markup);
/* Words, escaped. */
void mien_html_text (MienHtml *html, const char *text);
/* <tag>words</tag> */
void mien_html_element (MienHtml *html, const char *tag, const char *text);
void mien_html_printf (MienHtml *html, const char *tag, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Cells of a table, in any locale as C writes numbers; a dash where there is none. @format: "%.3f"
 */
void mien_html_number (MienHtml *html, const char *format, double value);
void mien_html_interval (MienHtml *html, double low, double high);

typedef void (*MienPaintFunc) (cairo_t *cr, double width, double height, gpointer data);
/* A figure painted by @paint as SVG, with @caption below it and as its description. */
void mien_html_figure (MienHtml *html,
                       double width,
                       double height,
                       MienPaintFunc paint,
                       gpointer data,
                       const char *caption);

G_END_DECLS
