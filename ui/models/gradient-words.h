/* What the measured gradients and the weighting method came to, in sentences. */
#pragma once

#include "ui/models/curve-log.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): on which share of the measured steps each task pulled the shared part
 * of the network the way that @main did; NULL before anything was measured */
char *mien_gradient_words (MienCurveLog *log, const char *main);
/* (transfer full) (nullable): on how many of the measured steps @method found no weights; NULL
 * where it always did */
char *mien_fallback_words (MienCurveLog *log, const char *method);

G_END_DECLS
