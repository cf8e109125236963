/* The recipe beside a run or study: written when it starts, held against what is asked on resume.
 */
#include "engine/study/run-private.h"

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/study/recipe-private.h"

gboolean
mien_recipe_keep (const MienRecipe *recipe,
                  gboolean study,
                  const char *folder,
                  const char *base,
                  GError **error)
{
  g_autoptr (MienRecipe) kept = mien_recipe_copy (recipe);
  g_autofree char *path = g_build_filename (folder, "recipe.json", NULL);

  mien_recipe_change_paths (kept, mien_data_resolve, base);
  mien_recipe_change_paths (kept, mien_data_relate, folder);
  return mien_recipe_save (kept, study, path, error);
}

static void
borrow_main (MienRecipe *asked, const MienRecipe *kept)
{
  const MienRecipeTask *main = mien_recipe_get_main (kept);

  if (mien_recipe_get_main (asked) != NULL || main == NULL)
    return;
  mien_recipe_drop_task (asked, main->column);
  mien_recipe_put_task (asked, main->column, MIEN_ROLE_MAIN, main->weight);
  g_ptr_array_insert (asked->tasks, 0,
                      g_ptr_array_steal_index (asked->tasks, asked->tasks->len - 1));
}

static char *
find (const char *path, const char *base)
{
  g_autofree char *resolved = mien_data_resolve (path, base);

  return g_str_has_prefix (resolved, "built-in") ? g_steal_pointer (&resolved)
                                                 : g_canonicalize_filename (resolved, NULL);
}

/* Data that are no longer where they were may be asked for elsewhere. */
static void
settle_paths (MienRecipe *asked, const char *base, const MienRecipe *kept)
{
  mien_recipe_change_paths (asked, find, base);
  if (mien_data_is_gone (kept->paths) &&
      g_strv_length (kept->paths) == g_strv_length (asked->paths)) {
    g_strfreev (asked->paths);
    asked->paths = g_strdupv (kept->paths);
  }
}

/* @asked with what it leaves open taken from @kept, so that the two can be held side by side. */
static MienRecipe *
complete (const MienRecipe *asked, const char *base, const MienRecipe *kept)
{
  MienRecipe *copy = mien_recipe_copy (asked);

  borrow_main (copy, kept);
  settle_paths (copy, base, kept);
  if (copy->subject == NULL)
    copy->subject = g_strdup (kept->subject);
  if (copy->stratify == NULL)
    copy->stratify = g_strdup (kept->stratify);
  if (copy->arms->len == 0) {
    g_ptr_array_unref (copy->arms);
    copy->arms = g_ptr_array_ref (kept->arms);
  } else {
    mien_recipe_fill_arms (copy, NULL); /* what is kept has its ready arms */
  }
  copy->threads = kept->threads;
  return copy;
}

static gboolean
says_the_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *text_a = a != NULL ? mien_json_to_text (a, FALSE) : NULL;
  g_autofree char *text_b = b != NULL ? mien_json_to_text (b, FALSE) : NULL;

  return g_strcmp0 (text_a, text_b) == 0;
}

static gboolean
refuse_other (const MienKey *key, JsonNode *was, JsonNode *now, const char *folder, GError **error)
{
  g_autofree char *text_was = was != NULL ? mien_json_to_text (was, FALSE) : g_strdup ("nothing");
  g_autofree char *text_now = now != NULL ? mien_json_to_text (now, FALSE) : g_strdup ("nothing");

  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "%s was started with %s in “%s”, now %s is asked for; go on with the recipe that it "
               "was started with, or choose another folder",
               folder, text_was, key->path, text_now);
  return FALSE;
}

gboolean
mien_recipe_agrees (const MienRecipe *asked,
                    const char *base,
                    const MienRecipe *kept,
                    const char *folder,
                    gboolean *same_study,
                    GError **error)
{
  g_autoptr (MienRecipe) whole = complete (asked, base, kept);

  *same_study = TRUE;
  for (const MienKey *key = mien_recipe_keys (); key->path != NULL; key++) {
    g_autoptr (JsonNode) now = mien_recipe_write_key (whole, key);
    g_autoptr (JsonNode) was = mien_recipe_write_key (kept, key);

    if (says_the_same (was, now))
      continue;
    if (!g_str_has_prefix (key->path, "study."))
      return refuse_other (key, was, now, folder, error);
    *same_study = FALSE;
  }
  return TRUE;
}
