/* Many files in one: written once, front to back, then mapped and read in any order. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Being written: a neighbour of the final file, which comes into being with _end(). */
typedef struct _MienPackWriter MienPackWriter;

MienPackWriter *mien_pack_writer_new (const char *path, GError **error);
void mien_pack_writer_free (MienPackWriter *self); /* without _end(), nothing is left */
/* Begins an entry; bytes that are added belong to it. */
void mien_pack_writer_begin (MienPackWriter *self, const char *name);
gboolean mien_pack_writer_add (MienPackWriter *self, const void *bytes, gsize len, GError **error);
void mien_pack_writer_drop (MienPackWriter *self); /* the entry that was begun last */
guint64 mien_pack_writer_get_size (MienPackWriter *self);
gboolean mien_pack_writer_end (MienPackWriter *self, GError **error);

/* Mapped; immutable; any threads. */
typedef struct _MienPack MienPack;

/* NULL where there is none or it is not whole, which is no error: it is made again. */
MienPack *mien_pack_open (const char *path);
void mien_pack_free (MienPack *self);
const char *const *mien_pack_get_names (MienPack *self); /* sorted, NULL-terminated */
gboolean mien_pack_has (MienPack *self, const char *name);
/* (transfer full) (nullable): NULL where there is none of that name */
GBytes *mien_pack_get (MienPack *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPackWriter, mien_pack_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPack, mien_pack_free)

G_END_DECLS
