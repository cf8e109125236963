/* What is on two sides of a run's split, as run.json and the report say it. */
#include "engine/samples/doubts.h"
#include "engine/study/run-private.h"

JsonObject *
mien_leaks_describe (const MienCompiled *run)
{
  const MienColumn *subject = mien_dataset_find_subject (run->dataset, run->recipe->subject);
  JsonObject *object = json_object_new ();
  guint copies = 0, alike = 0;

  mien_likeness_count_leaks (run->likeness, run->parts, &copies, &alike);
  json_object_set_int_member (object, "copies", copies);
  json_object_set_int_member (object, "alike", alike);
  if (subject != NULL)
    json_object_set_int_member (object, "persons",
                                mien_doubts_count_persons (subject, run->parts, NULL));
  else
    json_object_set_null_member (object, "persons");
  return object;
}

static char *
describe_persons (JsonObject *leaks)
{
  JsonNode *node = json_object_get_member (leaks, "persons");
  gint64 persons;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("Nothing says who the faces show, so persons may be in several parts.");
  persons = json_node_get_int (node);
  if (persons == 0)
    return g_strdup ("No person is in more than one part.");
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s in more than one part, so that the figures are "
                          "of persons who were learned.",
                          persons, persons == 1 ? "person is" : "persons are");
}

static char *
describe_faces (JsonObject *leaks)
{
  gint64 copies = json_object_get_int_member_with_default (leaks, "copies", 0);
  gint64 alike = json_object_get_int_member_with_default (leaks, "alike", 0);

  if (copies + alike == 0)
    return g_strdup ("No face that is judged is a copy of one that was learned, or hardly differs "
                     "from one.");
  return g_strdup_printf ("Of the faces that are judged, %" G_GINT64_FORMAT
                          " are copies of faces in an earlier part and %" G_GINT64_FORMAT
                          " hardly differ from one, which flatters the figures.",
                          copies, alike);
}

char *
mien_run_tell_leaks (MienRun *self)
{
  JsonObject *result = self->result != NULL ? json_node_get_object (self->result) : NULL;
  JsonNode *node = result != NULL ? json_object_get_member (result, "leaks") : NULL;
  g_autofree char *persons = NULL;
  g_autofree char *faces = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  faces = describe_faces (json_node_get_object (node));
  persons = describe_persons (json_node_get_object (node));
  return g_strdup_printf ("%s %s", faces, persons);
}
