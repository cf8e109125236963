/* Curves as a picture that LaTeX sets, with the package pgfplots. */
#pragma once

#include "engine/figures/curves.h"

G_BEGIN_DECLS

/* (transfer full): a tikzpicture to be put into a document with \input; texts are escaped, long
 * series thinned to what can be seen. A symlog axis is written as asinh of its values with ticks of
 * its own, as pgfplots has no such scale. */
char *mien_curves_to_tikz (const MienCurves *curves, double width_mm, double height_mm);
/* (transfer full): @text as LaTeX sets it literally */
char *mien_tex_escape (const char *text);

G_END_DECLS
