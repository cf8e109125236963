#include "engine/study/report/document-private.h"

typedef struct {
  gpointer data;
  GDestroyNotify free;
} Kept;

static void
kept_clear (gpointer data)
{
  Kept *kept = data;

  kept->free (kept->data);
}

static void
block_free (gpointer data)
{
  MienBlock *block = data;

  g_free (block->id);
  g_free (block->text);
  g_strfreev (block->items);
  mien_cells_free (block->table);
  g_free (block);
}

MienDocument *
mien_document_new (const char *title)
{
  MienDocument *self = g_new0 (MienDocument, 1);

  self->title = g_utf8_make_valid (title, -1);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_array_set_clear_func (self->kept, kept_clear);
  return self;
}

void
mien_document_free (MienDocument *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->kept);
  g_free (self);
}

void
mien_document_keep (MienDocument *self, gpointer data, GDestroyNotify free)
{
  Kept kept = {data, free};

  g_array_append_val (self->kept, kept);
}

static MienBlock *
add (MienDocument *self, MienBlockKind kind, const char *text)
{
  MienBlock *block = g_new0 (MienBlock, 1);

  block->kind = kind;
  block->text = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
mien_document_add_contents (MienDocument *self)
{
  add (self, MIEN_BLOCK_CONTENTS, NULL);
}

void
mien_document_add_heading (MienDocument *self, int level, const char *text)
{
  MienBlock *block = add (self, MIEN_BLOCK_HEADING, text);

  block->level = level;
  block->id = g_strdup_printf ("s%u", ++self->n_headings);
}

void
mien_document_add_text (MienDocument *self, const char *text)
{
  add (self, MIEN_BLOCK_TEXT, text);
}

void
mien_document_add_paragraph (MienDocument *self, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  mien_document_add_text (self, text);
}

void
mien_document_add_claim (MienDocument *self, const char *text)
{
  add (self, MIEN_BLOCK_CLAIM, text);
}

void
mien_document_add_list (MienDocument *self, const char *const *items)
{
  g_autoptr (GStrvBuilder) valid = g_strv_builder_new ();

  for (guint i = 0; items[i] != NULL; i++) {
    g_autofree char *item = g_utf8_make_valid (items[i], -1);

    g_strv_builder_add (valid, item);
  }
  add (self, MIEN_BLOCK_LIST, NULL)->items = g_strv_builder_end (valid);
}

void
mien_document_add_preformatted (MienDocument *self, const char *text)
{
  add (self, MIEN_BLOCK_PREFORMATTED, text);
}

void
mien_document_take_table (MienDocument *self, MienCells *table, const char *caption)
{
  g_autofree char *text =
      caption != NULL ? g_strdup_printf ("Table %u. %s", ++self->n_tables, caption) : NULL;

  add (self, MIEN_BLOCK_TABLE, text)->table = table;
}

MienCells *
mien_document_add_table (MienDocument *self, const char *caption)
{
  MienCells *table = mien_cells_new ();

  mien_document_take_table (self, table, caption);
  return table;
}

void
mien_document_add_figure (MienDocument *self,
                          double width,
                          double height,
                          MienPaintFunc paint,
                          gpointer data,
                          const char *caption)
{
  g_autofree char *text = g_strdup_printf ("Figure %u. %s", ++self->n_figures, caption);
  MienBlock *block = add (self, MIEN_BLOCK_FIGURE, text);

  block->width = width;
  block->height = height;
  block->paint = paint;
  block->data = data;
}
