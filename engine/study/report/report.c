#include "engine/study/report/report.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/study/report/report-private.h"

#include <string.h>

/* A file that is to be written, and what makes a file of that name one that may be replaced. */
typedef struct {
  char *path;
  GBytes *bytes;
  const char *head; /* (nullable): how it begins where a report has written it; NULL for any */
} Output;

static void
output_clear (gpointer data)
{
  Output *output = data;

  g_free (output->path);
  g_bytes_unref (output->bytes);
}

static void
add_output (GArray *outputs, char *path, const char *head, GBytes *bytes)
{
  Output output = {path, bytes, head};

  g_array_append_val (outputs, output);
}

static void
add_beside (GArray *outputs, const char *path, const char *ending, const char *head, char *text)
{
  const char *dot = strrchr (path, '.');

  add_output (outputs, g_strdup_printf ("%.*s%s", (int) (dot - path), path, ending), head,
              g_bytes_new_take (text, strlen (text)));
}

/* --- what may be written --- */

typedef enum {
  FORMAT_HTML,
  FORMAT_PDF,
  FORMAT_NONE,
} Format;

static Format
find_format (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".html") || g_str_has_suffix (lower, ".htm"))
    return FORMAT_HTML;
  return g_str_has_suffix (lower, ".pdf") ? FORMAT_PDF : FORMAT_NONE;
}

/* What Mien itself reads from the folder of a run, a study or a search. */
static gboolean
is_own_file (const char *path)
{
  static const char *const names[] = {
      "recipe.json",     "run.json",    "history.csv", "predictions.csv",
      "corrections.csv", "study.json",  "search.json", "asked.json",
      "best.json",       "branch.json", "start.json",
  };
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean own = g_str_has_suffix (name, ".safetensors");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    own = own || g_str_equal (name, names[i]);
  return own && (mien_folder_is_run (folder) || mien_folder_is_study (folder));
}

/* A table of somebody else's that happens to bear the name stays as it is. */
static gboolean
may_replace (const Output *output, GError **error)
{
  g_autoptr (GBytes) there = NULL;
  gsize size;

  if (is_own_file (output->path)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 "%s is a file of the run's own; give the report another name", output->path);
    return FALSE;
  }
  if (output->head == NULL || !g_file_test (output->path, G_FILE_TEST_EXISTS))
    return TRUE;
  there = mien_file_open (output->path, error);
  if (there == NULL)
    return FALSE;

  const char *data = g_bytes_get_data (there, &size);
  if (size >= strlen (output->head) && memcmp (data, output->head, strlen (output->head)) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               "%s is there already, and no report has written it; move it away or give the report "
               "another name",
               output->path);
  return FALSE;
}

static gboolean
write_all (GArray *outputs, GError **error)
{
  for (guint i = 0; i < outputs->len; i++)
    if (!may_replace (&g_array_index (outputs, Output, i), error))
      return FALSE;
  for (guint i = 0; i < outputs->len; i++) {
    const Output *output = &g_array_index (outputs, Output, i);

    if (!mien_file_replace (output->path, output->bytes, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_document (GArray *outputs, MienDocument *doc, const char *path, GError **error)
{
  GBytes *bytes = find_format (path) == FORMAT_PDF ? mien_document_to_pdf (doc, error)
                                                   : mien_document_to_html (doc);

  if (bytes != NULL)
    add_output (outputs, g_strdup (path), NULL, bytes);
  return bytes != NULL;
}

/* --- a run --- */

static gboolean
tell_run (const char *folder,
          const char *path,
          const MienReportOptions *options,
          GArray *outputs,
          GError **error)
{
  g_autoptr (MienRun) run = mien_run_open (folder, error);
  g_autoptr (MienDocument) doc = NULL;

  if (run == NULL)
    return FALSE;
  if (run->state != MIEN_RUN_FINISHED) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s holds a run that is not finished; go on with it by “mien-run train --resume”",
                 folder);
    return FALSE;
  }
  g_autofree char *title = g_strdup_printf ("Reading %s: %s", mien_run_get_main (run), run->name);
  doc = mien_document_new (title);
  mien_report_run (doc, run, TRUE);
  if (options->faces)
    mien_report_mistakes (doc, run, 2);
  mien_report_recipe (doc, run->recipe, FALSE);
  mien_report_run_repetition (doc, run);
  if (!add_document (outputs, doc, path, error))
    return FALSE;
  if (options->tables) {
    add_beside (outputs, path, ".tex", MIEN_REPORT_LATEX_HEAD, mien_report_run_latex (run));
    add_beside (outputs, path, ".csv", MIEN_REPORT_RUN_HEAD, mien_report_run_csv (run));
  }
  return TRUE;
}

/* --- a study --- */

static void
run_free (gpointer data)
{
  mien_run_free (data);
}

static void
read_runs (MienReportStudy *self)
{
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  self->runs = g_ptr_array_new_with_free_func (run_free);
  for (guint i = 0; i < self->plan->len; i++) {
    const MienPlannedRun *planned = g_ptr_array_index (self->plan, i);
    MienRun *run =
        mien_folder_is_run (planned->folder) ? mien_run_open (planned->folder, NULL) : NULL;

    if (run != NULL && run->state != MIEN_RUN_FINISHED)
      g_clear_pointer (&run, mien_run_free);
    g_ptr_array_add (self->runs, run);
  }
}

/* How many folds there are may follow from the data; any finished run tells. */
static int
find_folds (const MienReportStudy *self, int usual)
{
  for (guint i = 0; i < self->runs->len; i++) {
    MienRun *run = g_ptr_array_index (self->runs, i);

    if (run != NULL)
      return MAX (1, (int) json_object_get_int_member_with_default (
                         json_node_get_object (run->result), "folds", usual));
  }
  return usual;
}

static gboolean
plan (MienReportStudy *self, int n_folds, GError **error)
{
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  self->plan = mien_study_plan (self->study->recipe, self->study->folder, n_folds, error);
  if (self->plan == NULL)
    return FALSE;
  read_runs (self);
  return TRUE;
}

static gboolean
open_study (MienReportStudy *self, const char *folder, GError **error)
{
  self->study = mien_study_collect (folder, error);
  if (self->study == NULL)
    return FALSE;

  int usual = MAX (self->study->recipe->folds, 1);
  if (!plan (self, usual, error))
    return FALSE;
  int n_folds = find_folds (self, usual);
  return n_folds == usual || plan (self, n_folds, error);
}

static void
close_study (MienReportStudy *self)
{
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->study, mien_study_free);
}

static void
add_study_tables (GArray *outputs, const char *path, const MienReportStudy *self)
{
  add_beside (outputs, path, ".tex", MIEN_REPORT_LATEX_HEAD, mien_report_study_latex (self));
  add_beside (outputs, path, ".csv", MIEN_REPORT_STUDY_HEAD, mien_report_study_csv (self));
  add_beside (outputs, path, "-comparisons.csv", MIEN_REPORT_COMPARISONS_HEAD,
              mien_report_comparisons_csv (self->study));
}

static gboolean
tell_study (const char *folder,
            const char *path,
            const MienReportOptions *options,
            GArray *outputs,
            GError **error)
{
  MienReportStudy self = {0};
  gboolean done = open_study (&self, folder, error);

  if (done) {
    g_autofree char *title =
        g_strdup_printf ("Does it help to learn more than %s?", self.study->main);
    g_autoptr (MienDocument) doc = mien_document_new (title);

    mien_report_study (doc, &self, options);
    done = add_document (outputs, doc, path, error);
    if (done && options->tables)
      add_study_tables (outputs, path, &self);
  }
  close_study (&self);
  return done;
}

/* --- a search --- */

static gboolean
is_search (const char *folder)
{
  g_autofree char *asked = g_build_filename (folder, "asked.json", NULL);

  return g_file_test (asked, G_FILE_TEST_EXISTS);
}

static gboolean
tell_search (const char *folder, const char *path, GArray *outputs, GError **error)
{
  g_autofree char *asked = g_build_filename (folder, "asked.json", NULL);
  g_autoptr (MienRecipe) recipe = mien_recipe_load (asked, error);
  g_autoptr (GPtrArray) searches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) mien_search_free);
  g_autoptr (MienDocument) doc = mien_document_new ("Which weights of the auxiliary tasks?");

  if (recipe == NULL)
    return FALSE;
  g_ptr_array_add (searches, mien_search_read (recipe, folder, recipe->fold));
  mien_report_search (doc, recipe, searches);
  mien_report_recipe (doc, recipe, FALSE);
  mien_report_repetition (doc, recipe, "search", NULL);
  return add_document (outputs, doc, path, error);
}

gboolean
mien_report_write (const char *folder,
                   const char *path,
                   const MienReportOptions *options,
                   GError **error)
{
  const MienReportOptions none = {0};
  g_autoptr (GArray) outputs = g_array_new (FALSE, FALSE, sizeof (Output));
  gboolean told;

  g_array_set_clear_func (outputs, output_clear);
  options = options != NULL ? options : &none;
  if (find_format (path) == FORMAT_NONE) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s: reports are HTML or PDF; name it .html or .pdf", path);
    return FALSE;
  }
  if (mien_folder_is_study (folder))
    told = tell_study (folder, path, options, outputs, error);
  else if (is_search (folder))
    told = tell_search (folder, path, outputs, error);
  else if (mien_folder_is_run (folder))
    told = tell_run (folder, path, options, outputs, error);
  else {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 "%s holds no run, no study and no search; name the folder that --out made",
                 folder);
    return FALSE;
  }
  return told && write_all (outputs, error);
}
