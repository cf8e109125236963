#include "engine/study/recipe-private.h"

#include "engine/core/error.h"
#include "engine/study/ready-arms.h"

#include <string.h>

static MienColumn *
find_class (MienDataset *dataset, const char *const *names)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);

  for (; *names != NULL; names++)
    for (guint i = 0; i < columns->len; i++) {
      MienColumn *column = g_ptr_array_index (columns, i);

      if (column->kind == MIEN_KIND_CLASS && g_ascii_strcasecmp (column->name, *names) == 0)
        return column;
    }
  return NULL;
}

static MienColumn *
guess_main (MienDataset *dataset)
{
  static const char *const usual[] = {"expression", "emotion", "label", NULL};
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  MienColumn *main = find_class (dataset, usual);

  for (guint i = 0; i < columns->len && main == NULL; i++) {
    MienColumn *column = g_ptr_array_index (columns, i);

    if (column->kind == MIEN_KIND_CLASS)
      main = column;
  }
  return main != NULL || columns->len == 0 ? main : g_ptr_array_index (columns, 0);
}

static char *
list_columns (MienDataset *dataset)
{
  GPtrArray *columns = mien_dataset_get_columns (dataset);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            ((MienColumn *) g_ptr_array_index (columns, i))->name);
  return g_string_free (list, FALSE);
}

static gboolean
need_column (MienDataset *dataset, const char *path, const char *name, GError **error)
{
  if (mien_dataset_get_column (dataset, name) != NULL)
    return TRUE;

  g_autofree char *list = list_columns (dataset);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "%s: %s has no column “%s”; it has %s", path,
               mien_dataset_get_location (dataset), name, *list != '\0' ? list : "none");
  return FALSE;
}

static gboolean
fill_main (MienRecipe *self, MienDataset *dataset, GError **error)
{
  const MienColumn *main = guess_main (dataset);

  if (mien_recipe_get_main (self) != NULL)
    return TRUE;
  if (main == NULL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s says nothing about its faces that could be learned: it has no column",
                 mien_dataset_get_location (dataset));
    return FALSE;
  }

  const MienRecipeTask *asked = mien_recipe_find_task (self, main->name);
  if (asked != NULL && asked->role == MIEN_ROLE_ADVERSARIAL) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "tasks: none is main, and “%s”, which would be, is adversarial; give one of them "
                 "the role main",
                 main->name);
    return FALSE;
  }

  mien_recipe_drop_task (self, main->name);
  mien_recipe_put_task (self, main->name, MIEN_ROLE_MAIN, 1.0);
  g_ptr_array_insert (self->tasks, 0, g_ptr_array_steal_index (self->tasks, self->tasks->len - 1));
  return TRUE;
}

static gboolean
fill_subject (MienRecipe *self, MienDataset *dataset, GError **error)
{
  static const char *const usual[] = {"person", "subject", "identity", "user", "userid", NULL};
  gboolean needed = mien_split_kind_is_by_subject (self->split);

  if (self->subject == NULL) {
    const MienColumn *column = find_class (dataset, usual);

    self->subject = column != NULL ? g_strdup (column->name) : NULL;
  }
  if (self->subject != NULL)
    return need_column (dataset, "split.subject", self->subject, error);
  if (!needed)
    return TRUE;

  g_autofree char *list = list_columns (dataset);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "split.subject: the split by %s needs a column that says who a face shows; name one "
               "with --subject, of %s",
               mien_split_kind_name (self->split), *list != '\0' ? list : "none");
  return FALSE;
}

/* No column can be guessed: a film, a session, a data set are all as likely to be meant. */
static gboolean
check_group (const MienRecipe *self, MienDataset *dataset, GError **error)
{
  if (!mien_split_kind_is_by_group (self->split))
    return TRUE;
  if (self->group != NULL)
    return need_column (dataset, "split.group", self->group, error);

  g_autofree char *list = list_columns (dataset);
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "split.group: the split by %s needs the column whose groups stay together; name one "
               "with --group, of %s",
               mien_split_kind_name (self->split), *list != '\0' ? list : "none");
  return FALSE;
}

/* A task of another arm may be named, but not what the data set knows nothing of. */
static gboolean
check_selection (const MienRecipe *self, MienDataset *dataset, GError **error)
{
  g_autoptr (GList) names =
      self->select_weights != NULL ? json_object_get_members (self->select_weights) : NULL;

  for (GList *name = names; name != NULL; name = name->next) {
    g_autofree char *path = g_strconcat ("select.weights.", name->data, NULL);

    if (!need_column (dataset, path, name->data, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
mien_recipe_fill (MienRecipe *self, MienDataset *dataset, GError **error)
{
  if (!fill_main (self, dataset, error) || !fill_subject (self, dataset, error) ||
      !check_group (self, dataset, error) || !check_selection (self, dataset, error))
    return FALSE;

  if (self->stratify != NULL && !need_column (dataset, "split.stratify", self->stratify, error))
    return FALSE;
  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);
    g_autofree char *path = g_strdup_printf ("tasks[%u].column", i);

    if (!need_column (dataset, path, task->column, error))
      return FALSE;
  }
  return mien_recipe_check_steering (self, error);
}

MienSplitSettings
mien_recipe_get_split (const MienRecipe *self, MienDataset *dataset)
{
  const MienRecipeTask *main = mien_recipe_get_main (self);
  const char *named = self->stratify != NULL ? self->stratify : main != NULL ? main->column : NULL;
  const MienColumn *column = named != NULL ? mien_dataset_get_column (dataset, named) : NULL;

  return (MienSplitSettings){
      .kind = self->split,
      .subject = self->subject,
      .group = self->group,
      .leaks = self->leaks,
      .stratify = column != NULL && column->kind == MIEN_KIND_CLASS ? column->name : NULL,
      .folds = self->folds,
      .fold = self->fold,
      .validation = self->validation,
      .seed = self->split_seed,
  };
}

static JsonObject *
set_tasks (const MienRecipe *self, gboolean auxiliary)
{
  JsonObject *set = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);

    if (auxiliary || task->role == MIEN_ROLE_MAIN)
      json_array_add_string_element (columns, task->column);
  }
  json_object_set_array_member (set, "tasks", columns);
  return set;
}

/* "with person, pose and eyes" */
static char *
name_auxiliaries (const MienRecipe *self)
{
  GString *name = g_string_new ("with ");
  guint left = self->tasks->len - 1;

  for (guint i = 0; i < self->tasks->len; i++) {
    const MienRecipeTask *task = g_ptr_array_index (self->tasks, i);

    if (task->role == MIEN_ROLE_MAIN)
      continue;
    left--;
    g_string_append (name, task->column);
    if (left > 0)
      g_string_append (name, left == 1 ? " and " : ", ");
  }
  return g_string_free (name, FALSE);
}

gboolean
mien_recipe_fill_arms (MienRecipe *self, GError **error)
{
  const MienRecipeTask *main = mien_recipe_get_main (self);

  if (self->arms->len > 0)
    return mien_ready_arms_add (self, error);
  if (main == NULL || self->tasks->len < 2) {
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "A study compares the main task alone with its auxiliary tasks, but there "
                         "is no auxiliary task; choose one, or name the arms");
    return FALSE;
  }

  g_autofree char *alone = g_strdup_printf ("%s alone", main->column);
  g_autofree char *with = name_auxiliaries (self);
  g_autoptr (JsonObject) set_alone = set_tasks (self, FALSE);
  g_autoptr (JsonObject) set_all = set_tasks (self, TRUE);
  g_ptr_array_add (self->arms, mien_arm_new (alone, set_alone));
  g_ptr_array_add (self->arms, mien_arm_new (with, set_all));
  return mien_ready_arms_add (self, error);
}
