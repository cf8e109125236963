/* What a run was told while it trained, and where it branched off. */
#include "engine/core/json.h"
#include "engine/study/branch.h"
#include "engine/study/repeat.h"
#include "engine/study/report-private.h"

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
tell_branch (MienHtml *html, MienRun *run)
{
  g_autoptr (MienBranch) branch = mien_branch_open (run->folder, NULL);
  g_autoptr (JsonNode) set = NULL;

  if (branch == NULL)
    return;
  set = json_node_init_object (json_node_alloc (), branch->set);
  g_autofree char *changes = mien_json_to_text (set, FALSE);
  mien_html_printf (html, "p",
                    "This run goes on from step %" G_GINT64_FORMAT
                    " (after %d epochs) of the run in %s%s%s.",
                    branch->step, branch->epoch, branch->from,
                    json_object_get_size (branch->set) > 0 ? ", with another " : ", as it was",
                    json_object_get_size (branch->set) > 0 ? changes : "");
}

void
mien_report_told (MienHtml *html, MienRun *run)
{
  g_autoptr (GArray) steering = mien_steering_read (run->folder, NULL);

  tell_branch (html, run);
  if (steering == NULL || steering->len == 0)
    return;
  mien_html_element (html, "p",
                     "The training was steered while it ran; the recipe below says so too.");
  mien_html_markup (html, "<div class=\"wide\"><table><tr><th>after step</th><th>task</th>"
                          "<th>from then on</th></tr>\n");
  for (guint i = 0; i < steering->len; i++) {
    const MienSteering *command = &g_array_index (steering, MienSteering, i);
    g_autofree char *words = tell_command (command);

    mien_html_markup (html, "<tr>");
    mien_html_printf (html, "td", "%" G_GINT64_FORMAT, command->step);
    mien_html_element (html, "td", mien_steering_has_task (command->kind) ? command->task : "all");
    mien_html_element (html, "td", words);
    mien_html_markup (html, "</tr>\n");
  }
  mien_html_markup (html, "</table></div>\n");
}

void
mien_report_repetition (MienHtml *html, MienRun *run)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (MienRecipe) recipe = mien_recipe_to_repeat (run->folder, &why);

  if (recipe != NULL) {
    mien_report_recipe (html, recipe, FALSE, "train");
    return;
  }
  mien_html_element (html, "h2", "How to repeat it");
  mien_html_printf (html, "p", "No recipe alone repeats this run: %s.", why->message);
}
