/* The workspace's runs as a list model, read on a thread. */
#pragma once

#include "ui/models/run-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a look at the workspace found. */
typedef struct {
  GPtrArray *runs;   /* of MienRunItem, newest first */
  char *interrupted; /* (nullable): folder of the run or study to go on with */
} MienRunListing;

void mien_run_listing_free (MienRunListing *self);

void mien_run_listing_read_async (const char *workspace,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
MienRunListing *mien_run_listing_read_finish (GAsyncResult *result, GError **error);

/* Makes @list show @listing; items of runs that did not change stay, so that selections do too.
 * Returns: whether anything changed */
gboolean mien_run_listing_show (const MienRunListing *self, GListStore *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRunListing, mien_run_listing_free)

G_END_DECLS
