/* CK+48, the last frames of CK+ cut to 48 pixels: CK+48/anger/S010_004_00000017.png (made from
 * Lucey et al., "The Extended Cohn-Kanade Dataset", CVPR workshops 2010). */
#include "engine/samples/layouts/layout-names.h"

static const MienNames ck48 = {
    .pattern = "(?<expression>[^/]+)/(?<sequence>(?<person>S\\d{3})_\\d{3})_(?<frame>\\d{8})"
               "\\.(?:png|jpe?g)",
    .columns = {{.name = "expression"},
                {.name = "person"},
                {.name = "sequence"},
                {.name = "frame", .kind = MIEN_KIND_SCALAR}},
    .rule = "CK+48 names a picture by person, sequence and frame, in a folder for the expression, "
            "such as anger/S010_004_00000017.png",
    .published = 981,
};

MIEN_LAYOUT_BY_NAMES (ck48, "ck48", "CK+48")
