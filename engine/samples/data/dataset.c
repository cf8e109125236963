#include "engine/samples/data/dataset.h"

#include "engine/samples/data/dataset-private.h"
#include "engine/samples/files/picture.h"

#include <math.h>
#include <string.h>

static const char *const part_names[MIEN_N_PARTS] = {"train", "validation", "test"};

const char *
mien_part_name (MienPart part)
{
  return part >= 0 && part < MIEN_N_PARTS ? part_names[part] : "none";
}

/* In any case of letters. PublicTest and PrivateTest are FER2013's words for the last two parts. */
gboolean
mien_part_from_name (const char *name, MienPart *part)
{
  static const struct {
    const char *name;
    MienPart part;
  } words[] = {
      {"train", MIEN_PART_TRAIN},           {"training", MIEN_PART_TRAIN},
      {"train_set", MIEN_PART_TRAIN},       {"validation", MIEN_PART_VALIDATION},
      {"val", MIEN_PART_VALIDATION},        {"valid", MIEN_PART_VALIDATION},
      {"val_set", MIEN_PART_VALIDATION},    {"dev", MIEN_PART_VALIDATION},
      {"publictest", MIEN_PART_VALIDATION}, {"test", MIEN_PART_TEST},
      {"testing", MIEN_PART_TEST},          {"test_set", MIEN_PART_TEST},
      {"privatetest", MIEN_PART_TEST},
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (name, words[i].name) == 0) {
      *part = words[i].part;
      return TRUE;
    }
  return FALSE;
}

MienDataset *
mien_dataset_ref (MienDataset *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
free_base (MienDataset *self)
{
  if (self->load_destroy != NULL)
    self->load_destroy (self->load_data);
  g_hash_table_unref (self->index);
  g_string_chunk_free (self->text);
  g_free (self->location);
  g_free (self->layout);
  g_free (self->ids);
  g_clear_pointer (&self->files, mien_files_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_free (self->stamp);
}

void
mien_dataset_unref (MienDataset *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  if (self->base != NULL)
    mien_dataset_unref (self->base);
  else
    free_base (self);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->owned);
  g_ptr_array_unref (self->problems);
  g_free (self->excluded);
  g_free (self->parts);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_free (self);
}

static gpointer
copy_problem (gconstpointer problem, gpointer data G_GNUC_UNUSED)
{
  return mien_problem_copy (problem);
}

MienDataset *
mien_dataset_derive (MienDataset *base)
{
  MienDataset *self = g_memdup2 (base, sizeof *base);

  self->ref_count = 1;
  self->base = mien_dataset_ref (base);
  self->columns = g_ptr_array_copy (base->columns, NULL, NULL);
  self->owned = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_column_free);
  self->problems = g_ptr_array_copy (base->problems, copy_problem, NULL);
  self->excluded = g_memdup2 (base->excluded, base->n_samples * sizeof (gboolean));
  self->parts = g_memdup2 (base->parts, base->n_samples * sizeof (gint8));
  self->edits = base->edits != NULL ? g_hash_table_ref (base->edits) : NULL;
  return self;
}

const char *
mien_dataset_get_location (MienDataset *self)
{
  return self->location;
}

const char *
mien_dataset_get_layout (MienDataset *self)
{
  return self->layout;
}

guint
mien_dataset_get_n_samples (MienDataset *self)
{
  return self->n_samples;
}

const char *
mien_dataset_get_id (MienDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->n_samples, NULL);

  return self->ids[sample];
}

int
mien_dataset_find (MienDataset *self, const char *id)
{
  gpointer sample = NULL;

  return g_hash_table_lookup_extended (self->index, id, NULL, &sample) ? GPOINTER_TO_INT (sample)
                                                                       : -1;
}

GPtrArray *
mien_dataset_get_columns (MienDataset *self)
{
  return self->columns;
}

MienColumn *
mien_dataset_get_column (MienDataset *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++) {
    MienColumn *column = g_ptr_array_index (self->columns, i);

    if (g_str_equal (column->name, name))
      return column;
  }
  return NULL;
}

MienColumn *
mien_dataset_find_subject (MienDataset *self, const char *asked)
{
  static const char *const usual[] = {"person", "subject", "identity", "actor", "user", "userid"};
  MienColumn *column = asked != NULL ? mien_dataset_get_column (self, asked) : NULL;

  for (guint i = 0; column == NULL && i < G_N_ELEMENTS (usual); i++)
    column = mien_dataset_get_column (self, usual[i]);
  return column != NULL && column->kind == MIEN_KIND_CLASS ? column : NULL;
}

GPtrArray *
mien_dataset_get_problems (MienDataset *self)
{
  return self->problems;
}

MienPart
mien_dataset_get_part (MienDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->n_samples, MIEN_PART_NONE);

  return (MienPart) self->parts[sample];
}

gboolean
mien_dataset_has_parts (MienDataset *self)
{
  return self->has_parts;
}

gboolean
mien_dataset_is_excluded (MienDataset *self, guint sample)
{
  g_return_val_if_fail (sample < self->n_samples, TRUE);

  return self->excluded[sample];
}

static void
digest_text (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

/* Bit patterns in one byte order, and one pattern for what is missing, on every machine. */
static void
digest_values (GChecksum *sum, const MienColumn *column)
{
  gsize n = (gsize) column->n_samples * (gsize) column->width;
  guint32 bits[256];

  for (gsize start = 0; start < n; start += G_N_ELEMENTS (bits)) {
    gsize count = MIN (n - start, G_N_ELEMENTS (bits));

    for (gsize i = 0; i < count; i++) {
      memcpy (&bits[i], &column->values[start + i], sizeof bits[i]);
      bits[i] = GUINT32_TO_LE (isnan (column->values[start + i]) ? G_MAXUINT32 : bits[i]);
    }
    g_checksum_update (sum, (const guchar *) bits, (gssize) (count * sizeof bits[0]));
  }
}

static void
digest_column (GChecksum *sum, const MienColumn *column)
{
  digest_text (sum, column->name);
  digest_text (sum, mien_kind_name (column->kind));
  for (int k = 0; column->names != NULL && column->names[k] != NULL; k++)
    digest_text (sum, column->names[k]);
  digest_text (sum, "");
  digest_values (sum, column);
}

/* A face that is cut out elsewhere is another picture. */
static void
digest_box (GChecksum *sum, MienDataset *self, guint sample)
{
  MienBox box;

  if (!mien_dataset_get_box (self, sample, &box))
    return;

  const gint32 sides[] = {GINT32_TO_LE (box.x), GINT32_TO_LE (box.y), GINT32_TO_LE (box.width),
                          GINT32_TO_LE (box.height)};
  g_checksum_update (sum, (const guchar *) sides, sizeof sides);
}

char *
mien_dataset_fingerprint (MienDataset *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->n_samples; i++) {
    guchar marks[2] = {(guchar) self->parts[i], (guchar) (self->excluded[i] ? 1 : 0)};

    digest_text (sum, self->ids[i]);
    g_checksum_update (sum, marks, sizeof marks);
    digest_box (sum, self, i);
  }
  for (guint i = 0; i < self->columns->len; i++)
    digest_column (sum, g_ptr_array_index (self->columns, i));
  return g_strdup (g_checksum_get_string (sum));
}
