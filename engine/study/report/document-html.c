#include "config.h"

#include "engine/study/report/document-private.h"

#include <cairo-svg.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#241f31;--paper:#fff;--faint:#77767b;--line:#deddda}"
    "@media(prefers-color-scheme:dark){:root{--ink:#f6f5f4;--paper:#241f31;--faint:#b0aeb8;--line:#"
    "4a4458}}"
    "body{font:16px/1.5 Cantarell,system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}"
    "a{color:inherit}nav ul{columns:2;padding-left:1.2rem}"
    "table{border-collapse:collapse;font-size:.9rem;border-bottom:2px solid var(--ink)}"
    "thead{border-top:2px solid var(--ink);border-bottom:1px solid var(--ink)}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}"
    "th{vertical-align:bottom}.n{text-align:right;white-space:nowrap}th.n{white-space:normal}"
    "td{overflow-wrap:break-word;max-width:24rem}"
    ".wide{overflow-x:auto;margin:1rem 0}caption{text-align:left;padding:.3rem 0}"
    "caption,figcaption{font-size:.85rem;color:var(--faint)}"
    "figure{margin:1.5rem 0}figure>div{background:#fff;border-radius:8px;padding:8px}"
    "figure svg{width:100%;max-width:44rem;height:auto;display:block;margin:auto}"
    "figcaption{padding:.4rem 0}"
    "pre{background:color-mix(in srgb,var(--ink) 7%,transparent);padding:1rem;border-radius:8px;"
    "font-size:.85rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".claim{font-size:1.1rem;border-left:4px solid #0072b2;padding-left:1rem;white-space:pre-line}"
    "footer{margin-top:3rem;color:var(--faint)}"
    "@media "
    "print{body{margin:0;max-width:none}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}"
    "thead{display:table-header-group}}";

static void
append_text (GString *html, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (html, escaped);
}

static void
append_element (GString *html, const char *tag, const char *text)
{
  g_string_append_printf (html, "<%s>", tag);
  append_text (html, text);
  g_string_append_printf (html, "</%.*s>\n", (int) strcspn (tag, " "), tag);
}

/* --- figures --- */

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Names inside an SVG hold for the whole page: each figure's get a prefix of its own. */
static void
append_svg (GString *html, const GString *svg)
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

static void
append_figure (GString *html, const MienBlock *block)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_bytes, svg, block->width, block->height);
  cairo_t *cr = cairo_create (surface);

  block->paint (cr, block->width, block->height, block->data);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  g_autofree char *escaped = g_markup_escape_text (block->text, -1);
  g_string_append_printf (html, "<figure><div role=\"img\" aria-label=\"%s\">", escaped);
  append_svg (html, svg);
  g_string_append_printf (html, "</div><figcaption>%s</figcaption></figure>\n", escaped);
}

/* --- tables and lists --- */

static void
append_row (GString *html, const MienCells *table, guint row)
{
  g_string_append (html, "<tr>");
  for (guint c = 0; c < table->heads->len; c++) {
    const MienCell *cell = mien_cells_get (table, row, c);
    gboolean number = g_array_index (table->numbers, gboolean, c);

    g_string_append (html, number ? "<td class=\"n\">" : "<td>");
    g_string_append (html, cell != NULL && cell->strong ? "<b>" : "");
    append_text (html, cell != NULL ? cell->text : "");
    g_string_append (html, cell != NULL && cell->strong ? "</b></td>" : "</td>");
  }
  g_string_append (html, "</tr>\n");
}

static void
append_table (GString *html, const MienBlock *block)
{
  const MienCells *table = block->table;

  g_string_append (html, "<div class=\"wide\"><table>\n");
  if (block->text != NULL)
    append_element (html, "caption", block->text);
  g_string_append (html, "<thead><tr>");
  for (guint c = 0; c < table->heads->len; c++)
    append_element (html,
                    g_array_index (table->numbers, gboolean, c) ? "th scope=\"col\" class=\"n\""
                                                                : "th scope=\"col\"",
                    g_ptr_array_index (table->heads, c));
  g_string_append (html, "</tr></thead><tbody>\n");
  for (guint row = 0; row < table->rows->len; row++)
    append_row (html, table, row);
  g_string_append (html, "</tbody></table></div>\n");
}

static void
append_list (GString *html, char *const *items)
{
  g_string_append (html, "<ul>\n");
  for (guint i = 0; items[i] != NULL; i++)
    append_element (html, "li", items[i]);
  g_string_append (html, "</ul>\n");
}

static void
append_heading (GString *html, const MienBlock *block)
{
  g_autofree char *tag = g_strdup_printf ("h%d id=\"%s\"", block->level, block->id);

  append_element (html, tag, block->text);
}

static void
append_contents (GString *html, const MienDocument *document)
{
  g_string_append (html, "<nav aria-label=\"Contents\"><b>Contents</b><ul>\n");
  for (guint i = 0; i < document->blocks->len; i++) {
    const MienBlock *block = g_ptr_array_index (document->blocks, i);

    if (block->kind != MIEN_BLOCK_HEADING || block->level > 2)
      continue;
    g_string_append_printf (html, "<li><a href=\"#%s\">", block->id);
    append_text (html, block->text);
    g_string_append (html, "</a></li>\n");
  }
  g_string_append (html, "</ul></nav>\n");
}

static void
append_block (GString *html, const MienDocument *document, const MienBlock *block)
{
  switch (block->kind) {
  case MIEN_BLOCK_CONTENTS:
    append_contents (html, document);
    break;
  case MIEN_BLOCK_HEADING:
    append_heading (html, block);
    break;
  case MIEN_BLOCK_TEXT:
    append_element (html, "p", block->text);
    break;
  case MIEN_BLOCK_CLAIM:
    append_element (html, "p class=\"claim\"", block->text);
    break;
  case MIEN_BLOCK_LIST:
    append_list (html, block->items);
    break;
  case MIEN_BLOCK_PREFORMATTED:
    append_element (html, "pre", block->text);
    break;
  case MIEN_BLOCK_TABLE:
    append_table (html, block);
    break;
  case MIEN_BLOCK_FIGURE:
    append_figure (html, block);
    break;
  }
}

GBytes *
mien_document_to_html (const MienDocument *self)
{
  GString *html =
      g_string_new ("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"/>"
                    "\n<meta name=\"viewport\" content=\"width=device-width\"/>\n");

  append_element (html, "title", self->title);
  g_string_append_printf (html, "<style>%s</style></head>\n<body>\n", style);
  append_element (html, "h1", self->title);
  for (guint i = 0; i < self->blocks->len; i++)
    append_block (html, self, g_ptr_array_index (self->blocks, i));
  g_string_append (html, "<footer>Written by " MIEN_DOCUMENT_WRITER " " MIEN_VERSION ".</footer>\n"
                         "</body></html>\n");
  return g_string_free_to_bytes (html);
}
