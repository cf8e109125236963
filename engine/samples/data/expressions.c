#include "engine/samples/data/expressions.h"

const char *const mien_expressions[MIEN_N_EXPRESSIONS + 1] = {
    "neutral", "happiness", "sadness", "surprise", "fear", "disgust", "anger", "contempt", NULL};

/* What published data sets and their readers write, in the order above. */
static const char *const synonyms[MIEN_N_EXPRESSIONS][5] = {
    {"neutral", NULL},
    {"happiness", "happy", "joy", "joyful", NULL},
    {"sadness", "sad", NULL},
    {"surprise", "surprised", NULL},
    {"fear", "afraid", "fearful", "scared", NULL},
    {"disgust", "disgusted", NULL},
    {"anger", "angry", NULL},
    {"contempt", "contemptuous", NULL},
};

int
mien_expression_find (const char *word)
{
  for (int i = 0; i < MIEN_N_EXPRESSIONS; i++)
    for (int k = 0; synonyms[i][k] != NULL; k++)
      if (g_ascii_strcasecmp (word, synonyms[i][k]) == 0)
        return i;
  return -1;
}

const char *
mien_expression_canonical (const char *word)
{
  int index = mien_expression_find (word);

  return index >= 0 ? mien_expressions[index] : NULL;
}

gboolean
mien_expression_are_all (const char *const *names)
{
  guint n = 0;

  for (; names != NULL && names[n] != NULL; n++)
    if (mien_expression_find (names[n]) < 0)
      return FALSE;
  return n > 0;
}
