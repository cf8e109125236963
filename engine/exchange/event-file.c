#include "engine/exchange/event-file.h"

#include "engine/core/file.h"
#include "event.pb-c.h"

struct _MienEventFile {
  GByteArray *bytes;
  double wall_time;
};

guint32
mien_crc32c (const guint8 *bytes, gsize n)
{
  guint32 crc = 0xffffffffu;

  for (gsize i = 0; i < n; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc >> 1) ^ (0x82f63b78u & -(crc & 1u));
  }
  return ~crc;
}

/* Sums of sums would cancel each other, so the format stores them turned and shifted. */
static void
append_check (GByteArray *bytes, const guint8 *content, gsize n)
{
  guint32 crc = mien_crc32c (content, n);
  guint32 masked = GUINT32_TO_LE (((crc >> 15) | (crc << 17)) + 0xa282ead8u);

  g_byte_array_append (bytes, (const guint8 *) &masked, sizeof masked);
}

/* The length, its check, the record, its check. */
static void
append_record (MienEventFile *self, const MienEventRecord *record)
{
  gsize n = mien_event_record__get_packed_size (record);
  guint64 length = GUINT64_TO_LE ((guint64) n);
  g_autofree guint8 *packed = g_malloc (n);

  mien_event_record__pack (record, packed);
  g_byte_array_append (self->bytes, (const guint8 *) &length, sizeof length);
  append_check (self->bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (self->bytes, packed, (guint) n);
  append_check (self->bytes, packed, n);
}

MienEventFile *
mien_event_file_new (double wall_time)
{
  MienEventFile *self = g_new0 (MienEventFile, 1);
  MienEventRecord record = MIEN_EVENT_RECORD__INIT;

  self->bytes = g_byte_array_new ();
  self->wall_time = wall_time;
  record.wall_time = wall_time;
  record.file_version = (char *) "brain.Event:2";
  append_record (self, &record);
  return self;
}

void
mien_event_file_free (MienEventFile *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
mien_event_file_add (MienEventFile *self, gint64 step, const char *tag, double value)
{
  MienSummaryValue single = MIEN_SUMMARY_VALUE__INIT;
  MienSummaryValue *values[] = {&single};
  MienSummary summary = MIEN_SUMMARY__INIT;
  MienEventRecord record = MIEN_EVENT_RECORD__INIT;

  single.tag = (char *) tag;
  single.simple_value = (float) value;
  summary.n_value = G_N_ELEMENTS (values);
  summary.value = values;
  record.wall_time = self->wall_time;
  record.step = step;
  record.summary = &summary;
  append_record (self, &record);
}

gboolean
mien_event_file_save (MienEventFile *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (self->bytes->data, self->bytes->len);

  return mien_file_replace (path, bytes, error);
}
