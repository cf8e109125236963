/* What became of the faces of the test parts between the first arm and each other one. */
#include "engine/study/changes.h"
#include "engine/study/report/report-private.h"

#include <math.h>
#include <string.h>

/* Longer lists nobody reads: the CSVs of the runs have all faces. */
#define MOST_GROUPS 60
#define MOST_FACES 16

static void
tell_group (MienCells *table, const MienChangedGroup *group)
{
  mien_cells_begin_row (table);
  mien_cells_add (table, group->name);
  mien_cells_add_format (table, "%u", group->faces);
  mien_cells_add_number (table, "%.3f", group->a);
  mien_cells_add_number (table, "%.3f", group->b);
  mien_cells_add_format (table, "%u", group->fixed);
  mien_cells_add_format (table, "%u", group->broken);
  mien_cells_add_number (table, "%.4f", group->mcnemar);
}

/* @what: "class", "person" */
static void
tell_groups (MienDocument *doc, const MienChanges *changes, const GArray *groups, const char *what)
{
  g_autofree char *caption = g_strdup_printf (
      "“%s” and “%s” by %s: shares of the faces that each reads rightly, and McNemar's exact p, "
      "which is not adjusted for the number of rows.",
      changes->a, changes->b, what);
  MienCells *table;

  if (groups->len == 0)
    return;
  table = mien_document_add_table (doc, caption);
  mien_cells_add_column (table, what, FALSE);
  mien_cells_add_columns (table, "#faces");
  mien_cells_add_column (table, changes->a, TRUE);
  mien_cells_add_column (table, changes->b, TRUE);
  mien_cells_add_columns (table, "#fixed|#broken|#McNemar");
  for (guint i = 0; i < MIN (groups->len, MOST_GROUPS); i++)
    tell_group (table, &g_array_index (groups, MienChangedGroup, i));
  tell_group (table, &changes->all);
  if (groups->len > MOST_GROUPS)
    mien_document_add_paragraph (doc, "And %u more.", groups->len - MOST_GROUPS);
}

/* (element-type MienChangedFace) (transfer container) */
static GPtrArray *
find_faces (const MienChanges *changes, gboolean fixed)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < changes->faces->len; i++) {
    MienChangedFace *face = &g_array_index (changes->faces, MienChangedFace, i);

    if (face->is_right == fixed && face->was_right != fixed)
      g_ptr_array_add (found, face);
  }
  return found;
}

static void
list_faces (MienDocument *doc, const MienChanges *changes, GPtrArray *faces, gboolean fixed)
{
  g_autofree char *caption =
      g_strdup_printf (fixed ? "Faces that “%s” reads wrongly and “%s” rightly: the first of %u."
                             : "Faces that “%s” reads rightly and “%s” wrongly: the first of %u.",
                       changes->a, changes->b, faces->len);
  MienCells *table = mien_document_add_table (doc, caption);

  mien_cells_add_columns (table, "face|label");
  mien_cells_add_column (table, changes->a, FALSE);
  mien_cells_add_column (table, changes->b, FALSE);
  for (guint i = 0; i < MIN (faces->len, MOST_FACES); i++) {
    const MienChangedFace *face = g_ptr_array_index (faces, i);

    mien_cells_begin_row (table);
    mien_cells_add (table, face->path);
    mien_cells_add (table, face->label);
    mien_cells_add (table, face->a);
    mien_cells_add (table, face->b);
  }
}

static void
show_faces (MienDocument *doc, MienRun *run, GPtrArray *faces, const char *caption)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (faces->len, MOST_FACES); i++) {
    const MienChangedFace *face = g_ptr_array_index (faces, i);

    g_ptr_array_add (ids, face->path);
    g_ptr_array_add (words, g_strdup_printf ("%s\n%s → %s", face->label, face->a, face->b));
  }
  mien_report_faces (doc, run, ids, words, caption);
}

static void
tell_faces (MienDocument *doc, const MienChanges *changes, MienRun *run, gboolean fixed)
{
  g_autoptr (GPtrArray) faces = find_faces (changes, fixed);
  g_autofree char *caption =
      g_strdup_printf ("Faces that “%s” has %s: label, and what “%s” and it read.", changes->b,
                       fixed ? "fixed" : "broken", changes->a);

  if (faces->len == 0)
    return;
  list_faces (doc, changes, faces, fixed);
  if (run != NULL)
    show_faces (doc, run, faces, caption);
}

/* @run: (nullable): whose data set pictures are taken from; NULL for none */
static void
tell_changes (MienDocument *doc, const MienChanges *changes, MienRun *run)
{
  mien_document_add_heading (doc, 3, changes->b);
  mien_document_add_paragraph (
      doc,
      "Of %u faces of the test parts, each told once by an arm, “%s” reads %u rightly that "
      "“%s” reads wrongly, and %u the other way round.",
      changes->all.faces, changes->b, changes->all.fixed, changes->a, changes->all.broken);
  tell_groups (doc, changes, changes->classes, "class");
  tell_groups (doc, changes, changes->persons, "person");
  tell_faces (doc, changes, run, TRUE);
  tell_faces (doc, changes, run, FALSE);
}

void
mien_report_changes (MienDocument *doc,
                     const MienReportStudy *self,
                     const MienReportOptions *options)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < self->study->comparisons->len; i++) {
    const MienComparison *comparison = g_ptr_array_index (self->study->comparisons, i);
    g_autoptr (MienChanges) changes =
        mien_changes_collect (self->study, comparison->a, comparison->b, NULL);

    if (changes == NULL || changes->all.faces == 0)
      continue;
    if (!begun)
      mien_document_add_heading (doc, 2, "By class, by person, face by face");
    begun = TRUE;
    tell_changes (doc, changes, options->faces ? mien_report_find_run (self, comparison->b) : NULL);
  }
}
