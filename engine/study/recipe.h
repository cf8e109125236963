/* Everything that decides a run or a study, as its JSON says it. */
#pragma once

#include "engine/samples/split.h"
#include "engine/training/settings.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  char *column;
  MienRole role;
  char *loss; /* (nullable): the kind's default */
  double weight;
  char *branch;
} MienRecipeTask;

typedef struct {
  char *name;
  JsonObject *set; /* recipe keys that differ: {"tasks": ["expression"], "optimizer.lr": 0.01} */
} MienArm;

typedef struct {
  char **paths; /* NULL-terminated, at least one; only one is opened by this version */
  char *layout;
  GHashTable *types; /* column name → MienKind */
  MienPreprocessing preprocessing;
  MienSplitKind split;
  char *subject; /* (nullable) */
  int folds, fold;
  double validation;
  guint64 split_seed;
  GPtrArray *tasks; /* of MienRecipeTask; may be empty until a data set fills in its default */
  char *network;
  char *weighting;
  MienOptimizerSettings optimizer;
  MienAugment augment;
  int epochs, batch;
  guint64 seed;
  int threads;
  int seeds;       /* study */
  GPtrArray *arms; /* of MienArm; study; empty: main alone against all tasks */
} MienRecipe;

MienRecipe *mien_recipe_new (void); /* (transfer full): the defaults that DESIGN.md names */
MienRecipe *mien_recipe_copy (const MienRecipe *self);
void mien_recipe_free (MienRecipe *self);

/* Unknown keys, wrong types and impossible values are refused with the key's path and what is right. */
MienRecipe *mien_recipe_parse (const char *text, const char *name, GError **error);
MienRecipe *mien_recipe_load (const char *path, GError **error);
/* (transfer full): JSON, keys in DESIGN.md's order; @study: with the study's part */
char *mien_recipe_to_json (const MienRecipe *self, gboolean study);
gboolean mien_recipe_save (const MienRecipe *self, gboolean study, const char *path, GError **error);

/* One key by its path: "optimizer.lr", "0.01" (--set, and arms). */
gboolean
mien_recipe_set (MienRecipe *self, const char *key, const char *value, GError **error);
/* (transfer full): the recipe as @arm changes it, without the study's part */
MienRecipe *mien_recipe_apply (const MienRecipe *self, const MienArm *arm, GError **error);

MienRecipeTask *mien_recipe_find_task (const MienRecipe *self, const char *column); /* (nullable) */
/* Replaces or adds a task; the first main stays the only one. */
MienRecipeTask *
mien_recipe_put_task (MienRecipe *self, const char *column, MienRole role, double weight);
void mien_recipe_drop_task (MienRecipe *self, const char *column);
MienArm *mien_arm_new (const char *name, JsonObject *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienRecipe, mien_recipe_free)

G_END_DECLS
