/* What lists tell of a run, in words, and the order that it gives them. */
#pragma once

#include "ui/models/run-item.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_FACT_NAME,
  MIEN_FACT_ARM,
  MIEN_FACT_DATA,
  MIEN_FACT_TEST,     /* the main metric on the test part, with its interval */
  MIEN_FACT_MAJORITY, /* what always saying the commonest class would get */
  MIEN_FACT_EPOCH,    /* the best one, and which part picked it */
  MIEN_FACT_SECONDS,
  MIEN_FACT_DATE,
  MIEN_FACT_STATE,
  MIEN_N_FACTS,
} MienFact;

/* (transfer full) */
char *mien_run_fact (MienRunItem *item, MienFact fact);
/* For sorting; what a run does not have comes last. */
int mien_run_fact_compare (MienRunItem *a, MienRunItem *b, MienFact fact);
/* How often the test part that @item was tested on was looked at by runs on their own; runs of one
 * study were planned together and do not count. */
guint mien_run_count_looks (MienRunItem *item, GListModel *runs);

G_END_DECLS
