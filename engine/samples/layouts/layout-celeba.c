/* CelebA (Liu, Luo, Wang and Tang, "Deep Learning Face Attributes in the Wild", ICCV 2015):
 * list_attr_celeba.txt or .csv, and where they are there too, identity_CelebA and
 * list_eval_partition. */
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/lines.h"
#include "engine/samples/layouts/numbers.h"
#include "engine/samples/layouts/path-index.h"

#include <math.h>
#include <string.h>

#define ATTRIBUTES "list_attr_celeba."
#define PARTITION "list_eval_partition."
#define IDENTITY "identity_celeba."

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  char *source;
  GHashTable *partitions; /* (nullable): picture's name → MienPart + 1 */
  GHashTable *identities; /* (nullable): picture's name → person */
  guint n_names;          /* attributes, once they are known */
  guint n_said;           /* pictures that the first line promises, 0 where it says none */
  guint n_lines;
  guint attributes;
  guint person;
} Reading;

/* (nullable): the .txt or .csv file of that name */
static const char *
find_text (const MienScan *scan, const char *beginning)
{
  for (guint i = 0; i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    const char *slash = strrchr (path, '/');

    if (g_ascii_strncasecmp (slash != NULL ? slash + 1 : path, beginning, strlen (beginning)) == 0)
      return path;
  }
  return NULL;
}

typedef struct {
  Reading *reading;
  GHashTable *pairs;
  const char *path;
  gboolean parts;
} Pairs;

static gboolean
read_pair (const MienLine *line, gpointer data, GError **error)
{
  Pairs *pairs = data;
  int number;
  int max = pairs->parts ? MIEN_PART_TEST : G_MAXINT - 1;

  if (!mien_gather_go_on (pairs->reading->gather, "Reading the lists", -1.0, error))
    return FALSE;
  if (line->n_words == 2 && mien_number_parse_code (line->words[1], 0, max, &number))
    g_hash_table_insert (pairs->pairs, g_strdup (line->words[0]), GINT_TO_POINTER (number + 1));
  else if (line->number > 1) /* which may be a line of names */
    mien_gather_tell (pairs->reading->gather, pairs->path, line->number, line->text,
                      "The line is no picture and number and is passed over; restore the file");
  return TRUE;
}

/* (nullable): picture's name → number + 1; NULL where there is no such file, or with @error */
static GHashTable *
read_pairs (Reading *reading,
            const MienScan *scan,
            const char *beginning,
            gboolean parts,
            GError **error)
{
  const char *path = find_text (scan, beginning);
  g_autoptr (GBytes) bytes = path != NULL ? mien_files_read (scan->files, path, error) : NULL;
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Pairs reader = {reading, pairs, path, parts};

  if (bytes == NULL || !mien_lines_read (bytes, " \t,", read_pair, &reader, error))
    return NULL;
  return g_steal_pointer (&pairs);
}

/* The line of names, in the table form behind "image_id". */
static void
take_names (Reading *reading, const MienLine *line)
{
  gboolean has_id = g_ascii_strcasecmp (line->words[0], "image_id") == 0;

  reading->n_names = line->n_words - has_id;
  reading->attributes =
      mien_gather_add_column (reading->gather, "attributes", MIEN_KIND_FLAGS,
                              (const char *const *) line->words + has_id, (int) reading->n_names);
  if (reading->identities != NULL)
    reading->person = mien_gather_add_column (reading->gather, "person", MIEN_KIND_CLASS, NULL, 1);
}

static void
take_attributes (Reading *reading, const MienLine *line)
{
  float *values = mien_gather_get_values (reading->gather, reading->attributes);
  gboolean ok = TRUE;

  for (guint k = 0; k < reading->n_names; k++) {
    int value = 0;

    ok = mien_number_parse_code (line->words[k + 1], -1, 1, &value) && ok;
    values[k] = value > 0 ? 1.0f : 0.0f;
  }
  if (ok)
    return;
  for (guint k = 0; k < reading->n_names; k++)
    values[k] = NAN;
  mien_gather_tell_face (
      reading->gather, reading->source, line->number, line->words[0],
      "Attributes are 1 or -1; those of this picture count as missing, correct them");
}

static void
take_person (Reading *reading, const char *name)
{
  int number = GPOINTER_TO_INT (g_hash_table_lookup (reading->identities, name));
  g_autofree char *word = g_strdup_printf ("%05d", number - 1);

  if (number > 0)
    mien_gather_set_word (reading->gather, reading->person, word);
  else
    mien_gather_tell_face (
        reading->gather, reading->source, 0, name,
        "The list of identities does not have this picture, whose person counts as "
        "missing; restore the list");
}

static MienPart
part_of (Reading *reading, const char *name)
{
  int number = reading->partitions != NULL
                   ? GPOINTER_TO_INT (g_hash_table_lookup (reading->partitions, name))
                   : 0;

  return (MienPart) (number - 1);
}

/* Copies of the pictures as PNG keep the names of the list, which end in .jpg. */
static const char *
find_picture (Reading *reading, const char *name)
{
  const char *path = mien_path_index_find (reading->pictures, name);
  g_autofree char *png = NULL;

  if (path != NULL || !g_str_has_suffix (name, ".jpg"))
    return path;
  png = g_strdup_printf ("%.*s.png", (int) strlen (name) - 4, name);
  return mien_path_index_find (reading->pictures, png);
}

static void
take_face (Reading *reading, const MienLine *line)
{
  const char *name = line->words[0];
  const char *path = find_picture (reading, name);

  if (path == NULL)
    mien_path_index_tell_absent (reading->gather, name, reading->source, line->number);
  else if (!mien_gather_add_sample (reading->gather, path, part_of (reading, name)))
    mien_path_index_tell_double (reading->gather, name, reading->source, line->number);
  else {
    take_attributes (reading, line);
    if (reading->identities != NULL)
      take_person (reading, name);
  }
}

static gboolean
read_line (const MienLine *line, gpointer data, GError **error)
{
  Reading *reading = data;
  int count;

  if (!mien_gather_go_on (reading->gather, "Reading the attributes", -1.0, error))
    return FALSE;
  if (reading->n_names == 0 && line->n_words == 1 &&
      mien_number_parse_code (line->words[0], 0, G_MAXINT - 1, &count)) {
    reading->n_said = (guint) count;
    return TRUE;
  }
  if (reading->n_names == 0 && !mien_file_is_picture_name (line->words[0])) {
    take_names (reading, line);
    return TRUE;
  }
  reading->n_lines++;
  if (reading->n_names > 0 && line->n_words == reading->n_names + 1)
    take_face (reading, line);
  else
    mien_gather_tell (reading->gather, reading->source, line->number, line->words[0],
                      "The line has not a value for each attribute and is left out; restore the "
                      "file");
  return TRUE;
}

static void
tell_count (Reading *reading)
{
  g_autofree char *counts =
      g_strdup_printf ("%u promised, %u there", reading->n_said, reading->n_lines);

  if (reading->n_said > 0 && reading->n_said != reading->n_lines)
    mien_gather_tell (reading->gather, reading->source, 0, counts,
                      "The list has another count of pictures than its first line says; it may be "
                      "cut, restore it");
}

/* (transfer full): the aligned pictures where some are, else all: both sets have the same names. */
static GPtrArray *
choose_pictures (const MienScan *scan)
{
  g_autoptr (GPtrArray) aligned = g_ptr_array_new ();

  for (guint i = 0; i < scan->pictures->len; i++)
    if (strstr (g_ptr_array_index (scan->pictures, i), "align") != NULL)
      g_ptr_array_add (aligned, g_ptr_array_index (scan->pictures, i));
  return aligned->len > 0 ? g_steal_pointer (&aligned) : g_ptr_array_ref (scan->pictures);
}

static gboolean
recognise (const MienScan *scan)
{
  return find_text (scan, ATTRIBUTES) != NULL;
}

static gboolean
read_lists (Reading *reading, const MienScan *scan, GError **error)
{
  const char *path = find_text (scan, ATTRIBUTES);
  GError *reason = NULL;
  g_autoptr (GBytes) bytes = mien_files_read (scan->files, path, error);

  reading->partitions = read_pairs (reading, scan, PARTITION, TRUE, &reason);
  if (reason == NULL)
    reading->identities = read_pairs (reading, scan, IDENTITY, FALSE, &reason);
  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  return bytes != NULL && mien_lines_read (bytes, " \t,", read_line, reading, error);
}

static MienDatasetBuilder *
import_celeba (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "celeba");
  g_autoptr (GPtrArray) chosen = choose_pictures (scan);
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (chosen);
  const char *path = find_text (scan, ATTRIBUTES);
  g_autofree char *source = path != NULL ? g_path_get_basename (path) : NULL;
  Reading reading = {.gather = gather, .pictures = pictures, .source = source};
  gboolean ok;

  if (path == NULL)
    return mien_layout_fail (scan, "list_attr_celeba.txt", error);
  ok = read_lists (&reading, scan, error);
  g_clear_pointer (&reading.partitions, g_hash_table_unref);
  g_clear_pointer (&reading.identities, g_hash_table_unref);
  if (!ok)
    return NULL;
  tell_count (&reading);
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_celeba = {"celeba", "CelebA attributes", recognise, import_celeba};
