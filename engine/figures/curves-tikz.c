#include "engine/figures/curves-tikz.h"

#include "engine/figures/thin.h"
#include "engine/figures/ticks.h"

#include <math.h>

/* LaTeX has little memory, and a column of paper shows no more. */
#define COLUMNS 300

char *
mien_tex_escape (const char *text)
{
  static const struct {
    gunichar letter;
    const char *tex;
  } special[] = {
      {'\\', "\\textbackslash{}"},
      {'~', "\\textasciitilde{}"},
      {'^', "\\textasciicircum{}"},
      {'{', "\\{"},
      {'}', "\\}"},
      {'$', "\\$"},
      {'&', "\\&"},
      {'#', "\\#"},
      {'%', "\\%"},
      {'_', "\\_"},
      {'\n', " "},
      {0x2212, "$-$"},
      {0x00d7, "$\\times$"},
      {0x00b7, "$\\cdot$"},
      {0x00b1, "$\\pm$"},
      {0x0394, "$\\Delta$"},
      {0x2026, "\\dots{}"},
  };
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    guint i = 0;

    while (i < G_N_ELEMENTS (special) && special[i].letter != letter)
      i++;
    if (i < G_N_ELEMENTS (special))
      g_string_append (out, special[i].tex);
    else
      g_string_append_unichar (out, letter);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_number (GString *tex, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (tex, isfinite (value) ? g_ascii_formatd (number, sizeof number, "%.9g", value)
                                         : "nan");
}

/* Log axes are pgfplots' own; symlog values are written as the places that they take. */
static double
place (MienScale scale, double value)
{
  return scale == MIEN_SCALE_SYMLOG ? mien_scale_place (scale, value) : value;
}

static void
append_point (GString *tex, const MienCurves *curves, double x, double y)
{
  gboolean there = isfinite (mien_scale_place (curves->x_scale, x)) &&
                   isfinite (mien_scale_place (curves->y_scale, y));

  g_string_append (tex, " (");
  append_number (tex, place (curves->x_scale, x));
  g_string_append_c (tex, ',');
  append_number (tex, there ? place (curves->y_scale, y) : (double) NAN);
  g_string_append_c (tex, ')');
}

static void
append_limit (GString *tex, const char *name, MienScale scale, double value)
{
  if (!isfinite (mien_scale_place (scale, value)))
    return;
  g_string_append_printf (tex, "  %s=", name);
  append_number (tex, place (scale, value));
  g_string_append (tex, ",\n");
}

static void
append_option (GString *tex, const char *name, const char *text)
{
  g_autofree char *escaped = text != NULL ? mien_tex_escape (text) : NULL;

  if (escaped != NULL)
    g_string_append_printf (tex, "  %s={%s},\n", name, escaped);
}

/* (element-type double): 0 and powers of ten to both sides; round numbers where these are few */
static GArray *
choose_symlog_ticks (double low, double high)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));

  for (int power = 12; power >= 0; power--) {
    double value = -pow (10.0, power);

    if (value >= low && value <= high)
      g_array_append_val (ticks, value);
  }
  for (int power = -1; power <= 12; power++) {
    double value = power < 0 ? 0.0 : pow (10.0, power);

    if (value >= low && value <= high)
      g_array_append_val (ticks, value);
  }
  if (ticks->len >= 3)
    return ticks;
  g_array_unref (ticks);
  return mien_ticks_choose (low, high, 5);
}

static void
append_scale (GString *tex, char axis, MienScale scale, double low, double high)
{
  if (scale == MIEN_SCALE_LOG)
    g_string_append_printf (tex, "  %cmode=log,\n", axis);
  if (scale != MIEN_SCALE_SYMLOG || !isfinite (low) || !isfinite (high))
    return;

  g_autoptr (GArray) ticks = choose_symlog_ticks (low, high);
  g_autoptr (GString) labels = g_string_new (NULL);

  g_string_append_printf (tex, "  %ctick={", axis);
  for (guint i = 0; i < ticks->len; i++) {
    double value = g_array_index (ticks, double, i);

    g_string_append (tex, i > 0 ? "," : "");
    append_number (tex, place (scale, value));
    g_string_append (labels, i > 0 ? ",$" : "$");
    append_number (labels, value);
    g_string_append_c (labels, '$');
  }
  g_string_append_printf (tex, "},\n  %cticklabels={%s},\n", axis, labels->str);
}

static void
append_axis (GString *tex, const MienCurves *curves, double width_mm, double height_mm)
{
  g_string_append_printf (tex, "\\begin{axis}[\n  width=%dmm, height=%dmm,\n",
                          (int) (width_mm + 0.5), (int) (height_mm + 0.5));
  append_option (tex, "title", curves->title);
  append_option (tex, "xlabel", curves->x_label);
  append_option (tex, "ylabel", curves->y_label);
  append_limit (tex, "xmin", curves->x_scale, curves->x_low);
  append_limit (tex, "xmax", curves->x_scale, curves->x_high);
  append_limit (tex, "ymin", curves->y_scale, curves->y_low);
  append_limit (tex, "ymax", curves->y_scale, curves->y_high);
  append_scale (tex, 'x', curves->x_scale, curves->x_low, curves->x_high);
  append_scale (tex, 'y', curves->y_scale, curves->y_low, curves->y_high);
  g_string_append (tex,
                   "  unbounded coords=jump,\n"
                   "  axis lines=left, ymajorgrids, grid style={black!12},\n"
                   "  tick label style={font=\\footnotesize}, label style={font=\\footnotesize},\n"
                   "  title style={font=\\small},\n"
                   "  legend style={font=\\footnotesize, draw=none, at={(0,1.03)}, "
                   "anchor=south west, legend columns=2},\n"
                   "  legend cell align=left,\n]\n");
}

static const char *
kind_option (MienSeriesKind kind)
{
  switch (kind) {
  case MIEN_SERIES_STEPS:
    return ", const plot";
  case MIEN_SERIES_POINTS:
    return ", only marks, mark=*, mark size=0.8pt";
  case MIEN_SERIES_BARS:
    return ", ycomb";
  case MIEN_SERIES_LINE:
  default:
    return "";
  }
}

/* Runs of the band between gaps, each out along its upper and back along its lower end */
static void
append_band (GString *tex, const MienCurves *curves, const MienSeries *series)
{
  guint start = 0;

  for (guint i = 0; i <= series->n; i++) {
    if (i < series->n && isfinite (mien_scale_place (curves->y_scale, series->low[i])) &&
        isfinite (mien_scale_place (curves->y_scale, series->high[i])))
      continue;
    if (i > start) {
      g_string_append_printf (
          tex, "\\addplot[draw=none, fill=mien%u, fill opacity=0.18, forget plot] coordinates {",
          series->colour);
      for (guint k = start; k < i; k++)
        append_point (tex, curves, series->x[k], series->high[k]);
      for (guint k = i; k > start; k--)
        append_point (tex, curves, series->x[k - 1], series->low[k - 1]);
      g_string_append (tex, "} -- cycle;\n");
    }
    start = i + 1;
  }
}

static void
append_series (GString *tex, const MienCurves *curves, const MienSeries *series)
{
  gboolean listed = curves->legend && !series->faint && series->name != NULL;
  g_autofree char *name = listed ? mien_tex_escape (series->name) : NULL;
  g_autofree char *note = listed && series->note != NULL ? mien_tex_escape (series->note) : NULL;
  double low = isfinite (curves->x_low) ? curves->x_low : series->x[0];
  double high = isfinite (curves->x_high) ? curves->x_high : series->x[series->n - 1];
  g_autoptr (GArray) points = mien_thin (series->x, series->y, series->n, low, high, COLUMNS);

  if (series->low != NULL && series->high != NULL)
    append_band (tex, curves, series);
  g_string_append_printf (tex, "\\addplot[mien%u, line width=%s, no marks%s%s%s%s] coordinates {",
                          series->colour, series->faint ? "0.4pt" : "0.8pt",
                          series->dashed ? ", densely dashed" : "",
                          series->faint ? ", opacity=0.3" : "", kind_option (series->kind),
                          listed ? "" : ", forget plot");
  for (guint i = 0; i < points->len; i++) {
    const MienPoint *point = &g_array_index (points, MienPoint, i);

    append_point (tex, curves, point->x, point->y);
  }
  g_string_append (tex, "};\n");
  if (name != NULL)
    g_string_append_printf (tex, "\\addlegendentry{%s%s%s%s}\n", name, note != NULL ? " (" : "",
                            note != NULL ? note : "", note != NULL ? ")" : "");
}

/* A line from the bottom to the top, whatever the scales are */
static void
append_mark (GString *tex, const MienCurves *curves, const MienEventMark *mark)
{
  g_autofree char *text = mark->text != NULL ? mien_tex_escape (mark->text) : g_strdup ("");
  g_autoptr (GString) x = g_string_new (NULL);
  g_autoptr (GString) y = g_string_new (NULL);

  if (mark->x < curves->x_low || mark->x > curves->x_high ||
      !isfinite (mien_scale_place (curves->x_scale, mark->x)))
    return;
  append_number (x, place (curves->x_scale, mark->x));
  append_number (y, curves->y_scale == MIEN_SCALE_LOG ? 1.0 : 0.0);
  g_string_append_printf (tex,
                          "\\draw[black!55, densely dotted] ({axis cs:%s,%s} |- {rel axis cs:0,0}) "
                          "-- ({axis cs:%s,%s} |- {rel axis cs:0,1}) "
                          "node[below right, font=\\scriptsize] {%s};\n",
                          x->str, y->str, x->str, y->str, text);
}

static void
append_colours (GString *tex, const MienCurves *curves)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < curves->n_series; i++) {
    guint number = curves->series[i].colour;
    MienColour colour = mien_palette_colour (number, FALSE);

    if (!g_hash_table_add (known, GUINT_TO_POINTER (number)))
      continue;
    g_string_append_printf (tex, "\\definecolor{mien%u}{RGB}{%d,%d,%d}\n", number,
                            (int) (colour.red * 255.0 + 0.5), (int) (colour.green * 255.0 + 0.5),
                            (int) (colour.blue * 255.0 + 0.5));
  }
}

char *
mien_curves_to_tikz (const MienCurves *curves, double width_mm, double height_mm)
{
  GString *tex = g_string_new (
      "% \\usepackage{pgfplots}\\pgfplotsset{compat=1.16} in the preamble, then \\input this.\n");

  append_colours (tex, curves);
  g_string_append (tex, "\\begin{tikzpicture}\n");
  append_axis (tex, curves, width_mm, height_mm);
  for (guint i = 0; i < curves->n_series; i++)
    if (!curves->series[i].hidden && curves->series[i].n > 0)
      append_series (tex, curves, &curves->series[i]);
  for (guint i = 0; i < curves->n_marks; i++)
    append_mark (tex, curves, &curves->marks[i]);
  g_string_append (tex, "\\end{axis}\n\\end{tikzpicture}\n");
  return g_string_free (tex, FALSE);
}
