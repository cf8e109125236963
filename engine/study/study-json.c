#include "engine/study/study-private.h"

#include <math.h>

static void
add_number (JsonObject *object, const char *name, double value)
{
  if (isfinite (value))
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static JsonArray *
describe_values (GArray *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < values->len; i++)
    json_array_add_double_element (array, g_array_index (values, double, i));
  return array;
}

static void
add_interval (JsonObject *object, double low, double high)
{
  if (!isfinite (low) || !isfinite (high)) {
    json_object_set_null_member (object, "interval");
    return;
  }

  JsonArray *array = json_array_new ();
  json_array_add_double_element (array, low);
  json_array_add_double_element (array, high);
  json_object_set_array_member (object, "interval", array);
}

static JsonObject *
describe_arm (const MienArmResult *arm)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", arm->name);
  json_object_set_array_member (object, "values", describe_values (arm->values));
  add_number (object, "mean", arm->mean);
  add_interval (object, arm->low, arm->high);
  add_number (object, "majority", arm->majority);
  json_object_set_string_member (object, "picked_by", arm->picked_by);
  json_object_set_int_member (object, "persons", arm->persons);
  add_number (object, "persons_low", arm->persons_low);
  add_number (object, "persons_high", arm->persons_high);
  return object;
}

/* What else is known of the pairs. */
static void
add_judgement (JsonObject *object, const MienComparison *comparison)
{
  json_object_set_boolean_member (object, "less_is_better", comparison->less_is_better);
  add_number (object, "ratio", comparison->ratio);
  add_number (object, "effect", comparison->effect);
  add_number (object, "wilcoxon", comparison->wilcoxon);
  add_number (object, "region", comparison->region);
  add_number (object, "worse", comparison->worse);
  add_number (object, "alike", comparison->alike);
  add_number (object, "better", comparison->better);
  add_number (object, "worth", comparison->worth);
  add_number (object, "power", comparison->power);
  json_object_set_int_member (object, "more", comparison->more);
  add_number (object, "wins", comparison->wins);
  add_number (object, "wins_low", comparison->wins_low);
  add_number (object, "wins_high", comparison->wins_high);
}

static void
add_faces (JsonObject *object, const MienComparison *comparison)
{
  json_object_set_int_member (object, "faces", comparison->faces);
  json_object_set_int_member (object, "fixed", comparison->fixed);
  json_object_set_int_member (object, "broken", comparison->broken);
  json_object_set_int_member (object, "persons", comparison->persons);
  add_number (object, "mcnemar", comparison->mcnemar);
  add_number (object, "mcnemar_mid", comparison->mcnemar_mid);
  add_number (object, "faces_low", comparison->faces_low);
  add_number (object, "faces_high", comparison->faces_high);
}

JsonObject *
mien_comparison_to_json (const MienComparison *comparison)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "a", comparison->a);
  json_object_set_string_member (object, "b", comparison->b);
  add_number (object, "difference", comparison->difference);
  add_interval (object, comparison->low, comparison->high);
  add_number (object, "p", comparison->p);
  add_number (object, "p_holm", comparison->p_holm);
  json_object_set_string_member (object, "test", comparison->test);
  json_object_set_int_member (object, "pairs", comparison->pairs);
  json_object_set_array_member (object, "differences", describe_values (comparison->differences));
  json_object_set_int_member (object, "unlike", comparison->unlike);
  json_object_set_string_member (object, "verdict", mien_verdict_name (comparison->verdict));
  add_judgement (object, comparison);
  add_faces (object, comparison);
  return object;
}

JsonNode *
mien_study_to_json (MienStudy *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *arms = json_array_new (), *comparisons = json_array_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  for (guint i = 0; i < self->arms->len; i++)
    json_array_add_object_element (arms, describe_arm (g_ptr_array_index (self->arms, i)));
  for (guint i = 0; i < self->comparisons->len; i++)
    json_array_add_object_element (
        comparisons, mien_comparison_to_json (g_ptr_array_index (self->comparisons, i)));
  json_object_set_string_member (object, "study", self->folder);
  json_object_set_int_member (object, "ranks", 1);
  json_object_set_string_member (object, "main", self->main);
  json_object_set_string_member (object, "metric", self->metric);
  json_object_set_int_member (object, "folds", self->folds);
  json_object_set_int_member (object, "classes", self->classes);
  json_object_set_int_member (object, "done", self->done);
  json_object_set_int_member (object, "planned", self->planned);
  json_object_set_array_member (object, "arms", arms);
  json_object_set_array_member (object, "comparisons", comparisons);
  if (self->knowledge != NULL)
    json_object_set_object_member (object, "knowledge", mien_comparison_to_json (self->knowledge));
  if (self->transfer != NULL)
    json_object_set_object_member (object, "transfer", mien_transfer_to_json (self->transfer));
  if (self->searches->len > 0)
    json_object_set_object_member (object, "search",
                                   mien_searches_to_json (self->recipe, self->searches));
  json_object_set_string_member (object, "words", self->words);
  json_object_unref (object);
  return node;
}
