/* The workspace's studies, and one of them, read on a thread. */
#pragma once

#include "engine/study/study.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GStrv folders;    /* newest first */
  guint chosen;     /* number of @study in them */
  MienStudy *study; /* (nullable): NULL where there is none that has a finished run */
} MienStudyListing;

void mien_study_listing_free (MienStudyListing *self);

/* @wanted: (nullable): folder of the study to read; the newest where it is not there */
void mien_study_listing_read_async (const char *workspace,
                                    const char *wanted,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
MienStudyListing *mien_study_listing_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienStudyListing, mien_study_listing_free)

G_END_DECLS
