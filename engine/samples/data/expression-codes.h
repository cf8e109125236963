/* What the numbers stand for that data sets of the field use for expressions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *set;          /* "FER2013" */
  guint first;              /* the code of the first of @words */
  const char *const *words; /* NULL-terminated */
} MienExpressionCodes;

/* Source: what the sets' own notes and loaders say of their codes. Ends with a NULL set. */
const MienExpressionCodes *mien_expression_codes (void);
/* (nullable): the word for the code that @text is, "3" */
const char *mien_expression_codes_word (const MienExpressionCodes *self, const char *text);

G_END_DECLS
