#include "engine/samples/data/expression-codes.h"

/* In the words of expressions.h, so that data sets can be held side by side. */
static const char *const fer2013[] = {"anger",   "disgust",  "fear",    "happiness",
                                      "sadness", "surprise", "neutral", NULL};
static const char *const affectnet[] = {"neutral", "happiness", "sadness", "surprise",
                                        "fear",    "disgust",   "anger",   "contempt",
                                        "none",    "uncertain", "no face", NULL};
static const char *const raf_db[] = {"surprise", "fear",  "disgust", "happiness",
                                     "sadness",  "anger", "neutral", NULL};
static const char *const ck[] = {"neutral",   "anger",   "contempt", "disgust", "fear",
                                 "happiness", "sadness", "surprise", NULL};

const MienExpressionCodes *
mien_expression_codes (void)
{
  static const MienExpressionCodes codes[] = {
      {"FER2013", 0, fer2013}, {"AffectNet", 0, affectnet}, {"RAF-DB", 1, raf_db},
      {"CK+", 0, ck},          {"ExpW", 0, fer2013},        {NULL, 0, NULL},
  };

  return codes;
}

const char *
mien_expression_codes_word (const MienExpressionCodes *self, const char *text)
{
  guint64 code;

  if (!g_ascii_string_to_unsigned (text, 10, self->first, G_MAXUINT, &code, NULL))
    return NULL;
  for (guint i = 0; self->words[i] != NULL; i++)
    if (self->first + i == code)
      return self->words[i];
  return NULL;
}
