#include "engine/study/html.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

void
mien_html_markup (MienHtml *html, const char *markup)
{
  g_string_append (html, markup);
}

void
mien_html_text (MienHtml *html, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (html, escaped);
}

void
mien_html_element (MienHtml *html, const char *tag, const char *text)
{
  g_string_append_printf (html, "<%s>", tag);
  mien_html_text (html, text);
  g_string_append_printf (html, "</%s>\n", tag);
}

void
mien_html_printf (MienHtml *html, const char *tag, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  mien_html_element (html, tag, text);
}

void
mien_html_number (MienHtml *html, const char *format, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  mien_html_element (
      html, "td", isfinite (value) ? g_ascii_formatd (digits, sizeof digits, format, value) : "–");
}

void
mien_html_interval (MienHtml *html, double low, double high)
{
  char low_digits[G_ASCII_DTOSTR_BUF_SIZE], high_digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (low) && isfinite (high))
    mien_html_printf (html, "td", "%s\u00a0…\u00a0%s",
                      g_ascii_formatd (low_digits, sizeof low_digits, "%.3f", low),
                      g_ascii_formatd (high_digits, sizeof high_digits, "%.3f", high));
  else
    mien_html_element (html, "td", "–");
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Names inside an SVG hold for the whole page: each figure's get a prefix of its own. */
static void
append_svg (MienHtml *html, const GString *svg)
{
  const char *start = strstr (svg->str, "<svg");
  g_autoptr (GString) text = g_string_new (start != NULL ? start : "");
  g_autofree char *prefix = g_strdup_printf ("f%" G_GSIZE_FORMAT "-", html->len);
  g_autofree char *id = g_strconcat ("id=\"", prefix, NULL);
  g_autofree char *url = g_strconcat ("url(#", prefix, NULL);
  g_autofree char *link = g_strconcat ("href=\"#", prefix, NULL);

  g_string_replace (text, "id=\"", id, 0);
  g_string_replace (text, "url(#", url, 0);
  g_string_replace (text, "href=\"#", link, 0);
  g_string_append_len (html, text->str, (gssize) text->len);
}

void
mien_html_figure (MienHtml *html,
                  double width,
                  double height,
                  MienPaintFunc paint,
                  gpointer data,
                  const char *caption)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_bytes, svg, width, height);
  cairo_t *cr = cairo_create (surface);

  paint (cr, width, height, data);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  g_autofree char *escaped = g_markup_escape_text (caption, -1);
  g_string_append_printf (html, "<figure role=\"img\" aria-label=\"%s\">", escaped);
  append_svg (html, svg);
  g_string_append_printf (html, "<figcaption>%s</figcaption></figure>\n", escaped);
}
