/* FairFace (Karkkainen and Joo, "FairFace: Face Attribute Dataset for Balanced Race, Gender, and
 * Age", WACV 2021): train/9.jpg, val/9.jpg, fairface_label_train.csv and fairface_label_val.csv. */
#include "engine/samples/files/file-names.h"
#include "engine/samples/layouts/import-private.h"
#include "engine/samples/layouts/label-table.h"
#include "engine/samples/layouts/path-index.h"

#include <string.h>

enum {
  FILE_NAME,
  AGE,
  GENDER,
  RACE,
  SERVICE_TEST
};

static const char *const names[] = {"file", "age", "gender", "race", "service_test", NULL};
static const char *const ages[] = {"0-2",   "3-9",   "10-19", "20-29",        "30-39",
                                   "40-49", "50-59", "60-69", "more than 70", NULL};

typedef struct {
  MienGather *gather;
  MienPathIndex *pictures;
  const char *source;
  MienPart part;
  guint age;
  guint gender;
  guint race;
  guint service_test;
} Reading;

/* Spreadsheets take 3-9 for the 3rd of September or the 9th of March, 10-19 for October 2019 and
 * then write them in many ways: 3-Sep, 9-Mar-24, 2024-09-03, Oct-19, 01/10/2019, 2019-10-01 …
 * (nullable): the age that was meant; NULL where it cannot be told. */
static const char *
undo_date (const char *cell)
{
  static const struct {
    const char *regex;
    const char *age;
  } dates[] = {
      {"^(0?3[-/. ]sep|sep[-/. ]0?3\\b|0?9[-/. ]mar|mar[-/. ]0?9\\b)", "3-9"},
      {"^\\d{4}-(09-03|03-09)\\b|^0?3[-/.]0?9([-/.]\\d+)?$|^0?9[-/.]0?3([-/.]\\d+)?$", "3-9"},
      {"^(oct[-/. ](20)?19|(20)?19[-/. ]oct|0?1[-/. ]oct[-/. ](20)?19)$", "10-19"},
      {"^2019-10-01\\b|^0?1[-/.]10[-/.](20)?19$|^10[-/.]0?1[-/.](20)?19$", "10-19"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (g_regex_match_simple (dates[i].regex, cell, G_REGEX_CASELESS, 0))
      return dates[i].age;
  return NULL;
}

static void
take_age (Reading *reading, const char *cell, guint row)
{
  const char *meant = g_strv_contains (ages, cell) ? cell : undo_date (cell);
  g_autofree char *detail = g_strdup_printf ("“%s” is %s", cell, meant != NULL ? meant : "unclear");

  if (meant == NULL && *cell != '\0')
    mien_gather_tell_face (reading->gather, reading->source, row, detail,
                           "The age is none of FairFace's and counts as missing; correct it");
  else if (meant != cell && *cell != '\0')
    mien_gather_tell_face (
        reading->gather, reading->source, row, detail,
        "A spreadsheet turned the age into a date, which is undone; there is nothing "
        "to do");
  for (int k = 0; meant != NULL && ages[k] != NULL; k++)
    if (g_str_equal (ages[k], meant))
      mien_gather_set (reading->gather, reading->age, k);
}

static void
take_word (Reading *reading, guint column, const char *cell)
{
  if (*cell != '\0')
    mien_gather_set_word (reading->gather, column, cell);
}

static gboolean
read_row (const char *const *cells, guint row, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reading *reading = data;

  if (mien_path_index_take (reading->pictures, reading->gather, cells[FILE_NAME], reading->part,
                            reading->source, row) == NULL)
    return TRUE;
  take_age (reading, cells[AGE], row);
  take_word (reading, reading->gender, cells[GENDER]);
  take_word (reading, reading->race, cells[RACE]);
  take_word (reading, reading->service_test, cells[SERVICE_TEST]);
  return TRUE;
}

static gboolean
read_tables (Reading *reading, const MienScan *scan, GError **error)
{
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < scan->texts->len; i++) {
    const char *path = g_ptr_array_index (scan->texts, i);
    g_autofree char *source = g_path_get_basename (path);

    if (!mien_file_is_table_name (path) || !mien_label_table_has (scan->files, path, names))
      continue;
    reading->source = source;
    reading->part = strstr (source, "train") != NULL ? MIEN_PART_TRAIN
                    : strstr (source, "val") != NULL ? MIEN_PART_VALIDATION
                                                     : MIEN_PART_NONE;
    ok = mien_label_table_gather (reading->gather, path, names, read_row, reading, error);
  }
  return ok;
}

static gboolean
recognise (const MienScan *scan)
{
  return mien_label_table_find (scan, names) != NULL;
}

static MienDatasetBuilder *
import_fairface (const MienImport *import, const MienScan *scan, GError **error)
{
  g_autoptr (MienGather) gather = mien_gather_new (import, scan, "fairface");
  g_autoptr (MienPathIndex) pictures = mien_path_index_new (scan->pictures);
  Reading reading = {.gather = gather, .pictures = pictures};

  if (!recognise (scan))
    return mien_layout_fail (scan, "fairface_label_train.csv", error);
  reading.age = mien_gather_add_column (gather, "age", MIEN_KIND_CLASS, ages, 1);
  reading.gender = mien_gather_add_column (gather, "gender", MIEN_KIND_CLASS, NULL, 1);
  reading.race = mien_gather_add_column (gather, "race", MIEN_KIND_CLASS, NULL, 1);
  reading.service_test = mien_gather_add_column (gather, "service_test", MIEN_KIND_CLASS, NULL, 1);
  if (!read_tables (&reading, scan, error))
    return NULL;
  mien_path_index_tell_unlabelled (pictures, gather);
  return mien_gather_end (g_steal_pointer (&gather));
}

const MienLayout mien_layout_fairface = {"fairface", "FairFace", recognise, import_fairface};
