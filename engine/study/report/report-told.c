/* What a run was told while it trained, and where it branched off. */
#include "engine/core/json.h"
#include "engine/study/branch.h"
#include "engine/study/report/report-private.h"

static char *
tell_command (const MienSteering *command)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (command->kind == MIEN_COMMAND_SET_ON)
    return g_strdup (command->value > 0.0 ? "switched on" : "switched off");
  g_ascii_formatd (number, sizeof number, "%g", command->value);
  if (command->kind == MIEN_COMMAND_SET_RATE)
    return g_strdup_printf ("learning rate %s, as the schedule shapes it", number);
  if (command->kind == MIEN_COMMAND_SET_EPOCHS)
    return g_strdup_printf ("%s epochs in all", number);
  return g_strdup_printf ("weight %s", number);
}

static void
tell_branch (MienDocument *doc, MienRun *run)
{
  g_autoptr (MienBranch) branch = mien_branch_open (run->folder, NULL);
  g_autoptr (JsonNode) set = NULL;

  if (branch == NULL)
    return;
  set = json_node_init_object (json_node_alloc (), branch->set);
  g_autofree char *changes = mien_json_to_text (set, FALSE);
  mien_document_add_paragraph (
      doc,
      "This run goes on from step %" G_GINT64_FORMAT " (after %d epochs) of the run in %s%s%s.",
      branch->step, branch->epoch, branch->from,
      json_object_get_size (branch->set) > 0 ? ", with another " : ", as it was",
      json_object_get_size (branch->set) > 0 ? changes : "");
}

void
mien_report_told (MienDocument *doc, MienRun *run)
{
  g_autoptr (GArray) steering = mien_steering_read (run->folder, NULL);
  MienCells *table;

  tell_branch (doc, run);
  if (steering == NULL || steering->len == 0)
    return;
  mien_document_add_text (doc,
                          "The training was steered while it ran; the recipe below says so too.");
  table = mien_document_add_table (doc, "What the training was told.");
  mien_cells_add_columns (table, "#after step|task|from then on");
  for (guint i = 0; i < steering->len; i++) {
    const MienSteering *command = &g_array_index (steering, MienSteering, i);
    g_autofree char *words = tell_command (command);

    mien_cells_begin_row (table);
    mien_cells_add_format (table, "%" G_GINT64_FORMAT, command->step);
    mien_cells_add (table, mien_steering_has_task (command->kind) ? command->task : "all");
    mien_cells_add (table, words);
  }
}
