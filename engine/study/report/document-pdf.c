#include "engine/study/report/pdf.h"

#include "engine/core/error.h"

#include "config.h"

#include <cairo-pdf.h>

static const MienPdfFont title = {.size = 19.0, .bold = TRUE};
static const MienPdfFont headings[] = {{.size = 13.5, .bold = TRUE}, {.size = 10.5, .bold = TRUE}};
static const MienPdfFont body = {.size = 9.5};
static const MienPdfFont claim = {.size = 10.0};
static const MienPdfFont small = {.size = 8.5};
static const MienPdfFont mono = {.size = 7.2, .mono = TRUE};

#define CLAIM_INDENT 12.0
#define LIST_INDENT 14.0
#define PRE_PAD 8.0

/* --- headings and links to them --- */

static MienPdfFont
heading_font (const MienBlock *block)
{
  return headings[CLAMP (block->level - 2, 0, 1)];
}

/* Named for links, and in the outline that readers show beside the pages. */
static void
mark_heading (MienPdf *self, const MienBlock *block)
{
  g_autofree char *name = g_strdup_printf ("name='%s'", block->id);
  g_autofree char *place =
      g_strdup_printf ("page=%d pos=[0 %d]", self->page, (int) MAX (self->y - 8.0, 0.0));
  int parent = block->level > 2 ? self->parent : CAIRO_PDF_OUTLINE_ROOT;
  int entry = cairo_pdf_surface_add_outline (self->surface, parent, block->text, place,
                                             block->level > 2 ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);

  if (block->level <= 2)
    self->parent = entry;
  cairo_tag_begin (self->cr, CAIRO_TAG_DEST, name);
  cairo_tag_end (self->cr, CAIRO_TAG_DEST);
}

static void
set_heading (MienPdf *self, const MienBlock *block)
{
  g_autoptr (PangoLayout) layout =
      mien_pdf_layout (self, block->text, heading_font (block), MIEN_PDF_COLUMN);

  mark_heading (self, block);
  if (self->heading < self->pages->len)
    g_array_index (self->pages, int, self->heading) = self->page;
  else
    g_array_append_val (self->pages, self->page);
  self->heading++;
  mien_pdf_flow (self, layout, MIEN_PDF_LEFT, NULL);
}

static void
set_entry (MienPdf *self, const MienBlock *block, int page)
{
  g_autofree char *target = g_strdup_printf ("dest='%s'", block->id);
  g_autofree char *number = g_strdup_printf ("%d", page);
  g_autoptr (PangoLayout) right = mien_pdf_layout (self, number, body, -1.0);
  double width = mien_pdf_layout_width (right);
  g_autoptr (PangoLayout) left =
      mien_pdf_layout (self, block->text, body, MIEN_PDF_COLUMN - width - 12.0);

  mien_pdf_need (self, mien_pdf_layout_height (left));
  mien_pdf_set_ink (self, 1.0);
  cairo_tag_begin (self->cr, CAIRO_TAG_LINK, target);
  mien_pdf_draw (self, left, MIEN_PDF_LEFT, self->y);
  mien_pdf_draw (self, right, MIEN_PDF_LEFT + MIEN_PDF_COLUMN - width, self->y);
  cairo_tag_end (self->cr, CAIRO_TAG_LINK);
  self->y += mien_pdf_layout_height (left) + 2.0;
}

static void
set_contents (MienPdf *self)
{
  g_autoptr (PangoLayout) name = mien_pdf_layout (self, "Contents", headings[1], -1.0);
  guint number = 0;

  mien_pdf_set_ink (self, 1.0);
  mien_pdf_draw (self, name, MIEN_PDF_LEFT, self->y);
  self->y += mien_pdf_layout_height (name) + 5.0;
  for (guint i = 0; i < self->document->blocks->len; i++) {
    const MienBlock *block = g_ptr_array_index (self->document->blocks, i);

    if (block->kind != MIEN_BLOCK_HEADING)
      continue;
    if (block->level <= 2)
      set_entry (self, block,
                 number < self->pages->len ? g_array_index (self->pages, int, number) : 0);
    number++;
  }
}

/* --- text --- */

static void
paint_bar (MienPdf *self, double y, double height)
{
  cairo_set_source_rgb (self->cr, 0.0, 0.447, 0.698);
  cairo_rectangle (self->cr, MIEN_PDF_LEFT, y, 2.5, height);
  cairo_fill (self->cr);
}

static void
paint_grey (MienPdf *self, double y, double height)
{
  cairo_set_source_rgb (self->cr, 0.955, 0.955, 0.962);
  cairo_rectangle (self->cr, MIEN_PDF_LEFT, y, MIEN_PDF_COLUMN, height + 0.3);
  cairo_fill (self->cr);
}

/* The grey goes a little beyond the lines. */
static void
set_preformatted (MienPdf *self, PangoLayout *layout)
{
  const double beyond = 5.0;

  mien_pdf_need (self, mien_pdf_layout_start (layout) + beyond);
  paint_grey (self, self->y, beyond);
  self->y += beyond;
  mien_pdf_flow (self, layout, MIEN_PDF_LEFT + PRE_PAD, paint_grey);
  paint_grey (self, self->y, beyond);
  self->y += beyond;
}

static void
set_list (MienPdf *self, char *const *items)
{
  for (guint i = 0; items[i] != NULL; i++) {
    g_autoptr (PangoLayout) bullet = mien_pdf_layout (self, "•", body, -1.0);
    g_autoptr (PangoLayout) layout =
        mien_pdf_layout (self, items[i], body, MIEN_PDF_COLUMN - LIST_INDENT);

    mien_pdf_need (self, mien_pdf_layout_start (layout));
    mien_pdf_set_ink (self, 1.0);
    mien_pdf_draw (self, bullet, MIEN_PDF_LEFT + 3.0, self->y);
    mien_pdf_flow (self, layout, MIEN_PDF_LEFT + LIST_INDENT, NULL);
    self->y += 3.0;
  }
}

/* The text of a block that is nothing else; NULL of others */
static PangoLayout *
lay_out_text (MienPdf *self, const MienBlock *block)
{
  switch (block->kind) {
  case MIEN_BLOCK_HEADING:
    return mien_pdf_layout (self, block->text, heading_font (block), MIEN_PDF_COLUMN);
  case MIEN_BLOCK_TEXT:
    return mien_pdf_layout (self, block->text, body, MIEN_PDF_COLUMN);
  case MIEN_BLOCK_CLAIM:
    return mien_pdf_layout (self, block->text, claim, MIEN_PDF_COLUMN - CLAIM_INDENT);
  case MIEN_BLOCK_PREFORMATTED:
    return mien_pdf_layout (self, block->text, mono, MIEN_PDF_COLUMN - 2.0 * PRE_PAD);
  case MIEN_BLOCK_LIST:
    return mien_pdf_layout (self, block->items[0] != NULL ? block->items[0] : "", body,
                            MIEN_PDF_COLUMN - LIST_INDENT);
  case MIEN_BLOCK_CONTENTS:
  case MIEN_BLOCK_TABLE:
  case MIEN_BLOCK_FIGURE:
    break;
  }
  return NULL;
}

/* --- figures --- */

/* As wide as the column at most, and with its caption no higher than a page. */
static double
scale_figure (const MienBlock *block, double caption)
{
  double room = MIEN_PDF_BOTTOM - MIEN_PDF_TOP - caption;

  return MIN (1.0, MIN (MIEN_PDF_COLUMN / block->width, room / block->height));
}

static void
set_figure (MienPdf *self, const MienBlock *block)
{
  g_autoptr (PangoLayout) caption = mien_pdf_layout (self, block->text, small, MIEN_PDF_COLUMN);
  double scale = scale_figure (block, mien_pdf_layout_height (caption) + 4.0);

  cairo_save (self->cr);
  cairo_translate (self->cr, MIEN_PDF_LEFT + (MIEN_PDF_COLUMN - scale * block->width) / 2.0,
                   self->y);
  cairo_scale (self->cr, scale, scale);
  cairo_rectangle (self->cr, 0.0, 0.0, block->width, block->height);
  cairo_clip (self->cr);
  block->paint (self->cr, block->width, block->height, block->data);
  cairo_restore (self->cr);
  self->y += scale * block->height + 4.0;
  mien_pdf_set_ink (self, 0.75);
  mien_pdf_draw (self, caption, MIEN_PDF_LEFT, self->y);
  self->y += mien_pdf_layout_height (caption);
}

static double
figure_height (MienPdf *self, const MienBlock *block)
{
  g_autoptr (PangoLayout) caption = mien_pdf_layout (self, block->text, small, MIEN_PDF_COLUMN);
  double below = mien_pdf_layout_height (caption) + 4.0;

  return scale_figure (block, below) * block->height + below;
}

/* --- blocks --- */

static double
space_before (const MienBlock *block)
{
  if (block->kind == MIEN_BLOCK_HEADING)
    return block->level <= 2 ? 20.0 : 12.0;
  if (block->kind == MIEN_BLOCK_CONTENTS)
    return 16.0;
  return block->kind == MIEN_BLOCK_TABLE || block->kind == MIEN_BLOCK_FIGURE ? 11.0 : 6.0;
}

/* What of a block may not be parted from its start, and after headings what follows them. */
static double
find_start (MienPdf *self, guint number)
{
  const MienBlock *block = g_ptr_array_index (self->document->blocks, number);
  g_autoptr (PangoLayout) layout = lay_out_text (self, block);
  double height = layout != NULL                     ? mien_pdf_layout_start (layout)
                  : block->kind == MIEN_BLOCK_TABLE  ? mien_pdf_table_start (self, block)
                  : block->kind == MIEN_BLOCK_FIGURE ? figure_height (self, block)
                                                     : 0.0;

  if (block->kind == MIEN_BLOCK_HEADING && number + 1 < self->document->blocks->len) {
    const MienBlock *next = g_ptr_array_index (self->document->blocks, number + 1);

    height += space_before (next) + find_start (self, number + 1);
  }
  return height;
}

static void
set_block (MienPdf *self, guint number)
{
  const MienBlock *block = g_ptr_array_index (self->document->blocks, number);
  g_autoptr (PangoLayout) layout = lay_out_text (self, block);

  mien_pdf_skip (self, space_before (block));
  mien_pdf_need (self, MIN (find_start (self, number), MIEN_PDF_BOTTOM - MIEN_PDF_TOP));
  switch (block->kind) {
  case MIEN_BLOCK_CONTENTS:
    set_contents (self);
    break;
  case MIEN_BLOCK_HEADING:
    set_heading (self, block);
    break;
  case MIEN_BLOCK_TEXT:
    mien_pdf_flow (self, layout, MIEN_PDF_LEFT, NULL);
    break;
  case MIEN_BLOCK_CLAIM:
    mien_pdf_flow (self, layout, MIEN_PDF_LEFT + CLAIM_INDENT, paint_bar);
    break;
  case MIEN_BLOCK_LIST:
    set_list (self, block->items);
    break;
  case MIEN_BLOCK_PREFORMATTED:
    set_preformatted (self, layout);
    break;
  case MIEN_BLOCK_TABLE:
    mien_pdf_set_table (self, block);
    break;
  case MIEN_BLOCK_FIGURE:
    set_figure (self, block);
    break;
  }
}

static void
set_title (MienPdf *self)
{
  g_autoptr (PangoLayout) layout =
      mien_pdf_layout (self, self->document->title, title, MIEN_PDF_COLUMN);

  pango_layout_set_line_spacing (layout, 1.0f);
  mien_pdf_flow (self, layout, MIEN_PDF_LEFT, NULL);
  self->y += 4.0;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  if (closure != NULL)
    g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* One pass over the document; @bytes: (nullable): where only the places are wanted */
static cairo_status_t
set_pages (MienPdf *self, GByteArray *bytes)
{
  cairo_status_t status;

  self->surface =
      cairo_pdf_surface_create_for_stream (append_bytes, bytes, MIEN_PDF_WIDTH, MIEN_PDF_HEIGHT);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, self->document->title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR,
                                  MIEN_DOCUMENT_WRITER " " MIEN_VERSION);
  self->cr = cairo_create (self->surface);
  self->page = 0;
  self->heading = 0;
  mien_pdf_next_page (self);
  set_title (self);
  for (guint i = 0; i < self->document->blocks->len; i++)
    set_block (self, i);
  mien_pdf_next_page (self); /* which ends the last one, and is none itself */
  self->n_pages = self->page - 1;
  cairo_destroy (self->cr);
  cairo_surface_finish (self->surface);
  status = cairo_surface_status (self->surface);
  cairo_surface_destroy (self->surface);
  return status;
}

/* The first pass finds how many pages there are and where headings come to stand. */
GBytes *
mien_document_to_pdf (const MienDocument *document, GError **error)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (int));
  MienPdf self = {.document = document, .pages = pages};
  GByteArray *bytes = g_byte_array_new ();
  cairo_status_t status = set_pages (&self, NULL);

  if (status == CAIRO_STATUS_SUCCESS)
    status = set_pages (&self, bytes);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "The report could not be set as PDF (%s); write it as HTML, which a browser prints",
               cairo_status_to_string (status));
  return NULL;
}
