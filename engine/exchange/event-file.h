/* Curves as TensorBoard reads them: records of the kind that TensorFlow writes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Records one after the other in memory. One thread. */
typedef struct _MienEventFile MienEventFile;

/* @wall_time: seconds since 1970, the same for all records; begins with the record that names the
 * format's version */
MienEventFile *mien_event_file_new (double wall_time);
void mien_event_file_free (MienEventFile *self);
/* A value of the curve @tag, kept in single precision, as the format has it. */
void mien_event_file_add (MienEventFile *self, gint64 step, const char *tag, double value);
/* Written whole or not at all. */
gboolean mien_event_file_save (MienEventFile *self, const char *path, GError **error);

/* CRC-32C (Castagnoli) of [@n] bytes: RFC 3720, appendix B.4 */
guint32 mien_crc32c (const guint8 *bytes, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienEventFile, mien_event_file_free)

G_END_DECLS
