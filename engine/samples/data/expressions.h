/* The field's words for facial expressions, which data sets spell in different ways. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIEN_N_EXPRESSIONS 8

/* neutral, happiness, sadness, surprise, fear, disgust, anger, contempt: AffectNet's order;
 * NULL-terminated. */
extern const char *const mien_expressions[MIEN_N_EXPRESSIONS + 1];

/* The index into mien_expressions[] of a word in any case of letters ("Happy", "angry"), or -1
 * where it is no word for an expression. */
int mien_expression_find (const char *word);

/* (transfer none) (nullable): the word of mien_expressions[] that means the same as @word. */
const char *mien_expression_canonical (const char *word);

/* Whether there are @names, and each is a word for an expression. */
gboolean mien_expression_are_all (const char *const *names);

G_END_DECLS
