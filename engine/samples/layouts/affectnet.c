#include "engine/samples/layouts/affectnet.h"

#include "engine/samples/data/expressions.h"
#include "engine/samples/layouts/numbers.h"

#define FIRST_WITHOUT 8
#define NO_VALUE (-2.0)

/* Its codes 0 to 7 are in the order of mien_expressions[]. */
static const char *const without[] = {
    "The face shows none of the expressions (code 8), so its expression counts as missing; there "
    "is nothing to do",
    "The people who looked at the face were not certain of its expression (code 9), so it counts "
    "as missing; there is nothing to do",
    "There is no face in the picture (code 10), so its expression counts as missing; exclude it if "
    "you do not need it",
};

void
mien_affectnet_add_columns (MienAffectnet *self, MienGather *gather)
{
  self->gather = gather;
  self->expression =
      mien_gather_add_column (gather, "expression", MIEN_KIND_CLASS, mien_expressions, 1);
  self->valence = mien_gather_add_column (gather, "valence", MIEN_KIND_SCALAR, NULL, 1);
  self->arousal = mien_gather_add_column (gather, "arousal", MIEN_KIND_SCALAR, NULL, 1);
  self->landmarks =
      mien_gather_add_column (gather, "landmarks", MIEN_KIND_POINTS, NULL, MIEN_AFFECTNET_N_VALUES);
}

static void
set_scalar (MienAffectnet *self, guint column, const char *cell, const char *source, guint line)
{
  double value;

  if (!mien_number_parse (cell, &value) || value != NO_VALUE)
    mien_gather_set_number (self->gather, column, cell, -1.0, 1.0, source, line);
}

void
mien_affectnet_set (MienAffectnet *self,
                    const char *expression,
                    const char *valence,
                    const char *arousal,
                    const char *source,
                    guint line)
{
  int code;

  if (mien_number_parse_code (expression, FIRST_WITHOUT,
                              FIRST_WITHOUT + (int) G_N_ELEMENTS (without) - 1, &code))
    mien_gather_tell_face (self->gather, source, line, NULL, without[code - FIRST_WITHOUT]);
  else
    mien_gather_set_code (self->gather, self->expression, expression, mien_expressions, 0, source,
                          line);
  set_scalar (self, self->valence, valence, source, line);
  set_scalar (self, self->arousal, arousal, source, line);
}
