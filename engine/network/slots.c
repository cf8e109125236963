#include "engine/network/slots.h"

#include "engine/core/arena.h"

/* More than any machine has; adding a few of them still overflows nothing. */
#define TOO_MANY (G_MAXSIZE / 16)

static gsize
padded (gsize len)
{
  gsize step = MIEN_ALIGNMENT / sizeof (float);

  return MIN (len, TOO_MANY - step) / step * step + (len % step > 0 ? step : 0);
}

static gsize
end_of (const MienSlot *slot)
{
  return slot->start + padded (slot->len);
}

static gboolean
meet (const MienSlot *a, const MienSlot *b)
{
  return a->from <= b->to && b->from <= a->to;
}

/* The largest first, the first of equals first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const MienSlot *first = *(MienSlot *const *) a, *second = *(MienSlot *const *) b;

  if (first->len != second->len)
    return first->len > second->len ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* A slot in the way pushes @slot behind itself until none is left in the way. */
static void
place (MienSlot *slot, GPtrArray *placed)
{
  gboolean moved = TRUE;

  slot->start = 0;
  while (moved && slot->start < TOO_MANY) {
    moved = FALSE;
    for (guint i = 0; i < placed->len; i++) {
      const MienSlot *other = g_ptr_array_index (placed, i);

      if (meet (slot, other) && slot->start < end_of (other) && other->start < end_of (slot)) {
        slot->start = end_of (other);
        moved = TRUE;
      }
    }
  }
}

gsize
mien_slots_place (MienSlot *slots, guint n_slots)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new (), placed = g_ptr_array_new ();
  gsize len = 0;

  for (guint i = 0; i < n_slots; i++)
    if (slots[i].len > 0)
      g_ptr_array_add (order, &slots[i]);
  g_ptr_array_sort (order, compare);
  for (guint i = 0; i < order->len; i++) {
    MienSlot *slot = g_ptr_array_index (order, i);

    place (slot, placed);
    g_ptr_array_add (placed, slot);
    len = MAX (len, end_of (slot));
  }
  return MIN (len, TOO_MANY);
}
