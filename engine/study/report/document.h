/* A document that is written down once and set by a writer: as HTML in one file, or as PDF. */
#pragma once

#include "engine/study/report/cells.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct _MienDocument MienDocument;
typedef void (*MienPaintFunc) (cairo_t *cr, double width, double height, gpointer data);

/* Texts are copied, and are nothing but text: each writer escapes them. */
MienDocument *mien_document_new (const char *title);
void mien_document_free (MienDocument *self);
/* @data, such as figures are painted from, lives as long as the document. */
void mien_document_keep (MienDocument *self, gpointer data, GDestroyNotify free);

/* The headings of level 2 with links to them. */
void mien_document_add_contents (MienDocument *self);
/* @level: 2 or 3; the title is the only one of level 1 */
void mien_document_add_heading (MienDocument *self, int level, const char *text);
void mien_document_add_text (MienDocument *self, const char *text);
void mien_document_add_paragraph (MienDocument *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A paragraph that stands out. */
void mien_document_add_claim (MienDocument *self, const char *text);
void mien_document_add_list (MienDocument *self, const char *const *items);
void mien_document_add_preformatted (MienDocument *self, const char *text);
/* (transfer none): to be filled; captions get numbers. @caption: (nullable) */
MienCells *mien_document_add_table (MienDocument *self, const char *caption);
/* A table of the caller's; (transfer full) @table */
void mien_document_take_table (MienDocument *self, MienCells *table, const char *caption);

/**
 * mien_document_add_figure:
 * @width, @height: in points of a page, or pixels of a screen: what letters in it are sized for
 * @paint: called when the document is written, more than once; paints into @width × @height
 * @data: not copied: see mien_document_keep()
 * @caption: below it, and read out in its stead
 */
void mien_document_add_figure (MienDocument *self,
                               double width,
                               double height,
                               MienPaintFunc paint,
                               gpointer data,
                               const char *caption);

/* The writers; (transfer full). The HTML loads nothing from anywhere, its figures are inline SVG.
 * The PDF has A4 pages, and needs the fonts of the system, which go into it. */
GBytes *mien_document_to_html (const MienDocument *self);
GBytes *mien_document_to_pdf (const MienDocument *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienDocument, mien_document_free)

G_END_DECLS
