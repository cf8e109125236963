/* What lists tell of a run, in words, and the order that it gives them. */
#pragma once

#include "ui/models/run-item.h"

G_BEGIN_DECLS

/* Where a study's run lies: STUDY/runs/ARM-FOLD-SEED, or STUDY/runs/search-FOLD-TRIAL. */
typedef struct {
  char *study, *arm, *fold, *seed;
  gboolean trial; /* @seed is the number of a trial */
} MienRunPlace;

/* FALSE for a run on its own; @arm is then only as good as the folder's name can say it. */
gboolean mien_run_place_parse (const char *folder, MienRunPlace *place);
void mien_run_place_clear (MienRunPlace *place);
/* (transfer full): "fold 0 · seed 1", "fold 0 · trial 3" */
char *mien_run_place_turn (const MienRunPlace *place);
/* (transfer full): @arm, fold and seed; a run on its own as its folder is called.
 * @arm: (nullable): the arm's name as the person gave it, where known */
char *mien_run_place_words (const char *folder, const char *arm);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienRunPlace, mien_run_place_clear)

typedef enum {
  MIEN_FACT_NAME,
  MIEN_FACT_ARM,
  MIEN_FACT_DATA,
  MIEN_FACT_TEST,     /* the main metric on the test part, with its interval */
  MIEN_FACT_ACCURACY, /* on the test part, with what always saying the commonest class would get */
  MIEN_FACT_EPOCH,    /* the best one, and which part picked it */
  MIEN_FACT_SECONDS,
  MIEN_FACT_DATE,
  MIEN_FACT_STATE,
  MIEN_N_FACTS,
} MienFact;

/* (transfer full): what a curve of the run is called */
char *mien_run_title (MienRunItem *item);
/* (transfer full) */
char *mien_run_fact (MienRunItem *item, MienFact fact);
/* For sorting; what a run does not have comes last. */
int mien_run_fact_compare (MienRunItem *a, MienRunItem *b, MienFact fact);
/* NaN where there is none */
double mien_run_best_epoch (MienRunItem *item);
/* (transfer full) (nullable): the part of the faces that picked it: "validation" or "train" */
char *mien_run_picked_by (MienRunItem *item);
/* (transfer full) (nullable): what picked it, as "select.by" of recipes has it */
char *mien_run_selected_by (MienRunItem *item);
/* (transfer full) (nullable): "yaw at epoch 7, person at epoch 12": where each task but the main
 * one was at its best */
char *mien_run_other_best_epochs (MienRunItem *item);
/* The last epoch of a training that ended before all that were asked for, as it got no better; else
 * 0. */
int mien_run_gave_up_at (MienRunItem *item);
/* How often the most looked at test part of @items (element-type MienRunItem) was looked at by runs
 * on their own; runs of one study were planned together and do not count. */
guint mien_run_count_looks (GPtrArray *items, GListModel *runs);

G_END_DECLS
