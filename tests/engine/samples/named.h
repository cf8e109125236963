/* Small copies of published data sets: their names of files, with faces that we draw. */
#pragma once

#include "tests/engine/samples/files.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A drawn face for each, as .jpg, .jpeg, .png or .tiff in any case of letters. */
void named_write (Files *files, const char *const *names);
/* The test's folder as an archive beside it, whose path is returned; .zip or .tar. The archive is
 * the test's to remove. */
char *named_pack (Files *files, const char *ending);

/* Opens the test's folder, recognised by itself, and asserts that it is taken for @layout, that
 * @n_samples faces were found, and that each can be loaded. */
MienDataset *named_open (Files *files, const char *layout, guint n_samples);

MienPart part_of (MienDataset *dataset, const char *id);
double scalar_of (MienDataset *dataset, const char *id, const char *column);
/* The problem whose sentence has @part in it is of @count names, @path the first. */
void assert_told (MienDataset *dataset, const char *part, guint count, const char *path);
