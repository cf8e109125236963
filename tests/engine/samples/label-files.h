/* Small data sets with drawn faces and label files, as their authors lay them out. */
#pragma once

#include "tests/engine/samples/files.h"

/* A drawn face, another for every @number: NAME.png or .jpg, 24 pixels a side. */
void files_write_face (Files *files, const char *name, guint number);

/* A tar and a zip of the folder open as the folder does: the same layout, faces and labels. */
void assert_opens_from_archives (Files *files);

void assert_part (MienDataset *dataset, const char *id, MienPart part);
void assert_box (MienDataset *dataset, const char *id, MienBox box);
/* One problem has @part_of_what in its text, and begins with @path. */
void assert_problem (MienDataset *dataset, const char *part_of_what, const char *path);
/* That problem can show the face. */
void assert_problem_shows (MienDataset *dataset, const char *part_of_what, const char *id);
void assert_n_problems (MienDataset *dataset, guint n);
