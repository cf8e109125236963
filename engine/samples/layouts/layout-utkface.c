/* UTKFace: 26_0_3_20170104215715094.jpg.chip.jpg (Zhang, Song & Qi, "Age Progression/Regression by
 * Conditional Adversarial Autoencoder", CVPR 2017). Some names of the original lack a field. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames utkface = {
    .pattern = "(?<age>11[0-6]|10\\d|\\d{1,2})_(?<gender>[01])_(?<race>[0-4])_\\d{14,20}"
               "\\.jpe?g(?:\\.chip\\.jpe?g)?",
    .columns = {{.name = "age", .kind = MIEN_KIND_SCALAR},
                {.name = "gender", .codes = {{"0", "male"}, {"1", "female"}}},
                {.name = "race",
                 .codes = {{"0", "White"},
                           {"1", "Black"},
                           {"2", "Asian"},
                           {"3", "Indian"},
                           {"4", "Others"}}}},
    .rule = "UTKFace names a picture by age (0 to 116), gender (0 or 1), race (0 to 4) and date, "
            "such as 26_0_3_20170104215715094.jpg",
};

MIEN_LAYOUT_BY_NAMES (utkface, "utkface", "UTKFace")
