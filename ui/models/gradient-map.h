/* How the tasks of a finished run got along, stage by stage of the network, as its run.json says.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  GStrv stages; /* "all" for everything that is shared */
  GStrv tasks;
  double
      *cosines; /* [stages,tasks,tasks] means over the measured steps; NaN where there was none */
} MienGradientMap;

/* (nullable): NULL where @result (nullable) says nothing of it, or nothing that makes sense */
MienGradientMap *mien_gradient_map_read (JsonNode *result);
void mien_gradient_map_free (MienGradientMap *self);
const double *mien_gradient_map_get_stage (const MienGradientMap *self, guint stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienGradientMap, mien_gradient_map_free)

G_END_DECLS
