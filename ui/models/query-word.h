/* How a search is written down: words, quotes, and the parts of one word. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MIEN_ASKS_TEXT,  /* no operator: the whole word is in value */
  MIEN_ASKS_COLON, /* name:value */
  MIEN_ASKS_EQUAL,
  MIEN_ASKS_BELOW,
  MIEN_ASKS_AT_MOST,
  MIEN_ASKS_ABOVE,
  MIEN_ASKS_AT_LEAST,
} MienAsking;

typedef struct {
  gboolean negated; /* -word, not:word, name!=value */
  MienAsking asking;
  char *name;   /* (nullable): folded, without quotes */
  char *value;  /* folded, without quotes */
  GStrv values; /* the same, parted at | outside quotes */
} MienQueryWord;

/* (transfer full): parts of @text between @separators that are outside quotes; quotes stay on */
GStrv mien_query_split (const char *text, const char *separators);
/* (transfer full): without quotes, and with one case of letters */
char *mien_query_fold (const char *text);

MienQueryWord *mien_query_word_new (const char *word);
void mien_query_word_free (MienQueryWord *self);

/* (transfer full): @column=@value, in quotes where it has to be */
char *mien_query_word_write (const char *column, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienQueryWord, mien_query_word_free)

G_END_DECLS
