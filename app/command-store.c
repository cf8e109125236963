#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/study/store.h"

static char *
default_workspace (void)
{
  return g_build_filename (g_get_user_data_dir (), "mien", NULL);
}

static const char *
state_name (MienRunState state)
{
  switch (state) {
  case MIEN_RUN_FINISHED:
    return "finished";
  case MIEN_RUN_UNFINISHED:
    return "unfinished";
  case MIEN_RUN_BROKEN:
    return "broken";
  }
  return "";
}

static void
add_run (JsonArray *array, MienRun *run)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "run", run->folder);
  json_object_set_string_member (object, "name", run->name);
  json_object_set_string_member (object, "state", state_name (run->state));
  json_array_add_object_element (array, object);
}

static gboolean
list (MienStore *store, JsonObject *result, GError **error)
{
  g_autoptr (GPtrArray) runs = mien_store_list_runs (store, NULL, error);

  if (runs == NULL)
    return FALSE;

  JsonArray *array = json_array_new ();
  for (guint i = 0; i < runs->len; i++)
    add_run (array, g_ptr_array_index (runs, i));
  json_object_set_array_member (result, "runs", array);
  return TRUE;
}

static gboolean
rebuild (MienStore *store, JsonObject *result, GError **error)
{
  guint n_runs = 0;

  if (!mien_store_rebuild (store, &n_runs, error))
    return FALSE;
  json_object_set_int_member (result, "runs", n_runs);
  return TRUE;
}

static gboolean
check (MienStore *store, JsonObject *result, GError **error)
{
  if (!mien_store_check (store, error))
    return FALSE;
  json_object_set_boolean_member (result, "sound", TRUE);
  return TRUE;
}

static void
print (const char *what, JsonObject *result)
{
  if (g_str_equal (what, "check")) {
    g_print ("The workspace is sound.\n");
  } else if (g_str_equal (what, "rebuild")) {
    g_print ("%d runs indexed.\n", (int) json_object_get_int_member (result, "runs"));
  } else {
    JsonArray *runs = json_object_get_array_member (result, "runs");

    for (guint i = 0; i < json_array_get_length (runs); i++) {
      JsonObject *run = json_array_get_object_element (runs, i);

      g_print ("%-10s %s\n", json_object_get_string_member (run, "state"),
               json_object_get_string_member (run, "run"));
    }
  }
}

int
mien_command_store (char **argv)
{
  static const struct {
    const char *name;
    gboolean (*act) (MienStore *store, JsonObject *result, GError **error);
  } acts[] = {{"check", check}, {"rebuild", rebuild}, {"list", list}};
  g_autofree char *workspace = NULL;
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"workspace", 0, 0, G_OPTION_ARG_FILENAME, &workspace, "Its folder", "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);
  gboolean (*act) (MienStore *, JsonObject *, GError **) = NULL;

  if (!mien_command_parse (&left, "check|rebuild|list", "Looks after a workspace.", entries, NULL,
                           1, 1, &error))
    return mien_console_usage (error);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (left[1], acts[i].name))
      act = acts[i].act;
  if (act == NULL) {
    g_set_error (&error, MIEN_ERROR, MIEN_ERROR_RANGE, "store %s: there is check, rebuild and list",
                 left[1]);
    return mien_console_usage (error);
  }
  if (workspace == NULL)
    workspace = default_workspace ();

  g_autoptr (MienStore) store = mien_store_open (workspace, &error);
  g_autoptr (JsonObject) result = json_object_new ();
  if (store == NULL || !act (store, result, &error))
    return mien_console_fail (error);
  if (json) {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

    mien_console_json (node);
  } else {
    print (left[1], result);
  }
  return MIEN_EXIT_DONE;
}
