/* What became of the faces between two arms of a study, read on a thread. */
#pragma once

#include "engine/study/changes.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  MienChanges *changes;
  char *run; /* (nullable): folder of a finished run of the second arm, to look at the faces by */
} MienChangedFaces;

void mien_changed_faces_free (MienChangedFaces *self);

/* @folder: the study's; @a, @b: names of its arms */
void mien_changed_faces_read_async (const char *folder,
                                    const char *a,
                                    const char *b,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
MienChangedFaces *mien_changed_faces_read_finish (GAsyncResult *result, GError **error);

/* (transfer full) (element-type utf8): ids of those that were wrong and are right; or, with
 * @broken, the other way round. They are @self's. */
GPtrArray *mien_changed_faces_list (const MienChangedFaces *self, gboolean broken);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienChangedFaces, mien_changed_faces_free)

G_END_DECLS
