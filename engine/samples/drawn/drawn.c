#include "engine/samples/drawn/drawn.h"

#include "config.h"

#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/data/table-write.h"
#include "engine/samples/drawn/drawn-paint.h"
#include "engine/samples/drawn/drawn-shape.h"

#include <errno.h>
#include <math.h>

typedef struct {
  guint n_persons;
  int size;
  guint64 seed;
} Source;

enum {
  EXPRESSION,
  PERSON,
  ACTION_UNITS,
  VALENCE,
  AROUSAL,
  YAW,
  ROLL,
  GLASSES,
  LANDMARKS,
  N_COLUMNS,
};

static GdkPixbuf *
load (guint sample, gpointer data, GError **error G_GNUC_UNUSED)
{
  const Source *source = data;
  MienDrawnFace face;

  mien_drawn_face_make (source->seed, sample, source->n_persons, &face);
  return mien_drawn_paint (&face, source->size);
}

static char **
name_persons (guint n_persons)
{
  char **names = g_new0 (char *, n_persons + 1);

  for (guint i = 0; i < n_persons; i++)
    names[i] = g_strdup_printf (n_persons < 100 ? "p%02u" : "p%05u", i + 1);
  return names;
}

static void
make_columns (guint count, guint n_persons, MienColumn *columns[N_COLUMNS])
{
  g_auto (GStrv) persons = name_persons (n_persons);

  columns[EXPRESSION] =
      mien_column_new ("expression", MIEN_KIND_CLASS, mien_drawn_expressions (), 1, count);
  columns[PERSON] =
      mien_column_new ("person", MIEN_KIND_CLASS, (const char *const *) persons, 1, count);
  columns[ACTION_UNITS] = mien_column_new ("action_units", MIEN_KIND_FLAGS, mien_drawn_units (),
                                           MIEN_DRAWN_N_UNITS, count);
  columns[VALENCE] = mien_column_new ("valence", MIEN_KIND_SCALAR, NULL, 1, count);
  columns[AROUSAL] = mien_column_new ("arousal", MIEN_KIND_SCALAR, NULL, 1, count);
  columns[YAW] = mien_column_new ("yaw", MIEN_KIND_SCALAR, NULL, 1, count);
  columns[ROLL] = mien_column_new ("roll", MIEN_KIND_SCALAR, NULL, 1, count);
  columns[GLASSES] = mien_column_new ("glasses", MIEN_KIND_CLASS, mien_drawn_glasses (), 1, count);
  columns[LANDMARKS] =
      mien_column_new ("landmarks", MIEN_KIND_POINTS, NULL, 2 * MIEN_DRAWN_N_LANDMARKS, count);
}

/* As many decimals as a table should show */
static float
rounded (double value, double per_one)
{
  return (float) (rint (value * per_one) / per_one);
}

static void
label_face (const MienDrawnFace *face, guint sample, MienColumn *columns[N_COLUMNS])
{
  MienDrawnPoint points[MIEN_DRAWN_N_LANDMARKS];
  float *units = columns[ACTION_UNITS]->values + (gsize) sample * MIEN_DRAWN_N_UNITS;
  float *marks = columns[LANDMARKS]->values + (gsize) sample * 2 * MIEN_DRAWN_N_LANDMARKS;

  columns[EXPRESSION]->values[sample] = (float) face->expression;
  columns[PERSON]->values[sample] = (float) face->person;
  columns[GLASSES]->values[sample] = (float) face->glasses;
  columns[VALENCE]->values[sample] = rounded (face->valence, 1e3);
  columns[AROUSAL]->values[sample] = rounded (face->arousal, 1e3);
  columns[YAW]->values[sample] = rounded (face->yaw, 1e2);
  columns[ROLL]->values[sample] = rounded (face->roll, 1e2);
  for (int i = 0; i < MIEN_DRAWN_N_UNITS; i++)
    units[i] = face->units[i] > MIEN_DRAWN_UNIT_SEEN ? 1.0f : 0.0f;
  mien_drawn_landmarks (face, points);
  for (int i = 0; i < MIEN_DRAWN_N_LANDMARKS; i++) {
    marks[2 * i] = (float) points[i].x;
    marks[2 * i + 1] = (float) points[i].y;
  }
}

MienDataset *
mien_drawn_dataset_new (guint count, int size, guint64 seed)
{
  g_return_val_if_fail (count >= 1 && size >= 1, NULL);

  g_autofree char *location = g_strdup_printf ("built-in:%u:%" G_GUINT64_FORMAT, count, seed);
  g_autofree char *stamp = g_strdup_printf ("%s %d " MIEN_VERSION, location, size);
  MienDatasetBuilder *builder = mien_dataset_builder_new (location, "built-in");
  Source *source = g_new (Source, 1);
  MienColumn *columns[N_COLUMNS];

  *source = (Source){mien_drawn_n_persons (count), size, seed};
  make_columns (count, source->n_persons, columns);
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_strdup_printf ("faces/%05u.png", i + 1);
    MienDrawnFace face;

    mien_drawn_face_make (seed, i, source->n_persons, &face);
    label_face (&face, i, columns);
    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
  }
  for (int i = 0; i < N_COLUMNS; i++)
    mien_dataset_builder_take_column (builder, columns[i]);
  mien_dataset_builder_set_loader (builder, load, source, g_free, stamp);
  return mien_dataset_builder_end (builder);
}

static gboolean
write_picture (MienDataset *dataset, guint sample, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, mien_dataset_get_id (dataset, sample), NULL);
  g_autoptr (GdkPixbuf) picture = mien_dataset_load (dataset, sample, error);
  g_autofree char *bytes = NULL;
  gsize len;

  /* The table comes last and is written durably; a picture need not be waited for by itself. */
  return picture != NULL &&
         gdk_pixbuf_save_to_buffer (picture, &bytes, &len, "png", error, "compression", "4",
                                    NULL) &&
         g_file_set_contents_full (path, bytes, (gssize) len, G_FILE_SET_CONTENTS_NONE, 0666,
                                   error);
}

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0777) == 0)
    return TRUE;

  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Cannot make the folder “%s”: %s",
               path, g_strerror (code));
  return FALSE;
}

gboolean
mien_drawn_write (const char *folder,
                  guint count,
                  int size,
                  guint64 seed,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (MienDataset) dataset = mien_drawn_dataset_new (count, size, seed);
  g_autofree char *faces = g_build_filename (folder, "faces", NULL);
  g_autofree char *table = g_build_filename (folder, "labels.csv", NULL);

  if (!make_folder (faces, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_picture (dataset, i, folder, error))
      return FALSE;
  return mien_table_write (dataset, table, size, cancellable, NULL, error);
}
