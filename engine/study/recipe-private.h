/* The table of a recipe's keys, which reading, writing and changing single keys share. */
#pragma once

#include "engine/study/recipe.h"

G_BEGIN_DECLS

typedef struct _MienKey MienKey;

struct _MienKey {
  const char *path;
  enum {
    MIEN_KEY_WHOLE,
    MIEN_KEY_SEED,
    MIEN_KEY_NUMBER,
    MIEN_KEY_FLAG,
    MIEN_KEY_TEXT,   /* (nullable) */
    MIEN_KEY_CHOICE, /* an enum, in words */
    MIEN_KEY_NAME,   /* one of a list that another room keeps */
    MIEN_KEY_OTHER,
  } type;
  gsize offset; /* in MienRecipe */
  double low, high;
  gboolean above;                    /* @low itself is not allowed */
  const char *(*choice) (int value); /* NULL past the last */
  const char *const *(*names) (void);
  gboolean (*read) (MienRecipe *self, const char *path, JsonNode *node, GError **error);
  JsonNode *(*write) (const MienRecipe *self); /* NULL: left out */
};

/* recipe-paths.c: every path in the recipe (data sets, joined tables, the model to start from)
 * becomes what @change makes of it, (transfer full), with @folder. */
void mien_recipe_change_paths (MienRecipe *self,
                               char *(*change) (const char *path, const char *folder),
                               const char *folder);

const MienKey *mien_recipe_keys (void); /* in DESIGN.md's order, ends with a NULL path */
const MienKey *mien_recipe_find_key (const char *path);
/* Whether @path is an object of keys, such as "optimizer". */
gboolean mien_recipe_is_group (const char *path);

/* Takes @node for the key or group at @path; the message starts with the path. */
gboolean mien_recipe_read (MienRecipe *self, const char *path, JsonNode *node, GError **error);
gboolean
mien_recipe_read_key (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_key (const MienRecipe *self, const MienKey *key); /* (nullable) */

/* "PATH: VALUE is not allowed; EXPECTED was expected". Returns: %FALSE */
gboolean
mien_recipe_refuse (const char *path, JsonNode *node, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean mien_node_get_number (JsonNode *node, double *number);
const char *mien_node_get_text (JsonNode *node); /* (nullable) */

gboolean
mien_recipe_read_tasks (MienRecipe *self, const char *path, JsonNode *node, GError **error);
/* @path: "tasks.COLUMN.KEY" */
gboolean
mien_recipe_read_task_key (MienRecipe *self, const char *path, JsonNode *node, GError **error);
/* recipe-weighting.c; @path: "weighting.KEY", "select.weights.TASK" */
gboolean
mien_recipe_read_weighting (MienRecipe *self, const char *path, JsonNode *node, GError **error);
gboolean
mien_recipe_read_weighting_key (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_weighting (const MienRecipe *self);
gboolean mien_recipe_read_select_weights (MienRecipe *self,
                                          const char *path,
                                          JsonNode *node,
                                          GError **error);
gboolean
mien_recipe_read_select_weight (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_select_weights (const MienRecipe *self);

JsonNode *mien_recipe_write_tasks (const MienRecipe *self);
/* recipe-loss.c: "tasks[0].loss_options" and one of them by itself */
gboolean mien_recipe_read_loss_options (MienRecipeTask *task,
                                        const char *path,
                                        JsonNode *node,
                                        GError **error);
gboolean mien_recipe_read_loss_option (MienRecipeTask *task,
                                       const char *name,
                                       const char *path,
                                       JsonNode *node,
                                       GError **error);
JsonObject *mien_recipe_write_loss_options (const MienRecipeTask *task); /* (transfer full) */
/* Whether the task at @path ("tasks[0]") can be learned by @loss as it stands; its options are
 * read before it is known which loss they are for. */
gboolean mien_recipe_check_loss (const MienRecipeTask *task,
                                 MienLossKind loss,
                                 const char *path,
                                 GError **error);
gboolean
mien_recipe_read_columns (MienRecipe *self, const char *path, JsonNode *node, GError **error);
/* @path: "data.columns.COLUMN", "data.columns.COLUMN.KEY" or "data.columns.COLUMN.rename.CLASS" */
gboolean
mien_recipe_read_column_key (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_columns (const MienRecipe *self);
gboolean
mien_recipe_read_types (MienRecipe *self, const char *path, JsonNode *node, GError **error);
gboolean
mien_recipe_read_joins (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_joins (const MienRecipe *self);
gboolean
mien_recipe_read_steering (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_steering (const MienRecipe *self);
/* (transfer full) (nullable) (element-type MienSteering): in order of step; @step: of commands that
 * name none, negative where each must */
GArray *mien_steering_from_json (const char *path, JsonNode *node, gint64 step, GError **error);
/* By step; after all of the same step, so that the order in which they were given holds. */
void mien_steering_insert (GArray *steering, MienSteering command);
JsonNode *mien_steering_to_json (GArray *steering);
/* Whether every command is to a task that there is, and none switches the main task off. */
gboolean mien_recipe_check_steering (const MienRecipe *self, GError **error);
/* Drops commands to tasks that there are not, as where an arm does without a task. */
void mien_recipe_trim_steering (MienRecipe *self);
gboolean mien_recipe_read_arms (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_arms (const MienRecipe *self);
gboolean
mien_recipe_read_controls (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_controls (const MienRecipe *self);
JsonNode *mien_recipe_write_transfer (const MienRecipe *self);
gboolean
mien_recipe_read_search (MienRecipe *self, const char *path, JsonNode *node, GError **error);
/* @path: "study.search.KEY" */
gboolean
mien_recipe_read_search_key (MienRecipe *self, const char *path, JsonNode *node, GError **error);
JsonNode *mien_recipe_write_search (const MienRecipe *self);

G_END_DECLS
