/* What the parts of the store share. */
#pragma once

#include "engine/study/database.h"
#include "engine/study/store.h"

struct _MienStore {
  char *workspace;
  MienDatabase *db;
};
