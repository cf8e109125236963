/* The pages of a PDF, filled from top to bottom. Private to the PDF writer; lengths in points. */
#pragma once

#include "engine/study/report/document-private.h"

#include <pango/pangocairo.h>
#include <string.h>

G_BEGIN_DECLS

#define MIEN_PDF_WIDTH 595.276 /* A4 */
#define MIEN_PDF_HEIGHT 841.890
#define MIEN_PDF_LEFT 62.0
#define MIEN_PDF_COLUMN (MIEN_PDF_WIDTH - 2.0 * MIEN_PDF_LEFT)
#define MIEN_PDF_TOP 62.0
#define MIEN_PDF_BOTTOM (MIEN_PDF_HEIGHT - 74.0)

typedef struct {
  const MienDocument *document;
  cairo_surface_t *surface;
  cairo_t *cr;
  int page;      /* from 1 */
  double y;      /* where the next block begins */
  GArray *pages; /* int: of each heading, in their order, as the pass before found them */
  int n_pages;   /* the same way */
  guint heading; /* number of the next heading */
  int parent;    /* outline entry of the last heading of level 2 */
} MienPdf;

typedef struct {
  double size;
  gboolean bold, mono;
} MienPdfFont;

/* (transfer full): @text broken at @width; below 0 it is not broken */
PangoLayout *mien_pdf_layout (MienPdf *self, const char *text, MienPdfFont font, double width);
double mien_pdf_layout_width (PangoLayout *layout);
double mien_pdf_layout_height (PangoLayout *layout);
/* How much of @layout stands together at its start, so that no line is left alone */
double mien_pdf_layout_start (PangoLayout *layout);

void mien_pdf_set_ink (MienPdf *self, double strength);
void mien_pdf_rule (MienPdf *self, double x, double width, double thickness, double strength);
void mien_pdf_draw (MienPdf *self, PangoLayout *layout, double x, double y);

void mien_pdf_next_page (MienPdf *self);
gboolean mien_pdf_has_room (const MienPdf *self, double height);
/* A page's end is no place for what is less than @height high. */
void mien_pdf_need (MienPdf *self, double height);
void mien_pdf_skip (MienPdf *self, double height); /* nothing at the top of a page */

typedef void (*MienPdfLineFunc) (MienPdf *self, double y, double height);
/* Sets @layout line by line over as many pages as it takes; @before: (nullable): called for each
 * line, such as to paint what is behind it */
void mien_pdf_flow (MienPdf *self, PangoLayout *layout, double x, MienPdfLineFunc before);

/* pdf-table.c: the whole table with its caption; and how much of it stays together at its start */
void mien_pdf_set_table (MienPdf *self, const MienBlock *block);
double mien_pdf_table_start (MienPdf *self, const MienBlock *block);

G_END_DECLS
