#include "app/bench.h"
#include "app/command.h"
#include "app/console.h"
#include "engine/core/error.h"
#include "engine/kernels/gemm.h"
#include "engine/samples/drawn/drawn.h"

static const char *const works[] = {"train", "predict", "weighting", "sgemm",
                                    "study", "import",  "plot",      NULL};

enum {
  NOT_GIVEN = G_MININT
};

static gboolean
is (const char *work, const char *name)
{
  return g_str_equal (work, name);
}

static void
fill_defaults (const char *work, MienBenchOptions *options)
{
  if (options->network == NULL)
    options->network = is (work, "study") ? "mlp" : "reference";
  if (options->size == NOT_GIVEN)
    options->size = 48;
  if (options->images == NOT_GIVEN)
    options->images = is (work, "import") ? MIEN_DRAWN_COUNT : 1280;
}

/* The same limits as a recipe has, where it has one. */
static gboolean
check_numbers (const MienBenchOptions *options, GError **error)
{
  const struct {
    const char *flag;
    int value, low, high;
  } numbers[] = {
      {"--size", options->size, 1, 512},          {"--batch", options->batch, 1, 65536},
      {"--threads", options->threads, 1, 1024},   {"--images", options->images, 1, 1000000},
      {"--epochs", options->epochs, 1, 100000},   {"--seeds", options->seeds, 1, 1000},
      {"--at-once", options->at_once, 0, 1024},   {"--series", options->series, 1, 1024},
      {"--points", options->points, 2, 10000000}, {"--width", options->width, 16, 16384}};

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].value < numbers[i].low || numbers[i].value > numbers[i].high) {
      g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                   "%s %d is not allowed; a whole number from %d to %d was expected",
                   numbers[i].flag, numbers[i].value, numbers[i].low, numbers[i].high);
      return FALSE;
    }
  if (options->seconds > 0.0 && options->seconds <= 86400.0)
    return TRUE;
  g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                       "--seconds: a number above 0 and up to 86400 was expected");
  return FALSE;
}

static gboolean
check (const char *work, const MienBenchOptions *options, GError **error)
{
  if (!g_strv_contains (works, work))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "bench %s: there is train, predict, weighting, sgemm, study, import and plot",
                 work);
  else if (is (work, "sgemm") && options->size != NOT_GIVEN)
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "bench sgemm takes no --size: its matrices are the same everywhere");
  else if (options->profile && !is (work, "train") && !is (work, "predict"))
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "--profile goes with bench train and bench predict");
  else if (options->path != NULL && !is (work, "import"))
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "bench %s takes no PATH: what is “%s”?", work,
                 options->path);
  else if (options->jpeg != NULL && (options->path != NULL || !is (work, "import")))
    g_set_error_literal (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                         "--jpeg goes with bench import, without a PATH");
  else
    return TRUE;
  return FALSE;
}

static gboolean
measure (const char *work, const MienBenchOptions *options, JsonObject *result, GError **error)
{
  if (is (work, "plot"))
    return mien_bench_plot (options, result);
  mien_gemm_init ();
  if (is (work, "sgemm"))
    return mien_bench_sgemm (options, result, error);
  if (is (work, "weighting"))
    return mien_bench_weighting (options, result, error);
  if (is (work, "study"))
    return mien_bench_study (options, result, error);
  if (is (work, "import"))
    return mien_bench_import (options, result, error);
  return mien_bench_network (work, options, result, error);
}

int
mien_command_bench (char **argv)
{
  g_autofree char *network = NULL, *jpeg = NULL;
  MienBenchOptions options = {.size = NOT_GIVEN,
                              .batch = 64,
                              .threads = (int) MIN (g_get_num_processors (), 1024),
                              .seconds = 10.0,
                              .images = NOT_GIVEN,
                              .epochs = 10,
                              .seeds = 3,
                              .series = 64,
                              .points = 100000,
                              .width = 1200};
  gboolean json = FALSE;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
      {"network", 0, 0, G_OPTION_ARG_STRING, &network, "Preset, reference; for a study mlp",
       "NAME"},
      {"size", 0, 0, G_OPTION_ARG_INT, &options.size, "Side of a picture, 48", "PX"},
      {"batch", 0, 0, G_OPTION_ARG_INT, &options.batch, "Pictures a step, 64", "N"},
      {"threads", 0, 0, G_OPTION_ARG_INT, &options.threads, "Threads, one a core", "N"},
      {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds, "How long to measure, 10", "S"},
      {"profile", 0, 0, G_OPTION_ARG_NONE, &options.profile,
       "Also tell where a step's time goes, layer by layer", NULL},
      {"images", 0, 0, G_OPTION_ARG_INT, &options.images, "Faces: of a study 1280, to import 2000",
       "N"},
      {"epochs", 0, 0, G_OPTION_ARG_INT, &options.epochs, "Of each run of a study, 10", "E"},
      {"seeds", 0, 0, G_OPTION_ARG_INT, &options.seeds, "Runs of each arm of a study, 3", "S"},
      {"at-once", 0, 0, G_OPTION_ARG_INT, &options.at_once,
       "Runs of a study to train side by side, one a thread", "N"},
      {"series", 0, 0, G_OPTION_ARG_INT, &options.series, "Curves of a plot, 64", "N"},
      {"points", 0, 0, G_OPTION_ARG_INT, &options.points, "Of each curve of a plot, 100000", "N"},
      {"width", 0, 0, G_OPTION_ARG_INT, &options.width, "Pixels across a plot, 1200", "PX"},
      {"jpeg", 0, 0, G_OPTION_ARG_FILENAME, &jpeg,
       "Make the faces to import as JPEG files of 96 to 224 pixels in DIR, and leave them", "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print one JSON object, as it does anyway", NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) left = g_strdupv (argv);
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), result);

  if (!mien_command_parse (&left, "train|predict|weighting|sgemm|study|import|plot [PATH]",
                           "Measures the engine's speed.", entries, NULL, 1, 2, &error))
    return mien_console_usage (error);
  options.network = network;
  options.path = left[2];
  options.jpeg = jpeg;
  if (!check (left[1], &options, &error))
    return mien_console_usage (error);
  fill_defaults (left[1], &options);
  if (!check_numbers (&options, &error))
    return mien_console_usage (error);
  if (!measure (left[1], &options, result, &error))
    return mien_console_fail (error);
  mien_console_json (node);
  return MIEN_EXIT_DONE;
}
