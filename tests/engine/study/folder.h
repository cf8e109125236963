/* A folder of a test's own, and short runs in it. */
#pragma once

#include "engine/study/run.h"

/* (transfer full): an empty folder */
char *folder_new (void);
/* Removes it with all that is in it, and frees the path. */
void folder_remove (char *folder);
/* (transfer full): a recipe that trains in a moment: 60 drawn faces, 16 pixels, `mlp`, 2 epochs */
MienRecipe *folder_recipe (void);
/* As mien_run_execute(), with nobody listening. */
gboolean
folder_train (const MienRecipe *recipe, const char *folder, gboolean resume, GError **error);
/* (transfer full): the text of FOLDER/NAME; fails the test where there is none */
char *folder_read (const char *folder, const char *name);
gboolean folder_has (const char *folder, const char *name);
void folder_write (const char *folder, const char *name, const char *text);
