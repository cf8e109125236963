/* What becomes of a column's classes, for the list that shows them. */
#pragma once

#include "ui/models/columns-draft.h"

G_BEGIN_DECLS

/* A class or flag as it was read, and what becomes of it. */
typedef struct {
  char *read;
  char *name;
  guint n_faces;
  guint example;  /* a sample that shows it, or G_MAXUINT */
  int place;      /* among the classes that there will be; -1 where it is treated as missing */
  char *partners; /* (nullable): those that it is merged with, "joy, glee" */
} MienColumnClass;

/* (transfer full) (element-type MienColumnClass): in the order that they will have, those that are
 * treated as missing last; empty for columns without classes */
GPtrArray *mien_column_classes_list (MienColumnsDraft *draft, const char *column);

G_END_DECLS
