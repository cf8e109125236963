#include "engine/core/kind.h"

static const char *const names[] = {
    [MIEN_KIND_CLASS] = "class",
    [MIEN_KIND_FLAGS] = "flags",
    [MIEN_KIND_SCALAR] = "scalar",
    [MIEN_KIND_POINTS] = "points",
    [MIEN_KIND_DISTRIBUTION] = "distribution",
};

const char *
mien_kind_name (MienKind kind)
{
  return names[kind];
}

gboolean
mien_kind_from_name (const char *name, MienKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i])) {
      *kind = (MienKind) i;
      return TRUE;
    }
  return FALSE;
}
