#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/figures/heat.h"
#include "engine/insight/predictor.h"
#include "engine/insight/saliency.h"

/* Side of the picture that is written. */
enum {
  SIDE = 384
};

typedef struct {
  char *task, *class_name, *method, *out;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->task);
  g_free (options->class_name);
  g_free (options->method);
  g_free (options->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
find_target (MienNetwork *network, const Options *options, int *task, int *target, GError **error)
{
  const MienTask *found;

  *task = mien_network_find_task (network, options->task);
  *target = -1;
  if (*task < 0) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "The model has no task “%s”", options->task);
    return FALSE;
  }
  if (options->class_name == NULL)
    return TRUE;
  found = g_ptr_array_index (mien_network_get_tasks (network), (guint) *task);
  for (int k = 0; found->names != NULL && k < found->width; k++)
    if (g_str_equal (found->names[k], options->class_name))
      *target = k;
  if (*target >= 0)
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "Task “%s” has no class “%s”", options->task,
               options->class_name);
  return FALSE;
}

static gboolean
draw (const MienSaliency *map,
      const guint8 *pixels,
      MienNetwork *network,
      const char *path,
      GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  mien_heat_paint (cr, SIDE, SIDE, pixels, mien_network_get_preprocessing (network)->channels,
                   map->size, map->map, 0.6);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  cairo_status_t status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot write %s: %s", path,
               cairo_status_to_string (status));
  return FALSE;
}

static void
tell (const Options *options, const MienTask *task, const MienSaliency *map)
{
  const char *answer = task->names != NULL ? task->names[map->target] : task->name;

  if (options->json) {
    g_autoptr (JsonObject) object = json_object_new ();
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

    json_object_set_string_member (object, "task", task->name);
    json_object_set_string_member (object, "class", answer);
    json_object_set_string_member (object, "method", options->method);
    json_object_set_double_member (object, "output", map->output);
    json_object_set_double_member (object, "baseline", map->baseline);
    json_object_set_double_member (object, "sum", map->sum);
    json_object_set_double_member (object, "seconds", map->seconds);
    mien_console_json (node);
  } else {
    g_print ("%s, %s for “%s”: score %.4f, of an empty picture %.4f; drawn in %s\n", task->name,
             options->method, answer, map->output, map->baseline, options->out);
  }
}

static gboolean
explain (MienPredictor *predictor, const char *image, const Options *options, GError **error)
{
  MienNetwork *network = mien_predictor_get_network (predictor);
  int task, target;

  if (!find_target (network, options, &task, &target, error))
    return FALSE;

  mien_console_warn (mien_predictor_get_warning (predictor));

  g_autofree guint8 *pixels = mien_predictor_read (predictor, image, error);
  g_autoptr (MienSaliency) map =
      pixels != NULL ? mien_saliency_compute (network, mien_predictor_get_pool (predictor), pixels,
                                              task, target, options->method, NULL, error)
                     : NULL;
  if (map == NULL || !draw (map, pixels, network, options->out, error))
    return FALSE;
  tell (options, g_ptr_array_index (mien_network_get_tasks (network), (guint) task), map);
  return TRUE;
}

static gboolean
parse (char ***argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
      {"task", 0, 0, G_OPTION_ARG_STRING, &options->task, "Whose answer is explained", "T"},
      {"class", 0, 0, G_OPTION_ARG_STRING, &options->class_name, "Which class, the predicted one",
       "C"},
      {"method", 0, 0, G_OPTION_ARG_STRING, &options->method,
       "gradient, gradient-input or grad-cam", "M"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, "The picture to write", "FILE.png"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object", NULL},
      G_OPTION_ENTRY_NULL,
  };

  return mien_command_parse (argv, "MODEL IMAGE --task T --method M --out FILE.png",
                             "Draws where a model looks for a task's answer.", entries, NULL, 2, 2,
                             error) &&
         mien_command_need (options->task, "--task T", error) &&
         mien_command_need (options->method, "--method M", error) &&
         mien_command_need (options->out, "--out FILE.png", error) &&
         mien_command_keep_apart ((*argv)[1], options->out, error) &&
         mien_command_keep_apart ((*argv)[2], options->out, error);
}

int
mien_command_saliency (char **argv)
{
  g_auto (Options) options = {0};
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (GError) error = NULL;

  if (!parse (&left, &options, &error))
    return mien_console_usage (error);
  if (!g_strv_contains (mien_saliency_methods (), options.method)) {
    g_autofree char *known = g_strjoinv (", ", (char **) mien_saliency_methods ());

    g_set_error (&error, MIEN_ERROR, MIEN_ERROR_RANGE, "--method %s: there is %s", options.method,
                 known);
    return mien_console_usage (error);
  }

  g_autoptr (MienPredictor) predictor = mien_predictor_open (left[1], 0, &error);
  return predictor != NULL && explain (predictor, left[2], &options, &error)
             ? MIEN_EXIT_DONE
             : mien_console_fail (error);
}
