/* A folder of made-up pictures and tables, gone again at the end of the test. */
#pragma once

#include "engine/samples/layouts/import.h"

typedef struct {
  char *folder;
} Files;

void files_set_up (Files *files, gconstpointer data);
void files_tear_down (Files *files, gconstpointer data);

/* Folders on the way are made. */
void files_write (Files *files, const char *name, const char *bytes, gssize len);
/* A grey ramp from @level on, as NAME.png, .jpg or .pgm. */
void files_write_picture (Files *files, const char *name, int width, int height, guint8 level);
void files_cut (Files *files, const char *name, gsize len);

/* What is in the folder, or in @name in it; NULL for the folder itself. */
MienDataset *files_open (Files *files, const char *name, const char *layout);
/* The message of the error that opening it must end in. */
char *
files_open_fails (Files *files, const char *name, const char *layout, GQuark domain, int code);

const MienProblem *find_problem (MienDataset *dataset, const char *part_of_what);
void assert_label (MienDataset *dataset, const char *id, const char *column, const char *label);
void assert_names (MienDataset *dataset, const char *column, const char *names);

#define FILES_TEST(path, func) g_test_add (path, Files, NULL, files_set_up, func, files_tear_down)
