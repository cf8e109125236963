#include "engine/samples/data/dataset-builder.h"
#include "engine/samples/files/file-names.h"

#include "engine/samples/data/dataset-private.h"
#include "engine/samples/files/picture.h"

#define N_EXAMPLES 3

/* More faces than this are not looked through one by one. */
#define MOST_SAMPLES 100000

/* Problems with the same sentence. */
typedef struct {
  char *path;
  char *detail;
  const char *what; /* the key of the group, held by the table */
  guint count;
  GString *examples;
  GArray *samples; /* of guint */
} Group;

struct _MienDatasetBuilder {
  MienDataset *dataset;
  MienDataset *pictures; /* (nullable): borrowed, to be measured */
  GPtrArray *ids;        /* in the data set's string chunk */
  GArray *parts;         /* of gint8 */
  GHashTable *by_what;
  GPtrArray *groups; /* of Group, in the order they were met */
};

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->path);
  g_free (group->detail);
  g_string_free (group->examples, TRUE);
  g_array_unref (group->samples);
  g_free (group);
}

MienDatasetBuilder *
mien_dataset_builder_new (const char *location, const char *layout)
{
  MienDatasetBuilder *self = g_new0 (MienDatasetBuilder, 1);
  MienDataset *dataset = g_new0 (MienDataset, 1);

  dataset->ref_count = 1;
  dataset->location = g_strdup (location);
  dataset->layout = g_strdup (layout);
  dataset->text = g_string_chunk_new (1 << 16);
  dataset->index = g_hash_table_new (g_str_hash, g_str_equal);
  dataset->columns = g_ptr_array_new ();
  dataset->owned = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_column_free);
  dataset->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);

  self->dataset = dataset;
  self->ids = g_ptr_array_new ();
  self->parts = g_array_new (FALSE, FALSE, sizeof (gint8));
  self->by_what = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  return self;
}

void
mien_dataset_builder_free (MienDatasetBuilder *self)
{
  if (self == NULL)
    return;
  mien_dataset_unref (self->dataset);
  g_ptr_array_unref (self->ids);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->by_what);
  g_free (self);
}

void
mien_dataset_builder_set_files (MienDatasetBuilder *self, MienFiles *files)
{
  MienFiles *old = self->dataset->files;

  self->dataset->files = mien_files_ref (files);
  mien_files_unref (old);
}

void
mien_dataset_builder_set_picture (MienDatasetBuilder *self,
                                  guint sample,
                                  const char *path,
                                  const MienBox *box)
{
  MienDataset *dataset = self->dataset;

  g_return_if_fail (sample < self->ids->len);
  if (path != NULL && dataset->paths == NULL)
    dataset->paths = g_ptr_array_new ();
  if (path != NULL && dataset->paths->len <= sample)
    g_ptr_array_set_size (dataset->paths, (int) sample + 1);
  if (path != NULL)
    dataset->paths->pdata[sample] = g_string_chunk_insert_const (dataset->text, path);
  if (box != NULL && dataset->boxes == NULL)
    dataset->boxes = g_array_new (FALSE, TRUE, sizeof (MienBox));
  if (box != NULL && dataset->boxes->len <= sample)
    g_array_set_size (dataset->boxes, sample + 1);
  if (box != NULL)
    g_array_index (dataset->boxes, MienBox, sample) = *box;
}

gboolean
mien_dataset_builder_measure (MienDatasetBuilder *self, guint sample, MienBox *box)
{
  if (self->pictures != NULL)
    return mien_dataset_measure (self->pictures, sample, box);

  MienDataset *dataset = self->dataset;
  const char *path = dataset->paths != NULL && sample < dataset->paths->len
                         ? g_ptr_array_index (dataset->paths, sample)
                         : NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (dataset->boxes != NULL && sample < dataset->boxes->len &&
      g_array_index (dataset->boxes, MienBox, sample).width > 0) {
    *box = g_array_index (dataset->boxes, MienBox, sample);
    return TRUE;
  }
  *box = (MienBox){0};
  if (dataset->files == NULL)
    return FALSE;
  bytes = mien_files_read (dataset->files,
                           path != NULL ? path : g_ptr_array_index (self->ids, sample), NULL);
  return bytes != NULL && mien_picture_measure (bytes, &box->width, &box->height);
}

void
mien_dataset_builder_set_loader (MienDatasetBuilder *self,
                                 MienPictureFunc load,
                                 gpointer data,
                                 GDestroyNotify destroy,
                                 const char *stamp)
{
  self->dataset->stamp = g_strdup (stamp);
  self->dataset->load = load;
  self->dataset->load_data = data;
  self->dataset->load_destroy = destroy;
}

void
mien_dataset_builder_set_locator (MienDatasetBuilder *self,
                                  MienLocateFunc locate,
                                  gpointer data,
                                  GDestroyNotify destroy,
                                  const char *stamp)
{
  mien_dataset_builder_set_loader (self, NULL, data, destroy, stamp);
  self->dataset->locate = locate;
}

void
mien_dataset_builder_borrow_pictures (MienDatasetBuilder *self, MienDataset *dataset)
{
  self->pictures = dataset;
}

gboolean
mien_dataset_builder_add_sample (MienDatasetBuilder *self, const char *id, MienPart part)
{
  MienDataset *dataset = self->dataset;
  gint8 part_byte = (gint8) part;

  if (g_hash_table_contains (dataset->index, id))
    return FALSE;

  char *kept = g_string_chunk_insert (dataset->text, id);

  g_hash_table_insert (dataset->index, kept, GUINT_TO_POINTER (self->ids->len));
  g_ptr_array_add (self->ids, kept);
  g_array_append_val (self->parts, part_byte);
  dataset->has_parts |= part != MIEN_PART_NONE;
  return TRUE;
}

void
mien_dataset_builder_set_part (MienDatasetBuilder *self, guint sample, MienPart part)
{
  g_return_if_fail (sample < self->parts->len);

  g_array_index (self->parts, gint8, sample) = (gint8) part;
  self->dataset->has_parts |= part != MIEN_PART_NONE;
}

guint
mien_dataset_builder_get_n_samples (MienDatasetBuilder *self)
{
  return self->ids->len;
}

void
mien_dataset_builder_take_column (MienDatasetBuilder *self, MienColumn *column)
{
  g_ptr_array_add (self->dataset->owned, column);
  g_ptr_array_add (self->dataset->columns, column);
}

static void
add_example (Group *group, const char *path, const char *detail)
{
  g_string_append_printf (group->examples, "%s%s", group->examples->len > 0 ? ", " : "", path);
  if (detail != NULL)
    g_string_append_printf (group->examples, " (%s)", detail);
}

static Group *
add_group (MienDatasetBuilder *self, const char *path, const char *detail, const char *what)
{
  Group *group = g_new0 (Group, 1);
  char *key = g_strdup (what);

  group->path = g_strdup (path);
  group->detail = g_strdup (detail);
  group->what = key;
  group->examples = g_string_new (NULL);
  group->samples = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_insert (self->by_what, key, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

static Group *
tell (MienDatasetBuilder *self, const char *path, const char *detail, const char *what)
{
  Group *group = g_hash_table_lookup (self->by_what, what);

  if (group == NULL)
    group = add_group (self, path, detail, what);
  if (group->count++ < N_EXAMPLES)
    add_example (group, path, detail);
  return group;
}

/* Two cells of one row may be wrong in the same way; they are told one after the other. */
static void
note_sample (Group *group, guint sample)
{
  GArray *samples = group->samples;
  gboolean known = samples->len > 0 && g_array_index (samples, guint, samples->len - 1) == sample;

  if (!known && samples->len < MOST_SAMPLES)
    g_array_append_val (samples, sample);
}

void
mien_dataset_builder_tell (MienDatasetBuilder *self,
                           const char *path,
                           const char *detail,
                           const char *what)
{
  Group *group = tell (self, path, detail, what);
  gpointer sample = NULL;

  if (g_hash_table_lookup_extended (self->dataset->index, path, NULL, &sample))
    note_sample (group, GPOINTER_TO_UINT (sample));
}

static char *
make_plain (const char *text)
{
  return mien_file_is_plain (text) ? g_strdup (text) : g_strescape (text, NULL);
}

void
mien_dataset_builder_tell_line (MienDatasetBuilder *self,
                                const char *path,
                                guint line,
                                const char *detail,
                                const char *what)
{
  g_autofree char *name = make_plain (path);
  g_autofree char *where = line > 0 ? g_strdup_printf ("%s:%u", name, line) : g_strdup (name);
  g_autofree char *more = detail != NULL && *detail != '\0' ? make_plain (detail) : NULL;

  mien_dataset_builder_tell (self, where, more, what);
}

void
mien_dataset_builder_tell_sample (MienDatasetBuilder *self,
                                  guint sample,
                                  const char *path,
                                  guint line,
                                  const char *detail,
                                  const char *what)
{
  g_return_if_fail (sample < self->ids->len);

  mien_dataset_builder_tell_line (self, path, line, detail, what);
  note_sample (g_hash_table_lookup (self->by_what, what), sample);
}

static char *
describe (const Group *group)
{
  if (group->count > 1)
    return g_strdup_printf ("%s (%u times: %s%s)", group->what, group->count, group->examples->str,
                            group->count > N_EXAMPLES ? ", …" : "");
  if (group->detail != NULL)
    return g_strdup_printf ("%s (%s)", group->what, group->detail);
  return g_strdup (group->what);
}

char *
mien_dataset_builder_describe_problems (MienDatasetBuilder *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->groups->len; i++) {
    const Group *group = g_ptr_array_index (self->groups, i);
    g_autofree char *what = describe (group);

    g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", group->path, what);
  }
  return g_string_free (text, FALSE);
}

static void
tell_lonely_classes (MienDatasetBuilder *self, const MienColumn *column)
{
  g_autofree guint *counts = mien_column_count (column);
  g_autofree guint *places = g_new (guint, g_strv_length (column->names) + 1);

  for (guint i = 0; i < column->n_samples; i++)
    if (!mien_column_is_missing (column, i))
      places[mien_column_get_class (column, i)] = i;
  for (int k = 0; column->names[k] != NULL; k++)
    if (counts[k] == 1)
      mien_dataset_builder_tell_sample (self, places[k], column->name, 0, column->names[k],
                                        MIEN_LONELY_CLASS
                                        ", too few to learn it and to test it; add faces of it, "
                                        "correct the label or leave the face out");
}

static void
finish_columns (MienDatasetBuilder *self)
{
  GPtrArray *columns = self->dataset->columns;

  for (guint i = 0; i < columns->len; i++) {
    const MienColumn *column = g_ptr_array_index (columns, i);

    g_return_if_fail (column->n_samples == self->ids->len);
    if (column->kind == MIEN_KIND_CLASS)
      tell_lonely_classes (self, column);
  }
}

static void
finish_problems (MienDatasetBuilder *self)
{
  for (guint i = 0; i < self->groups->len; i++) {
    const Group *group = g_ptr_array_index (self->groups, i);
    g_autofree char *what = describe (group);
    MienProblem *problem = mien_problem_new (group->path, "%s", what);

    g_array_append_vals (problem->samples, group->samples->data, group->samples->len);
    g_ptr_array_add (self->dataset->problems, problem);
  }
}

MienDataset *
mien_dataset_builder_end (MienDatasetBuilder *self)
{
  MienDataset *dataset = mien_dataset_ref (self->dataset);

  finish_columns (self);
  finish_problems (self);
  dataset->n_samples = self->ids->len;
  if (dataset->paths != NULL)
    g_ptr_array_set_size (dataset->paths, (int) dataset->n_samples);
  if (dataset->boxes != NULL)
    g_array_set_size (dataset->boxes, dataset->n_samples);
  dataset->ids = g_memdup2 (self->ids->pdata, self->ids->len * sizeof (char *));
  dataset->parts = g_memdup2 (self->parts->data, self->parts->len * sizeof (gint8));
  dataset->excluded = g_new0 (gboolean, dataset->n_samples);
  mien_dataset_builder_free (self);
  return dataset;
}
