/* Room for prepared faces: a file in the cache, mapped, or memory where that cannot be. */
#pragma once

#include "engine/samples/frame.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_FACE_UNUSABLE, /* could not be read; its pixels are 0 */
  MIEN_FACE_USABLE,
  MIEN_FACE_WITHOUT_POINTS, /* usable, but the middle square had to do */
} MienFaceState;

/* What is known of a face besides its pixels. */
typedef struct {
  MienFrame frame;
  gint64 state; /* of MienFaceState */
} MienFaceNote;

/**
 * MienFacesRoom:
 * @notes: [n]
 * @pixels: [n,channels,size,size]; nobody writes them once they are kept
 * @reasons: (element-type utf8): what is wrong with each face that is not usable, in their order
 *
 * A file is a header, notes, pixels and reasons, in this machine's own order of bytes, and is only
 * there under its name when it is whole. It is taken for what it is called if it has the right
 * header and every size fits; otherwise it is removed.
 */
typedef struct {
  guint n;
  int channels;
  int size;
  MienFaceNote *notes;
  guint8 *pixels;
  GPtrArray *reasons;

  guint8 *block; /* header, notes and pixels */
  gsize len;
  char *key; /* (nullable) */
  gboolean mapped;
  int fd;     /* -1 once it is kept, or where there is no file */
  char *temp; /* (nullable): what the file is called until it is kept */
  char *path; /* (nullable) */
} MienFacesRoom;

/* (nullable): what an earlier one has kept under @key; NULL where there is no such file, or no
 * whole one of that size. */
MienFacesRoom *mien_faces_room_open (const char *key, guint n, int channels, int size);

/**
 * mien_faces_room_new:
 * @key: (nullable): 64 hex digits, what decides the pixels; NULL keeps them in memory
 * @trouble: (out): why there can be no file and it is memory, or left alone
 * @error: %MIEN_ERROR_NO_MEMORY
 */
MienFacesRoom *mien_faces_room_new (const char *key,
                                    guint n,
                                    int channels,
                                    int size,
                                    GError **trouble,
                                    GError **error);

/* Puts the file under its name, where it replaces what another process may have put there, and
 * removes old ones beyond MIEN_FACES_MOST_BYTES. Does nothing for memory. */
gboolean mien_faces_room_keep (MienFacesRoom *self, GError **error);
#define MIEN_FACES_MOST_BYTES (G_GUINT64_CONSTANT (8) << 30)

void mien_faces_room_free (MienFacesRoom *self); /* what was not kept leaves no file */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienFacesRoom, mien_faces_room_free)

G_END_DECLS
