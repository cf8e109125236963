/* What the parts of the store share. */
#pragma once

#include "engine/study/database.h"
#include "engine/study/store.h"

struct _MienStore {
  char *workspace;
  MienDatabase *db;
};

/* @folder inside the workspace, or as it is */
const char *mien_store_key_of (MienStore *self, const char *folder);
/* Puts what was said into the @entries (element-type MienRunEntry, by key) that it was said of. */
gboolean mien_store_take_words (MienStore *self, GHashTable *entries, GError **error);
