#include "app/command.h"
#include "app/console.h"
#include "engine/training/weighting/weighting.h"

static JsonNode *
to_json (void)
{
  g_autoptr (JsonObject) result = json_object_new ();

  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++) {
    const MienWeightingOption *option = mien_weighting_find (*name)->options;
    JsonObject *options = json_object_new ();

    for (; option != NULL && option->name != NULL; option++)
      json_object_set_double_member (options, option->name, option->value);
    json_object_set_object_member (result, *name, options);
  }
  return json_node_init_object (json_node_alloc (), result);
}

/* As it is typed: with a point, whatever the locale. */
static void
print_option (const MienWeightingOption *option)
{
  const double numbers[] = {option->value, option->least, option->most};
  char text[3][G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_ascii_formatd (text[i], sizeof text[i], "%g", numbers[i]);
  g_print ("  weighting.%s=%s, from %s to %s%s\n", option->name, text[0], text[1], text[2],
           option->whole ? ", whole" : "");
}

/* What the method costs, and whether --aux COLUMN=WEIGHT matters to it. */
static void
print_method (const MienWeightingMethod *method)
{
  g_print ("%-12s %s%s\n", method->name,
           method->needs_gradients ? "costs a way back through the network for each task"
           : method->looks_again   ? "costs a second way forward"
                                   : "costs no time",
           method->heeds_given ? "; heeds the weights that are given" : "");
}

static void
print (void)
{
  for (const char *const *name = mien_weighting_methods (); *name != NULL; name++) {
    const MienWeightingMethod *method = mien_weighting_find (*name);
    const MienWeightingOption *option = method->options;

    print_method (method);
    for (; option != NULL && option->name != NULL; option++)
      print_option (option);
  }
}

int
mien_command_weightings (char **argv)
{
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);

  if (!mien_command_parse (&left, "",
                           "Lists the weighting methods, for --weighting, with their options, for "
                           "--set, as they are unless set.",
                           entries, NULL, 0, 0, &error))
    return mien_console_usage (error);
  if (json) {
    g_autoptr (JsonNode) node = to_json ();

    mien_console_json (node);
  } else {
    print ();
  }
  return MIEN_EXIT_DONE;
}
