#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/core/json.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* What was given: JSON has no word for a number that is not finite, but a command line has. */
static char *
tell_value (JsonNode *node)
{
  double number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE
                      ? json_node_get_double (node)
                      : 0.0;

  if (isnan (number))
    return g_strdup ("nan");
  if (isinf (number))
    return g_strdup (number > 0.0 ? "inf" : "-inf");
  return mien_json_to_text (node, FALSE);
}

gboolean
mien_recipe_refuse (const char *path, JsonNode *node, GError **error, const char *format, ...)
{
  g_autofree char *value = tell_value (node);
  va_list args;

  if (g_utf8_strlen (value, -1) > 60) {
    char *start = g_utf8_substring (value, 0, 57);

    g_free (value);
    value = g_strconcat (start, "…", NULL);
    g_free (start);
  }
  va_start (args, format);
  g_autofree char *expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s: %s is not allowed; %s was expected", path,
               value, expected);
  return FALSE;
}

gboolean
mien_node_get_number (JsonNode *node, double *number)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return isfinite (*number);
}

const char *
mien_node_get_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static const char *
crop_at (int value)
{
  return value < (int) MIEN_N_CROPS ? mien_crop_name ((MienCrop) value) : NULL;
}

static const char *
equalise_at (int value)
{
  return value < (int) MIEN_N_EQUALISATIONS ? mien_equalise_name ((MienEqualise) value) : NULL;
}

static const char *
standardise_at (int value)
{
  return value < (int) MIEN_N_STANDARDISATIONS ? mien_standardise_name ((MienStandardise) value)
                                               : NULL;
}

static const char *
split_at (int value)
{
  return value <= (int) MIEN_SPLIT_OFFICIAL ? mien_split_kind_name ((MienSplitKind) value) : NULL;
}

static const char *
leaks_at (int value)
{
  return mien_leaks_name ((MienLeaks) value);
}

static const char *
sharing_at (int value)
{
  return mien_sharing_name ((MienSharingKind) value);
}

static const char *
optimizer_at (int value)
{
  return value <= (int) MIEN_OPTIMIZER_ADAMW ? mien_optimizer_name ((MienOptimizerKind) value)
                                             : NULL;
}

static const char *
schedule_at (int value)
{
  return mien_schedule_name ((MienScheduleKind) value);
}

static const char *
sampling_at (int value)
{
  return value < (int) MIEN_N_SAMPLINGS ? mien_sampling_name ((MienSampling) value) : NULL;
}

static const char *
select_at (int value)
{
  return mien_select_name ((MienSelectBy) value);
}

static gboolean
read_version (MienRecipe *self G_GNUC_UNUSED, const char *path, JsonNode *node, GError **error)
{
  double version;

  return (mien_node_get_number (node, &version) && !(version < 1.0 || version > 1.0)) ||
         mien_recipe_refuse (path, node, error, "1, the version of recipes that this build reads,");
}

static JsonNode *
write_version (const MienRecipe *self G_GNUC_UNUSED)
{
  return json_node_init_int (json_node_alloc (), 1);
}

static gboolean
read_paths (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *only = mien_node_get_text (node);

  if (only != NULL && *only != '\0')
    g_ptr_array_add (paths, g_strdup (only));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++) {
      const char *text =
          mien_node_get_text (json_array_get_element (json_node_get_array (node), i));

      if (text == NULL || *text == '\0')
        return mien_recipe_refuse (path, node, error, "a list of paths");
      g_ptr_array_add (paths, g_strdup (text));
    }
  else if (only == NULL)
    return mien_recipe_refuse (path, node, error, "a path or a list of paths");

  g_ptr_array_add (paths, NULL);
  g_strfreev (self->paths);
  self->paths = (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
  return TRUE;
}

static JsonNode *
write_paths (const MienRecipe *self)
{
  JsonNode *node = json_node_alloc ();

  if (g_strv_length (self->paths) < 2)
    return json_node_init_string (node, self->paths[0] != NULL ? self->paths[0] : "");

  JsonArray *array = json_array_new ();
  for (char **path = self->paths; *path != NULL; path++)
    json_array_add_string_element (array, *path);
  json_node_init_array (node, array);
  json_array_unref (array);
  return node;
}

static gboolean
read_channels (MienRecipe *self, const char *path, JsonNode *node, GError **error)
{
  double number;

  if (!mien_node_get_number (node, &number) ||
      (fabs (number - 1.0) > 0.0 && fabs (number - 3.0) > 0.0))
    return mien_recipe_refuse (path, node, error, "1 or 3");
  self->preprocessing.channels = (int) number;
  return TRUE;
}

static JsonNode *
write_channels (const MienRecipe *self)
{
  return json_node_init_int (json_node_alloc (), self->preprocessing.channels);
}

/* Written under "data.columns", of which it is the older, smaller form. */
static JsonNode *
write_types (const MienRecipe *self G_GNUC_UNUSED)
{
  return NULL;
}

static JsonNode *
write_threads (const MienRecipe *self)
{
  return self->threads > 0 ? json_node_init_int (json_node_alloc (), self->threads) : NULL;
}

static JsonNode *
write_experts (const MienRecipe *self)
{
  return self->sharing.kind == MIEN_SHARING_MMOE
             ? json_node_init_int (json_node_alloc (), self->sharing.experts)
             : NULL;
}

/* Nothing was said where they are 0. */
static JsonNode *
write_region (const MienRecipe *self)
{
  return self->region > 0.0 ? json_node_init_double (json_node_alloc (), self->region) : NULL;
}

static JsonNode *
write_worth (const MienRecipe *self)
{
  return self->worth > 0.0 ? json_node_init_double (json_node_alloc (), self->worth) : NULL;
}

static JsonNode *
write_stratify (const MienRecipe *self)
{
  return self->stratify != NULL ? json_node_init_string (json_node_alloc (), self->stratify) : NULL;
}

#define AT(field) .offset = offsetof (MienRecipe, field)
#define WHOLE(path_, field, low_, high_)                                          \
  {                                                                               \
    .path = path_, .type = MIEN_KEY_WHOLE, AT (field), .low = low_, .high = high_ \
  }
#define NUMBER(path_, field, low_, high_)                                          \
  {                                                                                \
    .path = path_, .type = MIEN_KEY_NUMBER, AT (field), .low = low_, .high = high_ \
  }
#define ABOVE(path_, field, low_, high_)                                                          \
  {                                                                                               \
    .path = path_, .type = MIEN_KEY_NUMBER, AT (field), .low = low_, .high = high_, .above = TRUE \
  }
#define CHOICE(path_, field, choice_)                                     \
  {                                                                       \
    .path = path_, .type = MIEN_KEY_CHOICE, AT (field), .choice = choice_ \
  }
#define NAME(path_, field, names_)                                    \
  {                                                                   \
    .path = path_, .type = MIEN_KEY_NAME, AT (field), .names = names_ \
  }
#define SIMPLE(path_, type_, field)          \
  {                                          \
    .path = path_, .type = type_, AT (field) \
  }
#define OTHER(path_, read_, write_)                                       \
  {                                                                       \
    .path = path_, .type = MIEN_KEY_OTHER, .read = read_, .write = write_ \
  }

static const MienKey keys[] = {
    OTHER ("mien", read_version, write_version),
    OTHER ("data.path", read_paths, write_paths),
    SIMPLE ("data.layout", MIEN_KEY_TEXT, layout),
    WHOLE ("data.size", preprocessing.size, 8, 512),
    OTHER ("data.channels", read_channels, write_channels),
    CHOICE ("data.crop", preprocessing.crop, crop_at),
    CHOICE ("data.equalise", preprocessing.equalise, equalise_at),
    CHOICE ("data.standardise", preprocessing.standardise, standardise_at),
    OTHER ("data.join", mien_recipe_read_joins, mien_recipe_write_joins),
    OTHER ("data.types", mien_recipe_read_types, write_types),
    OTHER ("data.columns", mien_recipe_read_columns, mien_recipe_write_columns),
    CHOICE ("split.kind", split, split_at),
    SIMPLE ("split.subject", MIEN_KEY_TEXT, subject),
    SIMPLE ("split.group", MIEN_KEY_TEXT, group),
    {.path = "split.stratify", .type = MIEN_KEY_TEXT, AT (stratify), .write = write_stratify},
    CHOICE ("split.leaks", leaks, leaks_at),
    WHOLE ("split.folds", folds, 0, 100000),
    WHOLE ("split.fold", fold, 0, 99999),
    NUMBER ("split.validation", validation, 0.0, 0.5),
    SIMPLE ("split.seed", MIEN_KEY_SEED, split_seed),
    OTHER ("tasks", mien_recipe_read_tasks, mien_recipe_write_tasks),
    NAME ("network.preset", network, mien_network_presets),
    CHOICE ("network.sharing", sharing.kind, sharing_at),
    {.path = "network.experts",
     .type = MIEN_KEY_WHOLE,
     AT (sharing.experts),
     .low = 1,
     .high = MIEN_MAX_EXPERTS,
     .write = write_experts},
    SIMPLE ("network.freeze", MIEN_KEY_TEXT, freeze),
    SIMPLE ("network.start", MIEN_KEY_TEXT, start),
    OTHER ("weighting", mien_recipe_read_weighting, mien_recipe_write_weighting),
    CHOICE ("optimizer.method", optimizer.kind, optimizer_at),
    ABOVE ("optimizer.lr", optimizer.lr, 0.0, 1000.0),
    NUMBER ("optimizer.momentum", optimizer.momentum, 0.0, 1.0),
    NUMBER ("optimizer.beta1", optimizer.beta1, 0.0, 0.9999999),
    NUMBER ("optimizer.beta2", optimizer.beta2, 0.0, 0.9999999),
    ABOVE ("optimizer.epsilon", optimizer.epsilon, 0.0, 1.0),
    NUMBER ("optimizer.weight_decay", optimizer.weight_decay, 0.0, 10.0),
    SIMPLE ("optimizer.nesterov", MIEN_KEY_FLAG, optimizer.nesterov),
    NUMBER ("optimizer.clip", optimizer.clip, 0.0, 1e6),
    NUMBER ("optimizer.ema", optimizer.ema, 0.0, 0.999999),
    CHOICE ("optimizer.schedule", optimizer.schedule.kind, schedule_at),
    NUMBER ("optimizer.warmup", optimizer.schedule.warmup, 0.0, 100000.0),
    WHOLE ("optimizer.step_every", optimizer.schedule.step_every, 1, 100000),
    ABOVE ("optimizer.step_factor", optimizer.schedule.step_factor, 0.0, 1.0),
    NUMBER ("label_smoothing", label_smoothing, 0.0, 0.9),
    SIMPLE ("augment.flip", MIEN_KEY_FLAG, augment.flip),
    NUMBER ("augment.shift", augment.shift, 0.0, 0.5),
    NUMBER ("augment.rotate", augment.rotate, 0.0, 180.0),
    NUMBER ("augment.scale", augment.scale, 0.0, 0.9),
    NUMBER ("augment.brightness", augment.brightness, 0.0, 1.0),
    NUMBER ("augment.erase", augment.erase, 0.0, 1.0),
    NUMBER ("augment.noise", augment.noise, 0.0, 1.0),
    NUMBER ("augment.mixup", augment.mixup, 0.0, 10.0),
    CHOICE ("sampling", sampling, sampling_at),
    WHOLE ("epochs", epochs, 1, 100000),
    WHOLE ("stop_after", stop_after, 0, 100000),
    CHOICE ("select.by", select_by, select_at),
    SIMPLE ("select.metric", MIEN_KEY_TEXT, select_metric),
    OTHER ("select.weights", mien_recipe_read_select_weights, mien_recipe_write_select_weights),
    SIMPLE ("keep_best_of_each", MIEN_KEY_FLAG, keep_best_of_each),
    WHOLE ("checkpoints", checkpoints, 0, 100000),
    OTHER ("steering", mien_recipe_read_steering, mien_recipe_write_steering),
    WHOLE ("batch", batch, 1, 65536),
    SIMPLE ("seed", MIEN_KEY_SEED, seed),
    {.path = "threads",
     .type = MIEN_KEY_WHOLE,
     AT (threads),
     .low = 0,
     .high = 1024,
     .write = write_threads},
    WHOLE ("study.seeds", seeds, 1, 1000),
    OTHER ("study.arms", mien_recipe_read_arms, mien_recipe_write_arms),
    OTHER ("study.controls", mien_recipe_read_controls, mien_recipe_write_controls),
    {.path = "study.transfer",
     .type = MIEN_KEY_FLAG,
     AT (transfer),
     .write = mien_recipe_write_transfer},
    {.path = "study.region",
     .type = MIEN_KEY_NUMBER,
     AT (region),
     .low = 0.0,
     .high = 1e6,
     .above = TRUE,
     .write = write_region},
    {.path = "study.worth",
     .type = MIEN_KEY_NUMBER,
     AT (worth),
     .low = 0.0,
     .high = 1e6,
     .above = TRUE,
     .write = write_worth},
    OTHER ("study.search", mien_recipe_read_search, mien_recipe_write_search),
    {.path = NULL},
};

const MienKey *
mien_recipe_keys (void)
{
  return keys;
}

const MienKey *
mien_recipe_find_key (const char *path)
{
  for (const MienKey *key = keys; key->path != NULL; key++)
    if (g_str_equal (key->path, path))
      return key;
  return NULL;
}

gboolean
mien_recipe_is_group (const char *path)
{
  gsize len = strlen (path);

  for (const MienKey *key = keys; key->path != NULL; key++)
    if (strncmp (key->path, path, len) == 0 && key->path[len] == '.')
      return TRUE;
  return FALSE;
}
