#include "ui/models/draft.h"

#include "engine/samples/union.h"

#include <string.h>

static MienColumn *
find_class_named (MienDataset *dataset, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++) {
    MienColumn *column = mien_dataset_get_column (dataset, names[i]);

    if (column != NULL && column->kind == MIEN_KIND_CLASS)
      return column;
  }
  return NULL;
}

const char *
mien_draft_guess_main (MienDataset *dataset)
{
  const char *const usual[] = {"expression", "emotion", "label", NULL};
  const MienColumn *column = find_class_named (dataset, usual);

  if (column == NULL) {
    g_autoptr (GPtrArray) columns = mien_draft_order_columns (dataset);
    column = columns->len > 0 ? g_ptr_array_index (columns, 0) : NULL;
  }
  return column != NULL ? column->name : NULL;
}

const char *
mien_draft_guess_subject (MienDataset *dataset)
{
  const char *const usual[] = {"person", "subject", "identity", "actor", "user", "id", NULL};
  const MienColumn *column = find_class_named (dataset, usual);

  return column != NULL ? column->name : NULL;
}

GPtrArray *
mien_draft_order_columns (MienDataset *dataset)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  GPtrArray *ordered = g_ptr_array_new ();

  for (int others = 0; others <= 1; others++)
    for (guint i = 0; i < columns->len; i++) {
      const MienColumn *column = g_ptr_array_index (columns, i);

      if ((column->kind != MIEN_KIND_CLASS) == others)
        g_ptr_array_add (ordered, (gpointer) column);
    }
  return ordered;
}

MienRecipeTask *
mien_draft_get_main (const MienRecipe *recipe)
{
  for (guint i = 0; i < recipe->tasks->len; i++) {
    MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i);

    if (task->role == MIEN_ROLE_MAIN)
      return task;
  }
  return NULL;
}

/* What is most likely to be meant; whom a face shows will do where nothing else is there. */
static const char *
guess_group (MienDataset *dataset)
{
  const char *const usual[] = {"source", "film", "movie", "video", "session", "sequence", NULL};
  const MienColumn *column = find_class_named (dataset, usual);

  return column != NULL ? column->name : mien_draft_guess_subject (dataset);
}

static void
drop_unknown_tasks (MienRecipe *recipe, MienDataset *dataset)
{
  for (guint i = recipe->tasks->len; i > 0; i--) {
    const MienRecipeTask *task = g_ptr_array_index (recipe->tasks, i - 1);

    if (mien_dataset_get_column (dataset, task->column) == NULL)
      g_ptr_array_remove_index (recipe->tasks, i - 1);
  }
}

static void
adopt_location (MienRecipe *recipe, const char *location, const char *asked)
{
  g_autofree char *before = mien_union_join_locations ((const char *const *) recipe->paths);

  if (g_str_equal (before, location))
    return;
  if (g_strcmp0 (before, asked) != 0)
    g_ptr_array_set_size (recipe->tasks, 0);
  g_strfreev (recipe->paths);
  recipe->paths = mien_union_split_location (location);
}

void
mien_draft_adopt (MienRecipe *recipe, MienDataset *dataset, const char *asked)
{
  adopt_location (recipe, mien_dataset_get_location (dataset), asked);
  drop_unknown_tasks (recipe, dataset);
  if (mien_draft_get_main (recipe) == NULL) {
    const char *main = mien_draft_guess_main (dataset);

    if (main != NULL)
      mien_draft_set_main (recipe, main);
  }

  if (recipe->subject == NULL || mien_dataset_get_column (dataset, recipe->subject) == NULL) {
    g_free (recipe->subject);
    recipe->subject = g_strdup (mien_draft_guess_subject (dataset));
  }
  if (recipe->group == NULL || mien_dataset_get_column (dataset, recipe->group) == NULL) {
    g_free (recipe->group);
    recipe->group = g_strdup (guess_group (dataset));
  }
}

void
mien_draft_set_main (MienRecipe *recipe, const char *column)
{
  MienRecipeTask *old = mien_draft_get_main (recipe);
  MienRecipeTask *task = mien_recipe_find_task (recipe, column);

  if (task != NULL && task == old)
    return;
  if (old != NULL)
    old->role = MIEN_ROLE_AUXILIARY;
  if (task == NULL)
    mien_recipe_put_task (recipe, column, MIEN_ROLE_MAIN, 1.0);
  else
    task->role = MIEN_ROLE_MAIN;
}

static MienRecipeTask *
find_heir (const MienRecipe *recipe, const MienRecipeTask *leaving)
{
  for (guint i = 0; i < recipe->tasks->len; i++)
    if (g_ptr_array_index (recipe->tasks, i) != leaving)
      return g_ptr_array_index (recipe->tasks, i);
  return NULL;
}

void
mien_draft_demote (MienRecipe *recipe, const char *column)
{
  MienRecipeTask *task = mien_recipe_find_task (recipe, column);
  MienRecipeTask *heir = task != NULL ? find_heir (recipe, task) : NULL;

  if (heir == NULL || task->role != MIEN_ROLE_MAIN)
    return;
  task->role = MIEN_ROLE_AUXILIARY;
  heir->role = MIEN_ROLE_MAIN;
}

void
mien_draft_set_role (MienRecipe *recipe, const char *column, MienRole role)
{
  MienRecipeTask *task = mien_recipe_find_task (recipe, column);

  if (task == NULL)
    return;
  if (role == MIEN_ROLE_MAIN)
    mien_draft_set_main (recipe, column);
  else
    mien_draft_demote (recipe, column);
  if (task->role != MIEN_ROLE_MAIN)
    task->role = role;
}

gboolean
mien_draft_has_classes (const MienRecipe *recipe, MienDataset *dataset)
{
  const MienRecipeTask *main = mien_draft_get_main (recipe);
  const MienColumn *column = main != NULL ? mien_dataset_get_column (dataset, main->column) : NULL;

  return column != NULL && column->kind == MIEN_KIND_CLASS;
}

void
mien_draft_use (MienRecipe *recipe, const char *column, gboolean use, double weight)
{
  MienRecipeTask *task = mien_recipe_find_task (recipe, column);

  if (use && task == NULL) {
    gboolean first = mien_draft_get_main (recipe) == NULL;

    mien_recipe_put_task (recipe, column, first ? MIEN_ROLE_MAIN : MIEN_ROLE_AUXILIARY, weight);
  } else if (!use && task != NULL) {
    mien_draft_demote (recipe, column);
    mien_recipe_drop_task (recipe, column);
  }
}
