/* Arms × folds × seeds, each a run; compared in pairs. */
#pragma once

#include "engine/study/search.h"

G_BEGIN_DECLS

/* One planned run: FOLDER/runs/ARM-FOLD-SEED, or a trial of the search for weights. */
typedef struct {
  char *folder;
  char *arm;
  int fold;
  guint64 seed;
  int trial;          /* its number; -1 for a run of an arm */
  gboolean searched;  /* has the weights that the trials of its fold find */
  MienRecipe *recipe; /* of a trial, and of what is searched, without the weights */
} MienPlannedRun;

/* (transfer full): a folder's name for each of @arms (element-type MienArm), no two the same */
GStrv mien_arms_name_folders (GPtrArray *arms);

/* (transfer full) (element-type MienPlannedRun): seeds outermost, then folds, then arms, so that a
 * study stopped early has whole pairs; a fold's trials come before its first run. @n_folds: as
 * mien_split_count_folds() says. */
GPtrArray *
mien_study_plan (const MienRecipe *recipe, const char *folder, int n_folds, GError **error);
/* How many trainings the study is, trials included; and in @trainings as many whole ones as take
 * the same number of epochs. The recipe is filled; 0 where its arms do not go together. */
guint mien_study_measure_plan (const MienRecipe *recipe, int n_folds, double *trainings);

/* As mien_run_execute(), for all; runs that are finished are kept. A run that fails is told, the
 * others go on, and the study ends with an error that names it. With @resume, seeds and arms may
 * have been added. Writes study.json last, whether or not all runs came to an end. */
gboolean mien_study_execute (const MienRecipe *recipe,
                             const char *folder,
                             GPtrArray *corrections,
                             const char *base,
                             gboolean resume,
                             MienControl *control,
                             GError **error);

typedef struct {
  char *name;
  GArray *values; /* double: the main metric of each run, in the plan's order */
  double mean, low, high;
  double majority; /* accuracy of always saying the commonest class of the test part, mean over
                      the runs; NaN where the main task has no classes */
  const char *picked_by; /* (nullable): static: "validation" or "train", the part that picked the
                            epochs; "several" where runs differ */

  /* Of balanced accuracy over all their faces together, 95 %, by drawing the test parts' persons
   * again and again, whole persons; a face counts as the share of the arm's runs that were right.
   */
  guint persons; /* 0, and NaN, where nobody is named or the metric is another */
  double persons_low, persons_high;
} MienArmResult;

/* What may be said of a comparison, by its p among all (Holm) and by the region. */
typedef enum {
  MIEN_VERDICT_NONE,  /* no test: fewer than 2 pairs, or all alike */
  MIEN_VERDICT_FEW,   /* fewer than MIEN_FEWEST_PAIRS pairs: nothing is claimed, whatever p says */
  MIEN_VERDICT_GAIN,  /* b is better */
  MIEN_VERDICT_LOSS,  /* b is worse */
  MIEN_VERDICT_ALIKE, /* not to be told from chance, and the same in practice with 95 % */
  MIEN_VERDICT_OPEN,  /* not to be told from chance, and not the same either */
} MienVerdict;

/* With n pairs all signs agree by chance in 2 of 2^n cases: 1 in 8 for four, 1 in 16 for five. A
 * smaller p from fewer rests wholly on the differences being normal, which so few cannot show; the
 * tests that ask for less (sign, signed rank) could never get there. */
#define MIEN_FEWEST_PAIRS 5

const char *
mien_verdict_name (MienVerdict verdict); /* "none", "few", "gain", …, as in study.json */

typedef struct {
  char *a, *b;
  gboolean less_is_better; /* of the metric, with differences as they are */
  MienVerdict verdict;
  double difference; /* mean of b - a */
  double low, high, p;
  double p_holm; /* p fit for being read beside the study's other comparisons */
  char *test;    /* "corrected resampled t", "paired t", "none" */
  guint pairs;
  GArray *differences; /* double */
  guint unlike;        /* pairs left out, since the two were tested on other faces */
  double ratio;        /* n2/n1 of the correction; 0 for the plain test */

  /* What else is known of the same pairs; NaN where there is none of it. */
  double effect;               /* mean over standard deviation of the differences: Cohen's d_z */
  double wilcoxon;             /* p of the signed rank test, exact */
  double region;               /* half the width of what makes no difference in practice */
  double worse, alike, better; /* how probable it is that b is so in practice: Bayesian
                                  correlated t-test with that region */
  double worth;                /* a difference that one would want to see: a point, … */
  double power;                /* how probable it is that pairs like these show it: among the
                                  study's other comparisons, by Bonferroni */
  guint more;                  /* about so many further pairs would show it with 80 %, whole seeds;
                                  0: enough already, or, where the power is less, no number would */
  double wins;                 /* share of the pairs in which b is better, ties by half */
  double wins_low, wins_high;  /* Wilson's 95 % */

  /* The faces of the test parts, each told once by an arm: by the mean probability of its runs. */
  guint faces, fixed, broken;   /* wrong in a and right in b; the other way round */
  guint persons;                /* shown by them; 0 where not all are named */
  double mcnemar, mcnemar_mid;  /* exact p, and mid p */
  double faces_low, faces_high; /* of the difference in accuracy, 95 %, by drawing persons, or faces
                                   where no persons are known, again and again */
} MienComparison;

/* What each task gains by being learned beside others, against being learned alone. A gain is above
 * 0 where the task does better, also by a metric that is better when small; p_holm is for all gains
 * of the table. */
typedef struct {
  guint n;
  char **tasks;              /* [n] */
  char **metrics;            /* [n] what each is judged by; NULL where no run tells */
  MienComparison **gain;     /* [n,n] of helped and added task; NULL on the diagonal, and
                                everywhere where the study has no pairs of tasks */
  MienComparison **together; /* [n] beside all others; NULL where no arm learns all */
} MienTransfer;

typedef struct {
  char *folder;
  char *main;
  char *metric;
  guint folds;               /* 1 where all runs share a split */
  guint classes;             /* of the main task; 0 where it has none */
  guint done, planned;       /* runs */
  GPtrArray *arms;           /* of MienArmResult */
  GPtrArray *comparisons;    /* of MienComparison: the first arm against each other one */
  char *words;               /* what may be claimed, in a sentence or two */
  MienComparison *knowledge; /* (nullable): all tasks against the same with shuffled labels: what
                                the labels are worth beyond having more to learn */
  MienTransfer *transfer;    /* (nullable) */
  GPtrArray *searches; /* of MienSearch, one a fold; empty where no weights were searched for */
  MienRecipe *recipe;  /* as it was carried out */
} MienStudy;

MienStudy *mien_study_open (const char *folder, GError **error); /* reads study.json */
/* From the runs that are finished, whether or not all are. */
MienStudy *mien_study_collect (const char *folder, GError **error);
void mien_study_free (MienStudy *self);
JsonNode *mien_study_to_json (MienStudy *self);
gboolean mien_folder_is_study (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienStudy, mien_study_free)

G_END_DECLS
