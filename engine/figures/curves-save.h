/* Curves as files for papers, slides and other programs: what is written is what is seen. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

typedef enum {
  MIEN_CURVES_PDF, /* fonts embedded */
  MIEN_CURVES_SVG, /* the curves' names are its description */
  MIEN_CURVES_PNG, /* 300 dots an inch */
  MIEN_CURVES_TIKZ,
  MIEN_CURVES_CSV,
  MIEN_N_CURVES_FORMATS,
} MienCurvesFormat;

/* Widths of a figure in one and over two columns of a paper, in millimetres */
#define MIEN_SINGLE_COLUMN_MM 85.0
#define MIEN_DOUBLE_COLUMN_MM 175.0

/* "pdf", "svg", "png", "tex", "csv" */
const char *mien_curves_format_ending (MienCurvesFormat format);
/* FALSE where @path ends in none of these */
gboolean mien_curves_find_format (const char *path, MienCurvesFormat *format);

/**
 * mien_curves_export:
 * @curves: painted in the colours of paper; hidden series are left out, its cursor too
 * @width_mm: of pictures and TikZ; numbers have none
 *
 * Returns: (transfer full) (nullable): the file's content; NULL with %MIEN_ERROR_NO_MEMORY where
 * Cairo cannot paint it
 */
GBytes *mien_curves_export (const MienCurves *curves,
                            MienCurvesFormat format,
                            double width_mm,
                            GError **error);
/* Written whole or not at all, in the format that @path's ending says; %MIEN_ERROR_RANGE names the
 * endings where it says none. May run on any thread. */
gboolean
mien_curves_save (const MienCurves *curves, const char *path, double width_mm, GError **error);

/**
 * mien_curves_to_csv:
 *
 * A row a point inside the x range: the series' name, whether it is faint ("yes": raw values behind
 * smoothed ones; "no"), x, y, and the band's ends where any series has a band. Numbers have 17
 * digits, so that they read back as they were; what is not finite is empty.
 *
 * Returns: (transfer full)
 */
char *mien_curves_to_csv (const MienCurves *curves);

G_END_DECLS
