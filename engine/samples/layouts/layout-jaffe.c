/* Japanese Female Facial Expression: jaffe/KA.AN1.39.tiff (Lyons et al., "Coding Facial Expressions
 * with Gabor Wavelets", FG 1998). The serial number is the picture's own. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames jaffe = {
    .pattern = "(?<person>[A-Z]{2})\\.(?<expression>[A-Z]{2})\\d\\.\\d+"
               "\\.(?:tiff?|jpe?g|png|bmp|pgm)",
    .columns = {{.name = "expression",
                 .codes = {{"AN", "anger"},
                           {"DI", "disgust"},
                           {"FE", "fear"},
                           {"HA", "happiness"},
                           {"NE", "neutral"},
                           {"SA", "sadness"},
                           {"SU", "surprise"}}},
                {.name = "person"}},
    .rule = "JAFFE names a picture by person, expression, take and number, such as KA.AN1.39.tiff",
    .published = 213,
};

MIEN_LAYOUT_BY_NAMES (jaffe, "jaffe", "JAFFE")
