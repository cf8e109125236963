/* Everything that decides a run or a study, as its JSON says it. */
#pragma once

#include "engine/network/sharing.h"
#include "engine/samples/data/dataset-edit.h"
#include "engine/samples/faces.h"
#include "engine/samples/layouts/join.h"
#include "engine/samples/split.h"
#include "engine/training/settings.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define MIEN_AUXILIARY_WEIGHT 0.5

typedef struct {
  char *column;
  MienRole role;
  char *loss;               /* (nullable): the kind's default */
  JsonObject *loss_options; /* (nullable): numbers by name; replaced whole, never changed */
  double weight;
  char *branch;
  int n_hidden, hidden_width; /* of its head */
  MienClassWeights class_weights;
  double labels; /* share of the training part's labels that is kept, 0 … 1; the rest is missing */
  gboolean shuffle; /* the training part's labels are given to other faces: a control */
} MienRecipeTask;

typedef struct {
  char *name;
  JsonObject *set; /* recipe keys that differ: {"tasks": ["expression"], "optimizer.lr": 0.01} */
} MienArm;

/* Arms that a study can be given by their name (ready-arms.h). */
typedef enum {
  MIEN_READY_EACH_ALONE, /* every task learned by itself */
  MIEN_READY_EQUAL,      /* all tasks count alike */
  MIEN_READY_SEARCHED,   /* fixed weights that a search found (search.h) */
  MIEN_READY_RLW,        /* weights drawn at random in each step */
  MIEN_READY_SHUFFLED,   /* the auxiliary tasks with labels of other faces */
  MIEN_N_READY_ARMS,
} MienReadyArm;

typedef enum {
  MIEN_SEARCH_GRID,    /* all combinations of the weights */
  MIEN_SEARCH_RANDOM,  /* some of them, drawn */
  MIEN_SEARCH_HALVING, /* some of them, trained shortly; the better half again, twice as long */
  MIEN_N_SEARCH_METHODS,
} MienSearchMethod;

#define MIEN_SEARCH_MOST_WEIGHTS 16
#define MIEN_SEARCH_MOST_TRIALS 512

/* How the weights of auxiliary tasks are searched for. */
typedef struct {
  MienSearchMethod method;
  double weights[MIEN_SEARCH_MOST_WEIGHTS]; /* that each auxiliary task may have */
  guint n_weights;
  guint trials; /* to start with, at most as many as there are combinations; a grid has them all */
  guint64 seed; /* of the trials' trainings, and of what is drawn */
} MienSearchSettings;

typedef struct {
  char **paths; /* NULL-terminated; empty until one is chosen; several are learned together */
  char *layout;
  MienColumnEdits *columns; /* what is made of the columns that are read and joined */
  GPtrArray *joins;         /* of MienJoin: second tables, whose columns are added */
  MienPreprocessing preprocessing;
  MienSplitKind split;
  char *subject; /* (nullable) */
  char *group;   /* (nullable) */
  char *
      stratify; /* (nullable): column whose classes the parts keep the shares of; the main task's */
  MienLeaks leaks;
  int folds, fold;
  double validation;
  guint64 split_seed;
  GPtrArray *tasks; /* of MienRecipeTask; may be empty until a data set fills in its default */
  char *network;
  MienSharing sharing;       /* with mmoe's experts, also where it is another */
  char *weighting;           /* changed by mien_recipe_set_method() */
  double *weighting_options; /* in the method's order */
  char *freeze; /* (nullable): what is shared up to and with this stage stays as it is */
  char *start;  /* (nullable): the model whose weights are the first */
  MienOptimizerSettings optimizer;
  MienAugment augment;
  MienSampling sampling;
  double label_smoothing; /* of every task that is learned by cross-entropy; 0 for none */
  int epochs, batch;
  int stop_after; /* epochs in which nothing that is looked at gets better; 0 for never */
  MienSelectBy select_by;
  char *select_metric;        /* (nullable): the main task is judged by; NULL for the usual one */
  JsonObject *select_weights; /* (nullable): by task; those that are not named count 0 */
  gboolean keep_best_of_each;
  int checkpoints;  /* every so many epochs one is kept; 0 for none */
  GArray *steering; /* of MienSteering, by step: what the training is told while it runs */
  guint64 seed;
  int threads;    /* 0 for one a core; never changes a result */
  gboolean yield; /* a job's threads at lower priority, for the sake of a window; not in the JSON */
  int seeds;      /* study */
  GPtrArray *arms;           /* of MienArm; study; empty: main alone against all tasks */
  guint controls;            /* study; bit 1 << MienReadyArm: ready arms beside @arms */
  gboolean transfer;         /* study; what each task gains by each other one */
  MienSearchSettings search; /* study */
  double region, worth; /* study; of MienComparison, in the main metric's unit; 0 for the usual */
} MienRecipe;

MienRecipe *mien_recipe_new (void); /* (transfer full): the defaults that DESIGN.md names */
MienRecipe *mien_recipe_copy (const MienRecipe *self);
void mien_recipe_free (MienRecipe *self);

/**
 * mien_recipe_parse:
 * @name: what messages call the text
 * @error: %MIEN_ERROR_FORMAT or %MIEN_ERROR_RANGE; unknown keys, wrong types and impossible values
 *   are told with @name, the key's path and what was expected
 *
 * A key that is not there has its default. Arms are tried out, so that a study does not fail late.
 */
MienRecipe *mien_recipe_parse (const char *text, const char *name, GError **error);
/* As mien_recipe_parse(); data paths start at the file's folder, or else where they exist from the
 * current one, and come out absolute. */
MienRecipe *mien_recipe_load (const char *path, GError **error);
/* (transfer full): JSON, keys in DESIGN.md's order; @study: with the study's part */
char *mien_recipe_to_json (const MienRecipe *self, gboolean study);
gboolean
mien_recipe_save (const MienRecipe *self, gboolean study, const char *path, GError **error);

/* One key by its path: "optimizer.lr", "0.01" (--set, and arms). */
gboolean mien_recipe_set (MienRecipe *self, const char *key, const char *value, GError **error);
/* (transfer full): the JSON that somebody who typed @text for the key @path means */
JsonNode *mien_recipe_value (const char *path, const char *text);
/* (transfer full): the recipe as @arm changes it, without the study's part */
MienRecipe *mien_recipe_apply (const MienRecipe *self, const MienArm *arm, GError **error);
/* What single keys cannot tell: one main task, no task twice, a fold that there is, settings of the
 * optimizer that go together. */
gboolean mien_recipe_check (const MienRecipe *self, GError **error);

/**
 * mien_recipe_fill:
 * @error: %MIEN_ERROR_RANGE where @dataset has nothing to learn, or lacks a column that is named
 *
 * Makes a recipe complete for @dataset: where there is no main task, it is the column "expression",
 * else the first class column, else the first column; where no subject is named, it is a
 * column named person, subject, identity or user. A split by group needs one that is named.
 */
gboolean mien_recipe_fill (MienRecipe *self, MienDataset *dataset, GError **error);
/* (transfer full) (nullable): [n] of MienPart, as mien_split_assign() gives it: the split of a run
 * of this recipe, which is filled, among the faces that could be read and are not excluded */
gint8 *mien_recipe_split (const MienRecipe *self,
                          MienDataset *dataset,
                          const MienFaces *faces,
                          GError **error);
/* Where a study has no arms: the main task alone, and with its auxiliary tasks. Then the ready arms
 * of @controls that are not there yet (ready-arms.h). */
gboolean mien_recipe_fill_arms (MienRecipe *self, GError **error);

/* The split of @dataset that the recipe asks for, by the classes of its main task where it has
 * classes; the texts stay the recipe's. */
MienSplitSettings mien_recipe_get_split (const MienRecipe *self, MienDataset *dataset);

/* Another weighting method, with its options at their usual values. @name: one that there is */
void mien_recipe_set_method (MienRecipe *self, const char *name);
/* Whether the method suits the tasks, and they have any weight; as part of mien_recipe_check(), and
 * again when a data set has said what the tasks are. */
gboolean mien_recipe_check_weighting (const MienRecipe *self, GError **error);

MienRecipeTask *mien_recipe_get_main (const MienRecipe *self);                      /* (nullable) */
MienRecipeTask *mien_recipe_find_task (const MienRecipe *self, const char *column); /* (nullable) */
/* Replaces or adds a task; the first main stays the only one. */
MienRecipeTask *
mien_recipe_put_task (MienRecipe *self, const char *column, MienRole role, double weight);
void mien_recipe_drop_task (MienRecipe *self, const char *column);
void mien_recipe_task_free (MienRecipeTask *task);
/* @loss: (nullable): a name; options that it does not have are dropped */
void mien_recipe_task_set_loss (MienRecipeTask *task, const char *loss);
/* (transfer full): [MIEN_LOSS_MOST_OPTIONS] in the order of @loss's options, as set or usual */
double *mien_recipe_task_get_loss_options (const MienRecipeTask *task, MienLossKind loss);
MienArm *mien_arm_new (const char *name, JsonObject *set); /* @set: (transfer none) */
void mien_arm_free (MienArm *arm);

/* (transfer full): @path as it is found from @base (nullable: the current folder); "built-in…" as
 * it stands */
char *mien_data_resolve (const char *path, const char *base);
/* Whether one of the data sets, as absolute paths, is no longer there. */
gboolean mien_data_is_gone (char *const *paths);
/* (transfer full): @path as recorded in @folder: relative where the two lie near each other */
char *mien_data_relate (const char *path, const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRecipe, mien_recipe_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienArm, mien_arm_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRecipeTask, mien_recipe_task_free)

G_END_DECLS
