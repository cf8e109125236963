#include "engine/study/report-private.h"

static void
tell_row (MienHtml *html, const char *name, const char *value)
{
  mien_html_markup (html, "<tr>");
  mien_html_element (html, "th", name);
  mien_html_element (html, "td", value);
  mien_html_markup (html, "</tr>");
}

static void
tell_facts (MienHtml *html, MienRun *run, JsonObject *result)
{
  gboolean by_person = run->recipe->split == MIEN_SPLIT_SUBJECT ||
                       run->recipe->split == MIEN_SPLIT_LEAVE_ONE_SUBJECT_OUT;
  g_autofree char *split =
      g_strdup_printf ("%s, %s", mien_split_kind_name (run->recipe->split),
                       by_person ? "no person on two sides" : "persons may be on both sides");
  g_autofree char *leaks = mien_run_tell_leaks (run);
  g_autofree char *problems =
      g_strdup_printf ("%d", (int) json_object_get_int_member_with_default (result, "problems", 0));

  mien_html_markup (html, "<table>");
  tell_row (html, "data set", run->recipe->paths[0] != NULL ? run->recipe->paths[0] : "");
  tell_row (html, "fingerprint of ids and labels",
            json_object_get_string_member_with_default (result, "data", ""));
  tell_row (html, "split", split);
  if (leaks != NULL)
    tell_row (html, "on two sides of it", leaks);
  tell_row (html, "problems found while reading", problems);
  mien_html_markup (html, "</table>\n");
}

static void
tell_counts (MienHtml *html, const char *name, const guint counts[MIEN_N_PARTS])
{
  mien_html_markup (html, "<tr>");
  mien_html_element (html, "td", name);
  for (int part = 0; part < MIEN_N_PARTS; part++)
    mien_html_printf (html, "td", "%u", counts[part]);
  mien_html_markup (html, "</tr>\n");
}

static void
tell_parts (MienHtml *html, JsonObject *result)
{
  JsonNode *node = json_object_get_member (result, "samples");
  guint counts[MIEN_N_PARTS] = {0};

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  for (int part = 0; part < MIEN_N_PARTS; part++)
    counts[part] = (guint) json_object_get_int_member_with_default (
        json_node_get_object (node), mien_part_name ((MienPart) part), 0);
  tell_counts (html, "all faces", counts);
}

/* Faces of each class in each part. */
static void
tell_balance (MienHtml *html, const MienPredictions *predictions, const MienTaskPredictions *task)
{
  for (int name = 0; name < task->task->width; name++) {
    guint counts[MIEN_N_PARTS] = {0};

    for (guint i = 0; i < predictions->n; i++)
      if (predictions->parts[i] >= 0 && (double) task->label[i] >= name &&
          (double) task->label[i] <= name)
        counts[predictions->parts[i]]++;
    tell_counts (html, task->task->names[name], counts);
  }
}

void
mien_report_data (MienHtml *html, MienRun *run, MienPredictions *predictions)
{
  JsonObject *result = json_node_get_object (run->result);
  const MienTaskPredictions *task =
      predictions != NULL ? mien_predictions_find (predictions, mien_run_get_main (run)) : NULL;

  mien_html_element (html, "h2", "Data");
  tell_facts (html, run, result);
  mien_html_markup (html, "<table><tr><th>faces</th><th>train</th><th>validation</th>"
                          "<th>test</th></tr>\n");
  if (task != NULL && task->task->kind == MIEN_KIND_CLASS)
    tell_balance (html, predictions, task);
  tell_parts (html, result);
  mien_html_markup (html, "</table>\n");
}
