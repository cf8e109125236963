#include "ui/models/layout-words.h"

#include "engine/samples/layouts/import.h"

#include <glib/gi18n.h>

/* The other layouts are called as their data sets are, which needs no translation. */
static const struct {
  const char *name, *words;
} layouts[] = {
    {"auto", N_ ("Recognised by itself")},
    {"built-in", N_ ("Built-in faces")},
    {"cmu", N_ ("CMU face images")},
    {"csv", N_ ("Table of pictures")},
    {"fer2013", N_ ("FER2013, table of pixels")},
    {"fer2013-folders", N_ ("FER2013, folders of pictures")},
    {"folder", N_ ("Folder per class")},
    {"pattern", N_ ("Pattern of names")},
    {"several", N_ ("Several data sets")},
};

const char *
mien_layout_words (const char *name)
{
  const char *title = mien_import_layout_title (name);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_strcmp0 (layouts[i].name, name) == 0)
      return _ (layouts[i].words);
  return title != NULL ? title : name;
}
