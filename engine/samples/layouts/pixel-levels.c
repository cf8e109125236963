#include "engine/samples/layouts/pixel-levels.h"

#include "engine/core/cache.h"
#include "engine/core/pool.h"
#include "engine/samples/files/pack.h"

#define ROWS_AT_ONCE 2048 /* parsed side by side, then written in order */
#define ROWS_A_CHUNK 64
#define MOST_KEPT (G_GUINT64_CONSTANT (8) << 30) /* of all tables, in the cache folder */

/* Rows that are being parsed side by side. */
typedef struct {
  GArray *cells;
  guint first;
  guint n;
  gsize n_levels;
  guint8 *levels;
  guint8 *good;
} Slab;

static void
parse_chunk (int chunk, int worker G_GNUC_UNUSED, gpointer data)
{
  const Slab *slab = data;
  guint first = (guint) chunk * ROWS_A_CHUNK, end = MIN (first + ROWS_A_CHUNK, slab->n);

  for (guint i = first; i < end; i++)
    slab->good[slab->first + i] =
        mien_pixels_parse (g_array_index (slab->cells, MienCell, slab->first + i),
                           slab->levels + i * slab->n_levels, slab->n_levels);
}

static gboolean
write_levels (MienPackWriter *writer,
              GArray *cells,
              gsize n_levels,
              guint8 *good,
              const MienProgress *progress,
              GError **error)
{
  g_autoptr (MienPool) pool = mien_pool_new ((int) g_get_num_processors ());
  g_autofree guint8 *levels = g_malloc (ROWS_AT_ONCE * n_levels);

  mien_pack_writer_begin (writer, "levels");
  for (guint first = 0; first < cells->len; first += ROWS_AT_ONCE) {
    guint n = MIN (ROWS_AT_ONCE, cells->len - first);
    Slab slab = {cells, first, n, n_levels, levels, good};

    mien_pool_run (pool, (int) ((n + ROWS_A_CHUNK - 1) / ROWS_A_CHUNK), parse_chunk, &slab);
    if (!mien_pack_writer_add (writer, levels, n * n_levels, error) ||
        !mien_progress_tell (progress, "Reading the pixels", (double) (first + n) / cells->len,
                             error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_pack (const char *path,
            GArray *cells,
            gsize n_levels,
            const MienProgress *progress,
            GError **error)
{
  g_autoptr (MienPackWriter) writer = mien_pack_writer_new (path, error);
  g_autofree guint8 *good = g_malloc0 (cells->len);

  if (writer == NULL || !write_levels (writer, cells, n_levels, good, progress, error))
    return FALSE;
  mien_pack_writer_begin (writer, "good");
  return mien_pack_writer_add (writer, good, cells->len, error) &&
         mien_pack_writer_end (writer, error);
}

/* FALSE where there is no such file, or none of that many rows. */
static gboolean
open_pack (MienPixelLevels *self, const char *path, gsize n_rows)
{
  g_autoptr (MienPack) pack = mien_pack_open (path);

  self->bytes = pack != NULL ? mien_pack_get (pack, "levels") : NULL;
  self->good = pack != NULL ? mien_pack_get (pack, "good") : NULL;
  if (self->bytes != NULL && self->good != NULL &&
      g_bytes_get_size (self->bytes) == n_rows * self->n_levels &&
      g_bytes_get_size (self->good) == n_rows)
    return TRUE;
  mien_pixel_levels_clear (self);
  return FALSE;
}

gboolean
mien_pixel_levels_open (MienPixelLevels *self,
                        const char *stamp,
                        GArray *cells,
                        const MienProgress *progress,
                        GError **error)
{
  g_autofree char *path = mien_cache_path ("pixels", stamp, error);

  if (path == NULL)
    return FALSE;
  if (!open_pack (self, path, cells->len)) {
    if (!write_pack (path, cells, self->n_levels, progress, error))
      return FALSE;
    if (!open_pack (self, path, cells->len)) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot read %s, which was just written",
                   path);
      return FALSE;
    }
  }
  mien_cache_touch (path);
  mien_cache_trim (path, MOST_KEPT);
  return TRUE;
}

void
mien_pixel_levels_clear (MienPixelLevels *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->good, g_bytes_unref);
}
