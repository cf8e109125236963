/* Which files are there, answered from folders read once: a million rows cost no million look-ups.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MienListing MienListing;

MienListing *mien_listing_new (const char *root);
void mien_listing_free (MienListing *self);
/* @path: below the root, without "..". One thread at a time. */
gboolean mien_listing_has (MienListing *self, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienListing, mien_listing_free)

G_END_DECLS
