/* Multimedia Understanding Group: subjects3/001/001/anger/take000/img_0001.jpg (Aifanti,
 * Papachristou & Delopoulos, "The MUG Facial Expression Database", WIAMIS 2010). A take goes from
 * neutral to the peak and back; some persons have their number once, some twice. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames mug = {
    .pattern = "(?<person>\\d{3})/(?<expression>[^/]+)/take\\d+/[^/]*?(?<frame>\\d+)"
               "\\.(?:jpe?g|png|bmp)",
    .columns = {{.name = "expression"}, {.name = "person"}},
    .frames = MIEN_FRAMES_MIDDLE,
    .rule = "MUG lays its frames in folders by person, expression and take, such as "
            "001/anger/take000/img_0001.jpg",
};

MIEN_LAYOUT_BY_NAMES (mug, "mug", "MUG")
