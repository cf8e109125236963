#include "engine/network/profile.h"

#include <string.h>
#include <time.h>

struct _MienProfile {
  GArray *rows; /* of MienProfileRow */
};

MienProfile *
mien_profile_new (void)
{
  MienProfile *self = g_new0 (MienProfile, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (MienProfileRow));
  return self;
}

void
mien_profile_free (MienProfile *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_free (self);
}

/* GLib's own clock counts microseconds, which is what a small layer takes as a whole. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

gint64
mien_profile_begin (const MienProfile *self)
{
  return self != NULL ? now () : 0;
}

static MienProfileRow *
find_row (MienProfile *self, int number, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++) {
    MienProfileRow *row = &g_array_index (self->rows, MienProfileRow, i);

    if (row->number == number && g_str_equal (row->name, name))
      return row;
  }
  MienProfileRow row = {.number = number, .name = name};
  g_array_append_val (self->rows, row);
  return &g_array_index (self->rows, MienProfileRow, self->rows->len - 1);
}

void
mien_profile_end (MienProfile *self, int number, const char *name, MienProfileWay way, gint64 begun)
{
  if (self == NULL)
    return;

  gint64 taken = now () - begun;
  find_row (self, number, name)->nanoseconds[way] += taken;
}

GArray *
mien_profile_get_rows (MienProfile *self)
{
  return self->rows;
}

void
mien_profile_reset (MienProfile *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    MienProfileRow *row = &g_array_index (self->rows, MienProfileRow, i);

    memset (row->nanoseconds, 0, sizeof row->nanoseconds);
  }
}
