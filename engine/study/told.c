#include "engine/study/branch.h"
#include "engine/study/recipe-private.h"
#include "engine/study/run-private.h"

static JsonObject *
describe_branch (const MienBranch *branch)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "from", branch->from);
  json_object_set_int_member (object, "step", branch->step);
  json_object_set_int_member (object, "epoch", branch->epoch);
  json_object_set_object_member (object, "set", json_object_ref (branch->set));
  return object;
}

void
mien_told_describe (JsonObject *object, const char *folder)
{
  g_autoptr (GArray) steering = mien_steering_read (folder, NULL);
  g_autoptr (MienBranch) branch = mien_branch_open (folder, NULL);

  if (steering != NULL && steering->len > 0)
    json_object_set_member (object, "steering", mien_steering_to_json (steering));
  if (branch != NULL)
    json_object_set_object_member (object, "branch", describe_branch (branch));
}
