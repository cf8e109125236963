#include "engine/samples/layouts/raf-db.h"

const char *const mien_raf_db_codes[8] = {"surprise", "fear",  "disgust", "happiness",
                                          "sadness",  "anger", "neutral", NULL};

MienPart
mien_raf_db_part (const char *picture)
{
  return g_str_has_prefix (picture, "train")  ? MIEN_PART_TRAIN
         : g_str_has_prefix (picture, "test") ? MIEN_PART_TEST
                                              : MIEN_PART_NONE;
}
