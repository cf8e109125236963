#include "app/command.h"
#include "app/console.h"
#include "app/store-say.h"
#include "engine/core/error.h"

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
  case MIEN_RUN_GONE:
    return "gone";
  }
  return "";
}

/* What a command is given beside the store. */
typedef struct {
  char **runs;
  const MienSayFlags *flags;
} Given;

static void
add_run (JsonArray *array, const MienRunEntry *run)
{
  JsonObject *object = json_object_new ();
  JsonArray *tags = json_array_new ();

  json_object_set_string_member (object, "run", run->folder);
  json_object_set_string_member (object, "name", run->name);
  json_object_set_string_member (object, "state", state_name (run->state));
  for (guint i = 0; i < run->tags->len; i++)
    json_array_add_string_element (tags, g_ptr_array_index (run->tags, i));
  json_object_set_array_member (object, "tags", tags);
  json_object_set_string_member (object, "note", run->note != NULL ? run->note : "");
  json_object_set_boolean_member (object, "starred", run->starred);
  json_object_set_boolean_member (object, "archived", run->archived);
  if (run->problem != NULL)
    json_object_set_string_member (object, "problem", run->problem);
  json_array_add_object_element (array, object);
}

static gboolean
list (MienStore *store, const Given *given G_GNUC_UNUSED, JsonObject *result, GError **error)
{
  g_autoptr (GPtrArray) runs = mien_store_list_runs (store, error);

  if (runs == NULL)
    return FALSE;

  JsonArray *array = json_array_new ();
  for (guint i = 0; i < runs->len; i++)
    add_run (array, g_ptr_array_index (runs, i));
  json_object_set_array_member (result, "runs", array);
  return TRUE;
}

static gboolean
rebuild (MienStore *store, const Given *given G_GNUC_UNUSED, JsonObject *result, GError **error)
{
  guint n_runs = 0;

  if (!mien_store_rebuild (store, &n_runs, error))
    return FALSE;
  json_object_set_int_member (result, "runs", n_runs);
  return TRUE;
}

static gboolean
check (MienStore *store, const Given *given G_GNUC_UNUSED, JsonObject *result, GError **error)
{
  if (!mien_store_check (store, error))
    return FALSE;
  json_object_set_boolean_member (result, "sound", TRUE);
  return TRUE;
}

static gboolean
say (MienStore *store, const Given *given, JsonObject *result, GError **error)
{
  guint n = 0;

  if (!mien_store_say_flags (store, given->runs, given->flags, &n, error))
    return FALSE;
  json_object_set_int_member (result, "changed", n);
  return TRUE;
}

static gboolean
turn (MienStore *store,
      gboolean (*act) (MienStore *store, guint *n_changed, GError **error),
      JsonObject *result,
      GError **error)
{
  g_autoptr (GError) failed = NULL;
  guint n = 0;

  if (!act (store, &n, &failed) && failed != NULL) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  json_object_set_int_member (result, "changed", n);
  return TRUE;
}

static gboolean
undo (MienStore *store, const Given *given G_GNUC_UNUSED, JsonObject *result, GError **error)
{
  return turn (store, mien_store_unsay, result, error);
}

static gboolean
redo (MienStore *store, const Given *given G_GNUC_UNUSED, JsonObject *result, GError **error)
{
  return turn (store, mien_store_resay, result, error);
}

static void
print_run (JsonObject *run)
{
  JsonArray *tags = json_object_get_array_member (run, "tags");
  const char *note = json_object_get_string_member (run, "note");

  g_print ("%-10s %s%s", json_object_get_string_member (run, "state"),
           json_object_get_boolean_member (run, "starred") ? "* " : "",
           json_object_get_string_member (run, "run"));
  for (guint i = 0; i < json_array_get_length (tags); i++)
    g_print (" tag:%s", json_array_get_string_element (tags, i));
  g_print ("%s%s%s\n", json_object_get_boolean_member (run, "archived") ? " (archived)" : "",
           *note != '\0' ? " – " : "", note);
}

static void
print (const char *what, JsonObject *result)
{
  if (g_str_equal (what, "check")) {
    g_print ("The workspace is sound.\n");
  } else if (g_str_equal (what, "rebuild")) {
    g_print ("%d runs indexed.\n", (int) json_object_get_int_member (result, "runs"));
  } else if (g_str_equal (what, "list")) {
    JsonArray *runs = json_object_get_array_member (result, "runs");

    for (guint i = 0; i < json_array_get_length (runs); i++)
      print_run (json_array_get_object_element (runs, i));
  } else {
    g_print ("%d changed.\n", (int) json_object_get_int_member (result, "changed"));
  }
}

typedef struct {
  const char *name;
  gboolean (*act) (MienStore *store, const Given *given, JsonObject *result, GError **error);
} Act;

/* NULL with @error where there is none that is called as @left asks. */
static const Act *
find_act (char **left, GError **error)
{
  static const Act acts[] = {{"check", check}, {"rebuild", rebuild}, {"list", list},
                             {"say", say},     {"undo", undo},       {"redo", redo}};

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    if (!g_str_equal (left[1], acts[i].name))
      continue;
    if (left[2] == NULL || acts[i].act == say)
      return &acts[i];
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "store %s: “%s” is one word too many",
                 left[1], left[2]);
    return NULL;
  }
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
               "store %s: there is check, rebuild, list, say, undo and redo", left[1]);
  return NULL;
}

static gboolean
act (const Act *asked,
     const char *workspace,
     const Given *given,
     JsonObject *result,
     GError **error)
{
  g_autofree char *usual = default_workspace ();
  g_autoptr (MienStore) store = mien_store_open (workspace != NULL ? workspace : usual, error);

  return store != NULL && asked->act (store, given, result, error);
}

int
mien_command_store (char **argv)
{
  g_autofree char *workspace = NULL;
  g_auto (MienSayFlags) flags = {0};
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"workspace", 0, 0, G_OPTION_ARG_FILENAME, &workspace, "Its folder", "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      MIEN_SAY_ENTRIES (flags),
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (JsonObject) result = json_object_new ();
  const Act *asked = NULL;

  if (!mien_command_parse (&left, "check|rebuild|list|undo|redo, or say RUN …",
                           "Looks after a workspace, and notes what is said of its runs.", entries,
                           NULL, 1, G_MAXINT, &error) ||
      (asked = find_act (left, &error)) == NULL)
    return mien_console_usage (error);
  if (!act (asked, workspace, &(Given){left + 2, &flags}, result, &error))
    return mien_console_fail (error);
  if (json) {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

    mien_console_json (node);
  } else {
    print (left[1], result);
  }
  return MIEN_EXIT_DONE;
}
