#include "engine/exchange/export.h"

#include "engine/core/error.h"
#include "engine/exchange/model.h"
#include "engine/exchange/onnx.h"

const char *const *
mien_export_formats (void)
{
  static const char *const formats[] = {"onnx", "safetensors", NULL};

  return formats;
}

static gboolean
holds_same_weights (const char *path, MienNetwork *network, GError **error)
{
  g_autoptr (MienNetwork) written = mien_model_load (path, NULL, NULL, error);
  g_autofree char *wanted = mien_network_fingerprint (network);
  g_autofree char *found = written != NULL ? mien_network_fingerprint (written) : NULL;

  if (written == NULL)
    return FALSE;
  if (g_str_equal (wanted, found))
    return TRUE;
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s does not hold the weights that were written; the disk may be failing", path);
  return FALSE;
}

gboolean
mien_export_write (const char *model, const char *format, const char *path, GError **error)
{
  g_autofree char *recipe = NULL, *data = NULL;
  g_autoptr (MienNetwork) network = NULL;

  if (!g_strv_contains (mien_export_formats (), format)) {
    g_autofree char *known = g_strjoinv (", ", (char **) mien_export_formats ());

    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE, "There is no export as “%s”; there is %s",
                 format, known);
    return FALSE;
  }
  network = mien_model_load (model, &recipe, &data, error);
  if (network == NULL)
    return FALSE;
  if (g_str_equal (format, "onnx"))
    return mien_onnx_save (network, path, error);
  return mien_model_save (network, recipe, data, path, error) &&
         holds_same_weights (path, network, error);
}
