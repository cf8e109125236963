/* A data set that is being gathered, for the files that do it. */
#pragma once

#include "engine/samples/layouts/gather.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  MienKind kind;
  int width;
  GArray *values;      /* [samples,width] of float */
  GPtrArray *names;    /* (nullable) */
  GHashTable *by_name; /* (nullable): word → index + 1, where words are met on the way */
} MienGrowing;

struct _MienGather {
  const MienImport *import;
  const MienScan *scan;
  MienDatasetBuilder *builder;
  GPtrArray *columns; /* of MienGrowing */
  guint n_steps;
};

G_END_DECLS
