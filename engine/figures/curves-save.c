#include "engine/figures/curves-save.h"

#include "engine/core/error.h"
#include "engine/core/file.h"
#include "engine/figures/curves-tikz.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define POINTS_PER_MM (72.0 / 25.4)
#define PNG_DPI 300.0
#define HEIGHT_TO_WIDTH 0.62
/* In points: what captions of papers are set in */
#define FONT_SIZE 7.5

static const char *const endings[MIEN_N_CURVES_FORMATS] = {"pdf", "svg", "png", "tex", "csv"};

const char *
mien_curves_format_ending (MienCurvesFormat format)
{
  return endings[format];
}

gboolean
mien_curves_find_format (const char *path, MienCurvesFormat *format)
{
  const char *dot = strrchr (path, '.');

  for (int i = 0; dot != NULL && i < MIEN_N_CURVES_FORMATS; i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0) {
      *format = (MienCurvesFormat) i;
      return TRUE;
    }
  return FALSE;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* (transfer full) (element-type MienSeries): what is not hidden */
static GArray *
take_shown (const MienCurves *curves)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (MienSeries));

  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden)
      g_array_append_val (shown, curves->series[i]);
  return shown;
}

static void
paint (cairo_surface_t *surface, const MienCurves *curves, double width, double height)
{
  MienFigureStyle style = mien_figure_style_paper ();
  cairo_t *cr = cairo_create (surface);

  style.font_size = FONT_SIZE;
  mien_curves_paint (cr, width, height, curves, &style, NULL);
  cairo_show_page (cr);
  cairo_destroy (cr);
}

static void
paint_pdf (const MienCurves *curves, double width, double height, GByteArray *out, int *status)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, out, width, height);

  if (curves->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, curves->title);
  paint (surface, curves, width, height);
  cairo_surface_finish (surface);
  *status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
}

static void
paint_png (const MienCurves *curves, double width, double height, GByteArray *out, int *status)
{
  double scale = PNG_DPI / 72.0;
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) ceil (width * scale), (int) ceil (height * scale));

  cairo_surface_set_device_scale (surface, scale, scale);
  paint (surface, curves, width, height);
  *status = cairo_surface_write_to_png_stream (surface, append, out);
  cairo_surface_destroy (surface);
}

/* Cairo writes letters as shapes: who searches or cannot see finds the names here. */
static char *
describe_svg (const MienCurves *curves)
{
  g_autoptr (GString) text = g_string_new ("\n<title>");
  const char *title = curves->title != NULL ? curves->title : curves->y_label;
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : "", -1);
  gboolean first = TRUE;

  g_string_append_printf (text, "%s</title>\n<desc>", escaped);
  for (guint i = 0; i < curves->n_series; i++) {
    const char *name = curves->series[i].faint ? NULL : curves->series[i].name;
    g_autofree char *safe = name != NULL ? g_markup_escape_text (name, -1) : NULL;

    if (safe == NULL)
      continue;
    g_string_append_printf (text, "%s%s", first ? "" : "; ", safe);
    first = FALSE;
  }
  g_string_append (text, "</desc>");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
insert_description (GByteArray *svg, const char *text)
{
  const char *start = g_strstr_len ((const char *) svg->data, svg->len, "<svg");
  const char *end = start != NULL
                        ? memchr (start, '>', svg->len - (gsize) (start - (const char *) svg->data))
                        : NULL;

  if (end == NULL)
    return;

  gsize at = (gsize) (end + 1 - (const char *) svg->data);
  g_autofree guint8 *rest = g_memdup2 (svg->data + at, svg->len - at);
  guint n_rest = svg->len - (guint) at;

  g_byte_array_set_size (svg, (guint) at);
  g_byte_array_append (svg, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (svg, rest, n_rest);
}

static void
paint_svg (const MienCurves *curves, double width, double height, GByteArray *out, int *status)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, out, width, height);
  g_autofree char *text = describe_svg (curves);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PT);
  paint (surface, curves, width, height);
  cairo_surface_finish (surface);
  *status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  insert_description (out, text);
}

static GBytes *
export_picture (const MienCurves *curves, MienCurvesFormat format, double width_mm, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  double width = width_mm * POINTS_PER_MM, height = width * HEIGHT_TO_WIDTH;
  int status = CAIRO_STATUS_SUCCESS;

  if (format == MIEN_CURVES_PDF)
    paint_pdf (curves, width, height, out, &status);
  else if (format == MIEN_CURVES_SVG)
    paint_svg (curves, width, height, out, &status);
  else
    paint_png (curves, width, height, out, &status);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_NO_MEMORY,
                 "The curves cannot be painted: %s; try another kind of file",
                 cairo_status_to_string ((cairo_status_t) status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
mien_curves_export (const MienCurves *curves,
                    MienCurvesFormat format,
                    double width_mm,
                    GError **error)
{
  g_autoptr (GArray) shown = take_shown (curves);
  MienCurves seen = *curves;

  seen.series = (const MienSeries *) (void *) shown->data;
  seen.n_series = shown->len;
  seen.cursor = (double) NAN;
  if (format == MIEN_CURVES_CSV)
    return take_text (mien_curves_to_csv (&seen));
  if (format == MIEN_CURVES_TIKZ)
    return take_text (mien_curves_to_tikz (&seen, width_mm, width_mm * HEIGHT_TO_WIDTH));
  return export_picture (&seen, format, width_mm, error);
}

gboolean
mien_curves_save (const MienCurves *curves, const char *path, double width_mm, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  MienCurvesFormat format;

  if (!mien_curves_find_format (path, &format)) {
    g_set_error (error, MIEN_ERROR, MIEN_ERROR_RANGE,
                 "%s: curves are saved as .pdf, .svg, .png, .tex or .csv; choose one of these "
                 "endings",
                 path);
    return FALSE;
  }
  bytes = mien_curves_export (curves, format, width_mm, error);
  return bytes != NULL && mien_file_replace (path, bytes, error);
}

/* RFC 4180 */
static void
append_text (GString *csv, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL) {
    g_string_append (csv, text);
    return;
  }
  g_string_append_c (csv, '"');
  for (const char *c = text; *c != '\0'; c++)
    g_string_append (csv, *c == '"' ? "\"\"" : (char[]){*c, '\0'});
  g_string_append_c (csv, '"');
}

static void
append_number (GString *csv, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (csv, ',');
  if (isfinite (value))
    g_string_append (csv, g_ascii_dtostr (number, sizeof number, value));
}

static void
append_series (GString *csv, const MienCurves *curves, const MienSeries *series, gboolean bands)
{
  gboolean own_band = series->low != NULL && series->high != NULL;

  for (guint i = 0; i < series->n; i++) {
    if (series->x[i] < curves->x_low || series->x[i] > curves->x_high)
      continue;
    append_text (csv, series->name != NULL ? series->name : "");
    g_string_append (csv, series->faint ? ",yes" : ",no");
    append_number (csv, series->x[i]);
    append_number (csv, series->y[i]);
    if (bands) {
      append_number (csv, own_band ? series->low[i] : (double) NAN);
      append_number (csv, own_band ? series->high[i] : (double) NAN);
    }
    g_string_append (csv, "\r\n");
  }
}

char *
mien_curves_to_csv (const MienCurves *curves)
{
  GString *csv = g_string_new ("series,faint,");
  gboolean bands = FALSE;

  for (guint i = 0; i < curves->n_series; i++)
    bands |= curves->series[i].low != NULL && curves->series[i].high != NULL;
  append_text (csv, curves->x_label != NULL ? curves->x_label : "x");
  g_string_append_c (csv, ',');
  append_text (csv, curves->y_label != NULL ? curves->y_label : "value");
  g_string_append (csv, bands ? ",low,high\r\n" : "\r\n");
  for (guint i = 0; i < curves->n_series; i++)
    append_series (csv, curves, &curves->series[i], bands);
  return g_string_free (csv, FALSE);
}
