/* mien-run store say: what is said of runs, as flags. */
#pragma once

#include "engine/study/store.h"

G_BEGIN_DECLS

typedef struct {
  char **tags, **untags;
  char *name, *note;
  gboolean star, unstar, archive, unarchive;
} MienSayFlags;

/* The flags as entries of a command, for mien_command_parse(); ended by a null entry. */
#define MIEN_SAY_ENTRIES(flags)                                                                      \
  {"tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(flags).tags, "say: give the runs a tag", "WORD"},       \
      {"untag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(flags).untags, "say: take a tag away", "WORD"},   \
      {"note", 0, 0, G_OPTION_ARG_STRING, &(flags).note, "say: what to remember; \"\" for no more",  \
       "TEXT"},                                                                                      \
      {"name", 0, 0, G_OPTION_ARG_STRING, &(flags).name, "say: what to call it; \"\" as its folder", \
       "TEXT"},                                                                                      \
      {"star", 0, 0, G_OPTION_ARG_NONE, &(flags).star, "say: one to find again", NULL},              \
      {"unstar", 0, 0, G_OPTION_ARG_NONE, &(flags).unstar, "say: no longer", NULL},                  \
      {"archive", 0, 0, G_OPTION_ARG_NONE, &(flags).archive, "say: put it away", NULL},              \
  {                                                                                                  \
    "unarchive", 0, 0, G_OPTION_ARG_NONE, &(flags).unarchive, "say: take it out again", NULL         \
  }

void mien_say_flags_clear (MienSayFlags *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienSayFlags, mien_say_flags_clear)

/**
 * mien_store_say_flags:
 * @runs: folders, or paths inside the workspace ("run-0001", "study-0001/runs/alone-0-1")
 * @n_changed: (out): how many words were new
 * @error: %MIEN_ERROR_RANGE where nothing is said, or a run is not there
 */
gboolean mien_store_say_flags (MienStore *store,
                               char **runs,
                               const MienSayFlags *flags,
                               guint *n_changed,
                               GError **error);

G_END_DECLS
