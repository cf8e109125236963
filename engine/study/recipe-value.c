#include "engine/study/recipe-private.h"

#include <math.h>

#define FIELD(type, self, key) ((type *) (gpointer) ((char *) (self) + (key)->offset))
#define CONST_FIELD(type, self, key) \
  ((const type *) (gconstpointer) ((const char *) (self) + (key)->offset))

static gboolean
read_whole (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  double number;

  if (!mien_node_get_number (node, &number) || number < floor (number) || number > floor (number) ||
      number < key->low || number > key->high)
    return mien_recipe_refuse (key->path, node, error, "a whole number from %.0f to %.0f", key->low,
                               key->high);
  *FIELD (int, self, key) = (int) number;
  return TRUE;
}

static gboolean
read_seed (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  gint64 seed = -1;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    seed = json_node_get_int (node);
  if (seed < 0)
    return mien_recipe_refuse (key->path, node, error, "a whole number from 0 to %" G_GINT64_FORMAT,
                               G_MAXINT64);
  *FIELD (guint64, self, key) = (guint64) seed;
  return TRUE;
}

static gboolean
read_number (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  double number;

  if (!mien_node_get_number (node, &number) || number > key->high ||
      (key->above ? !(number > key->low) : number < key->low)) {
    char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd (low, sizeof low, "%.10g", key->low);
    g_ascii_formatd (high, sizeof high, "%.10g", key->high);
    return mien_recipe_refuse (
        key->path, node, error,
        key->above ? "a number above %s and up to %s" : "a number from %s to %s", low, high);
  }
  *FIELD (double, self, key) = number;
  return TRUE;
}

static gboolean
read_flag (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return mien_recipe_refuse (key->path, node, error, "true or false");
  *FIELD (gboolean, self, key) = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_text (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);
  char **field = FIELD (char *, self, key);

  if (text == NULL && !JSON_NODE_HOLDS_NULL (node))
    return mien_recipe_refuse (key->path, node, error, "a text");
  g_free (*field);
  *field = text != NULL && *text != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

static char *
list_choices (const MienKey *key)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; key->choice (i) != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", key->choice (i));
  return g_string_free (list, FALSE);
}

static gboolean
read_choice (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);

  for (int i = 0; text != NULL && key->choice (i) != NULL; i++)
    if (g_str_equal (text, key->choice (i))) {
      *FIELD (int, self, key) = i;
      return TRUE;
    }

  g_autofree char *list = list_choices (key);
  return mien_recipe_refuse (key->path, node, error, "one of what this build has (%s)", list);
}

static gboolean
read_name (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  const char *text = mien_node_get_text (node);
  char **field = FIELD (char *, self, key);

  if (text == NULL || !g_strv_contains (key->names (), text)) {
    g_autofree char *list = g_strjoinv (", ", (char **) key->names ());
    return mien_recipe_refuse (key->path, node, error, "one of what this build has (%s)", list);
  }
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

gboolean
mien_recipe_read_key (MienRecipe *self, const MienKey *key, JsonNode *node, GError **error)
{
  switch (key->type) {
  case MIEN_KEY_WHOLE:
    return read_whole (self, key, node, error);
  case MIEN_KEY_SEED:
    return read_seed (self, key, node, error);
  case MIEN_KEY_NUMBER:
    return read_number (self, key, node, error);
  case MIEN_KEY_FLAG:
    return read_flag (self, key, node, error);
  case MIEN_KEY_TEXT:
    return read_text (self, key, node, error);
  case MIEN_KEY_CHOICE:
    return read_choice (self, key, node, error);
  case MIEN_KEY_NAME:
    return read_name (self, key, node, error);
  case MIEN_KEY_OTHER:
    break;
  }
  return key->read (self, key->path, node, error);
}

static JsonNode *
text_node (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

JsonNode *
mien_recipe_write_key (const MienRecipe *self, const MienKey *key)
{
  if (key->write != NULL)
    return key->write (self);

  switch (key->type) {
  case MIEN_KEY_WHOLE:
    return json_node_init_int (json_node_alloc (), *CONST_FIELD (int, self, key));
  case MIEN_KEY_SEED:
    return json_node_init_int (json_node_alloc (), (gint64) *CONST_FIELD (guint64, self, key));
  case MIEN_KEY_NUMBER:
    return json_node_init_double (json_node_alloc (), *CONST_FIELD (double, self, key));
  case MIEN_KEY_FLAG:
    return json_node_init_boolean (json_node_alloc (), *CONST_FIELD (gboolean, self, key));
  case MIEN_KEY_CHOICE:
    return text_node (key->choice (*CONST_FIELD (int, self, key)));
  case MIEN_KEY_TEXT:
  case MIEN_KEY_NAME:
    return text_node (*CONST_FIELD (char *, self, key));
  case MIEN_KEY_OTHER:
    break;
  }
  g_return_val_if_reached (NULL);
}
