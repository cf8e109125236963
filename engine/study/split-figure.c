#include "engine/study/split-figure.h"

static JsonObject *
counts_to_json (const GArray *counts)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < counts->len; i++) {
    const MienSplitCount *count = &g_array_index (counts, MienSplitCount, i);
    JsonArray *parts = json_array_new ();

    for (int part = 0; part < MIEN_N_PARTS; part++)
      json_array_add_int_element (parts, count->parts[part]);
    json_object_set_array_member (object, count->name, parts);
  }
  return object;
}

JsonObject *
mien_split_summary_to_json (const MienSplitSummary *summary)
{
  JsonObject *object = json_object_new ();

  if (summary->column != NULL) {
    json_object_set_string_member (object, "column", summary->column);
    json_object_set_object_member (object, "classes", counts_to_json (summary->classes));
  }
  if (summary->group_column != NULL) {
    json_object_set_string_member (object, "group", summary->group_column);
    json_object_set_object_member (object, "groups", counts_to_json (summary->groups));
  }
  json_object_set_int_member (object, "left_out", summary->left_out);
  return object;
}

/* What is not as it was written is passed over: a report shows what there is. */
static void
counts_from_json (JsonObject *parent, const char *name, GArray *counts)
{
  JsonNode *node = json_object_get_member (parent, name);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &value)) {
    JsonArray *parts = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
    MienSplitCount count = {0};

    if (parts == NULL || json_array_get_length (parts) != MIEN_N_PARTS)
      continue;
    count.name = g_strdup (key);
    for (guint part = 0; part < MIEN_N_PARTS; part++)
      count.parts[part] =
          (guint) CLAMP (json_array_get_int_element (parts, part), 0, (gint64) G_MAXINT32);
    g_array_append_val (counts, count);
  }
}

static void
sum_counts (MienSplitSummary *summary)
{
  const GArray *counts = summary->classes->len > 0 ? summary->classes : summary->groups;

  for (guint i = 0; i < counts->len; i++)
    for (int part = 0; part < MIEN_N_PARTS; part++)
      summary->parts[part] += g_array_index (counts, MienSplitCount, i).parts[part];
}

MienSplitSummary *
mien_split_summary_from_json (JsonObject *object)
{
  g_autoptr (MienSplitSummary) summary = mien_split_summary_new ();

  summary->column = g_strdup (json_object_get_string_member_with_default (object, "column", NULL));
  summary->group_column =
      g_strdup (json_object_get_string_member_with_default (object, "group", NULL));
  summary->left_out =
      (guint) MAX (0, json_object_get_int_member_with_default (object, "left_out", 0));
  counts_from_json (object, "classes", summary->classes);
  counts_from_json (object, "groups", summary->groups);
  sum_counts (summary);
  return summary->classes->len + summary->groups->len > 0 ? g_steal_pointer (&summary) : NULL;
}

static void
fill_table (MienSplitFigure *self,
            int number,
            const char *title,
            const GArray *counts,
            const char *missing,
            MienPartsTable *table)
{
  self->names[number] = g_ptr_array_new ();
  self->counts[number] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < counts->len; i++) {
    const MienSplitCount *count = &g_array_index (counts, MienSplitCount, i);

    g_ptr_array_add (self->names[number], (char *) (*count->name != '\0' ? count->name : missing));
    g_array_append_vals (self->counts[number], count->parts, MIEN_N_PARTS);
  }
  *table = (MienPartsTable){
      .title = counts->len > 0 ? title : NULL,
      .n = counts->len,
      .names = (const char *const *) self->names[number]->pdata,
      .counts = (const guint *) (void *) self->counts[number]->data,
  };
}

MienSplitFigure *
mien_split_figure_new (const MienSplitSummary *summary,
                       const char *const part_names[MIEN_PARTS_N],
                       const char *missing)
{
  MienSplitFigure *self = g_new0 (MienSplitFigure, 1);

  for (int part = 0; part < MIEN_N_PARTS; part++) {
    self->parts.names[part] = part_names[part];
    self->parts.totals[part] = summary->parts[part];
  }
  fill_table (self, 0, summary->column, summary->classes, missing, &self->parts.classes);
  fill_table (self, 1, summary->group_column, summary->groups, missing, &self->parts.groups);
  return self;
}

void
mien_split_figure_free (MienSplitFigure *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < 2; i++) {
    g_ptr_array_unref (self->names[i]);
    g_array_unref (self->counts[i]);
  }
  g_free (self);
}
