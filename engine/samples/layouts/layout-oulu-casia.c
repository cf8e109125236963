/* Oulu-CASIA NIR&VIS: OriginalImg/VL/Strong/P012/Anger/017.jpeg (Zhao et al., "Facial Expression
 * Recognition from Near-Infrared Videos", Image and Vision Computing, 2011). Sequences rise from
 * neutral to the peak. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames oulu_casia = {
    .pattern = "(?:(?:(?<camera>VL|NI)(?:_[^/]*)?/)?(?<light>Strong|Weak|Dark)/)?"
               "(?<person>P\\d{3})/(?<expression>[^/]+)/(?<frame>\\d{1,4})\\.(?:jpe?g|png|bmp)",
    .columns = {{.name = "expression"},
                {.name = "person"},
                {.name = "camera", .codes = {{"VL", "visible"}, {"NI", "near infra-red"}}},
                {.name = "light",
                 .codes = {{"Strong", "strong"}, {"Weak", "weak"}, {"Dark", "dark"}}},
                {.name = "frame", .kind = MIEN_KIND_SCALAR}},
    .frames = MIEN_FRAMES_RISE,
    .rule = "Oulu-CASIA lays its frames in folders by camera, light, person and expression, such "
            "as VL/Strong/P012/Anger/017.jpeg",
};

MIEN_LAYOUT_BY_NAMES (oulu_casia, "oulu-casia", "Oulu-CASIA")
