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

typedef void (*MienPaintFunc) (cairo_t *cr, double width, double height, gpointer data);
/* A figure painted by @paint as SVG, with @caption below it and as its description. */
void mien_html_figure (MienHtml *html,
                       double width,
                       double height,
                       MienPaintFunc paint,
                       gpointer data,
                       const char *caption);

G_END_DECLS
