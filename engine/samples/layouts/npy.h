/* Arrays as NumPy saves them (.npy, format 1 to 3): numbers and texts. Nothing in one is executed:
 * a pickled object is refused. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MienNpy:
 * @type: as NumPy writes it: f, i, u, b; S bytes, U text
 * @item_size: bytes
 * @swapped: the bytes of an item stand in the other order than here
 * @n_items: all of them together, in C order; 1 for an array without dimensions
 * @items: [n_items], held by the file's bytes
 */
typedef struct {
  char type;
  guint item_size;
  gboolean swapped;
  gsize n_items;
  const guint8 *items;
} MienNpy;

/**
 * mien_npy_read:
 * @bytes: a whole file; @self points into it
 * @name: what messages call it
 * @error: %MIEN_ERROR_FORMAT: it is no such file, is cut, or holds what is not read here
 */
gboolean mien_npy_read (MienNpy *self, GBytes *bytes, const char *name, GError **error);

/* The number in item @i, or the one that its text says; NAN where it says none. */
double mien_npy_get_number (const MienNpy *self, gsize i);

G_END_DECLS
