#include "app/recipe-options.h"

#include "app/data-options.h"
#include "app/layout-help.h"
#include "engine/core/error.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Flags whose text goes to one key of the recipe as it stands. */
static const struct {
  gsize field;
  const char *key;
} plain_flags[] = {
    {offsetof (MienRecipeOptions, layout), "data.layout"},
    {offsetof (MienRecipeOptions, size), "data.size"},
    {offsetof (MienRecipeOptions, network), "network.preset"},
    {offsetof (MienRecipeOptions, start), "network.start"},
    {offsetof (MienRecipeOptions, freeze), "network.freeze"},
    {offsetof (MienRecipeOptions, split), "split.kind"},
    {offsetof (MienRecipeOptions, subject), "split.subject"},
    {offsetof (MienRecipeOptions, group), "split.group"},
    {offsetof (MienRecipeOptions, folds), "split.folds"},
    {offsetof (MienRecipeOptions, fold), "split.fold"},
    {offsetof (MienRecipeOptions, epochs), "epochs"},
    {offsetof (MienRecipeOptions, batch), "batch"},
    {offsetof (MienRecipeOptions, optimizer), "optimizer.method"},
    {offsetof (MienRecipeOptions, lr), "optimizer.lr"},
    {offsetof (MienRecipeOptions, weighting), "weighting.method"},
    {offsetof (MienRecipeOptions, seed), "seed"},
    {offsetof (MienRecipeOptions, threads), "threads"},
};

static const char *
field_of (const MienRecipeOptions *options, gsize offset)
{
  return *(char *const *) (gconstpointer) ((const char *) options + offset);
}

#define TEXT(long_name, field, what, word)                            \
  {                                                                   \
    long_name, 0, 0, G_OPTION_ARG_STRING, &options->field, what, word \
  }
#define LIST(long_name, field, what, word)                                  \
  {                                                                         \
    long_name, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->field, what, word \
  }

GOptionGroup *
mien_recipe_options_group (MienRecipeOptions *options)
{
  const GOptionEntry entries[] = {
      LIST ("data", data, "Data set: folder, CSV, or built-in[:COUNT[:SEED]] (repeat to join)",
            "PATH"),
      TEXT ("layout", layout, mien_layout_help (), "NAME"),
      TEXT ("main", main, "The task that is compared", "COLUMN"),
      LIST ("aux", aux, "An auxiliary task (repeat for more); weight 0.5 unless given",
            "COLUMN[=WEIGHT]"),
      TEXT ("network", network, "reference, mlp, mini-xception or resnet-small", "NAME"),
      TEXT ("start", start, "Start from the weights of this model where they fit", "MODEL"),
      TEXT ("freeze", freeze, "Keep what is shared up to and with this stage as it is", "STAGE"),
      TEXT ("size", size, "Side of the pictures, 48", "PX"),
      TEXT ("split", split,
            "random, subject, leave-one-subject-out, group, leave-one-group-out or official",
            "KIND"),
      TEXT ("subject", subject, "Column that says who is shown", "COLUMN"),
      TEXT ("group", group, "Column whose groups, such as films or sessions, stay together",
            "COLUMN"),
      TEXT ("folds", folds, "Cross-validate in K parts", "K"),
      TEXT ("fold", fold, "Which of them is the test part, from 0", "I"),
      TEXT ("epochs", epochs, "Times through the training part, 20", "N"),
      TEXT ("batch", batch, "Faces a step, 64", "N"),
      TEXT ("optimizer", optimizer, "sgd, adam or adamw", "NAME"),
      TEXT ("lr", lr, "Learning rate, 0.001", "X"),
      TEXT ("weighting", weighting,
            "What weighs the tasks: fixed, equal, or another that mien-run weightings lists",
            "NAME"),
      TEXT ("augment", augment, "none, light, standard or strong", "NAME"),
      TEXT ("seed", seed, "Seed of weights, order and augmentation, 1", "S"),
      TEXT ("threads", threads, "Threads, one a core; never changes a result", "N"),
      LIST ("column", columns, "Overrule the type of a column", "NAME=TYPE"),
      {"columns", 0, 0, G_OPTION_ARG_FILENAME, &options->edits,
       "Edit columns as a JSON file says, written as data.columns of a recipe", "FILE"},
      {"join", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->joins,
       "Add the columns of a second table, whose COLUMN says which face a row is about",
       "FILE[:COLUMN]"},
      LIST ("set", set, "Set any other key of the recipe, such as optimizer.clip=1",
            "KEY.PATH=VALUE"),
      G_OPTION_ENTRY_NULL,
  };
  GOptionGroup *group =
      g_option_group_new ("recipe", "Recipe:", "Show the recipe's options", options, NULL);

  g_option_group_add_entries (group, entries);
  return group;
}

void
mien_recipe_options_clear (MienRecipeOptions *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_flags); i++)
    g_free ((char *) field_of (options, plain_flags[i].field));
  g_strfreev (options->data);
  g_free (options->main);
  g_free (options->augment);
  g_strfreev (options->aux);
  g_strfreev (options->columns);
  g_free (options->edits);
  g_strfreev (options->joins);
  g_strfreev (options->set);
  *options = (MienRecipeOptions){0};
}

static gboolean
put_auxiliary (const char *item, MienRecipe *recipe, GError **error)
{
  const MienRecipeTask *main_task = mien_recipe_get_main (recipe);
  const char *weight = NULL;
  g_autofree char *part = mien_option_split (item, &weight);
  const char *name = part != NULL ? part : item;

  if (main_task != NULL && g_str_equal (main_task->column, name)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "--aux %s: this is the main task already",
                 item);
    return FALSE;
  }
  mien_recipe_put_task (recipe, name, MIEN_ROLE_AUXILIARY, 0.5);
  if (weight == NULL)
    return TRUE;

  g_autofree char *key = g_strdup_printf ("tasks.%s.weight", name);
  return mien_recipe_set (recipe, key, weight, error);
}

static gboolean
put_auxiliaries (char **aux, MienRecipe *recipe, GError **error)
{
  for (char **item = aux; item != NULL && *item != NULL; item++)
    if (!put_auxiliary (*item, recipe, error))
      return FALSE;
  return TRUE;
}

static gboolean
put_tasks (const MienRecipeOptions *options, MienRecipe *recipe, GError **error)
{
  if (options->main != NULL) {
    g_ptr_array_set_size (recipe->tasks, 0);
    mien_recipe_put_task (recipe, options->main, MIEN_ROLE_MAIN, 1.0);
  }
  return put_auxiliaries (options->aux, recipe, error);
}

static gboolean
put_augment (const char *name, MienRecipe *recipe, GError **error)
{
  if (name == NULL || mien_augment_from_preset (name, &recipe->augment))
    return TRUE;

  g_autofree char *known = g_strjoinv (", ", (char **) mien_augment_presets ());
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "--augment %s: there is %s", name, known);
  return FALSE;
}

static gboolean
put_settings (char **set, MienRecipe *recipe, GError **error)
{
  for (char **item = set; item != NULL && *item != NULL; item++) {
    const char *value = NULL;
    g_autofree char *key = mien_option_split (*item, &value);

    if (key == NULL) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "--set %s: expected KEY.PATH=VALUE", *item);
      return FALSE;
    }
    if (!mien_recipe_set (recipe, key, value, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_recipe_options_apply (const MienRecipeOptions *options, MienRecipe *recipe, GError **error)
{
  if (options->data != NULL) {
    g_strfreev (recipe->paths);
    recipe->paths = g_strdupv (options->data);
  }
  for (guint i = 0; i < G_N_ELEMENTS (plain_flags); i++) {
    const char *text = field_of (options, plain_flags[i].field);

    if (text != NULL && !mien_recipe_set (recipe, plain_flags[i].key, text, error))
      return FALSE;
  }
  mien_option_put_joins (options->joins, recipe);
  return put_tasks (options, recipe, error) && put_augment (options->augment, recipe, error) &&
         mien_option_put_columns (options->edits, recipe, error) &&
         mien_option_put_types (options->columns, recipe, error) &&
         put_settings (options->set, recipe, error);
}

/* The keys at the top of @changed that @base says otherwise: what makes the arm. */
static JsonObject *
difference (const MienRecipe *base, const MienRecipe *changed, GError **error)
{
  g_autofree char *base_text = mien_recipe_to_json (base, FALSE);
  g_autofree char *changed_text = mien_recipe_to_json (changed, FALSE);
  g_autoptr (JsonNode) base_node = json_from_string (base_text, error);
  g_autoptr (JsonNode) changed_node =
      base_node != NULL ? json_from_string (changed_text, error) : NULL;
  g_autoptr (JsonObject) set = json_object_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (changed_node == NULL)
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (changed_node));
  while (json_object_iter_next (&iter, &key, &value)) {
    JsonNode *before = json_object_get_member (json_node_get_object (base_node), key);

    if (before == NULL || !json_node_equal (before, value))
      json_object_set_member (set, key, json_node_copy (value));
  }
  return g_steal_pointer (&set);
}

static gboolean
apply_arm_flags (const char *flags, MienRecipe *recipe, GError **error)
{
  MienRecipeOptions options = {0};
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *line = g_strconcat ("arm ", flags, NULL);
  g_auto (GStrv) argv = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_main_group (context, mien_recipe_options_group (&options));
  gboolean ok = g_shell_parse_argv (line, NULL, &argv, error) &&
                g_option_context_parse_strv (context, &argv, error);
  if (ok && argv[1] != NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "“%s” is not a flag", argv[1]);
    ok = FALSE;
  }
  ok = ok && mien_recipe_options_apply (&options, recipe, error);
  mien_recipe_options_clear (&options);
  return ok;
}

MienArm *
mien_recipe_options_parse_arm (const char *text, const MienRecipe *base, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autoptr (MienRecipe) changed = mien_recipe_copy (base);

  if (colon == NULL || colon == text) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "--arm '%s': expected 'NAME: flags'", text);
    return NULL;
  }
  if (!apply_arm_flags (colon + 1, changed, error)) {
    g_prefix_error (error, "--arm '%s': ", text);
    return NULL;
  }

  JsonObject *set = difference (base, changed, error);
  if (set == NULL)
    return NULL;

  g_autofree char *name = g_strstrip (g_strndup (text, (gsize) (colon - text)));
  MienArm *arm = mien_arm_new (name, set);
  json_object_unref (set);
  return arm;
}
