#include "ui/models/stage-names.h"

#include "engine/network/presets.h"

GStrv
mien_stage_names (const MienRecipe *recipe)
{
  const MienPreprocessing *pictures = &recipe->preprocessing;
  MienShape input = {1, pictures->channels, pictures->size, pictures->size};
  g_autoptr (MienGraph) graph = mien_preset_build (recipe->network, input, NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint s = 0; graph != NULL && s + 1 < graph->stages->len; s++)
    g_strv_builder_add (names, mien_graph_stage (graph, s)->name);
  return g_strv_builder_end (names);
}
