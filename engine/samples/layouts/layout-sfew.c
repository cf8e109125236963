/* Static Facial Expressions in the Wild: Train/Train_Aligned_Faces/Angry/
 * Airheads_000519240_00000005.png (Dhall et al., "Static Facial Expression Analysis in Tough
 * Conditions", ICCV workshops 2011). Stills of one film are alike, so a split goes by film. */
#include "engine/samples/layouts/layout-names.h"

#define BELOW(folders) "(?<part>" folders ")(?:_[^/]*)?/(?:[^/]+/)*"
#define STILL "(?<film>[^/]+)_\\d{9}_\\d{8}\\.(?:png|jpe?g)"

static const MienNames sfew = {
    .pattern = "(?:" BELOW ("train|val|test") ")?(?<expression>[^/]+)/" STILL,
    .columns = {{.name = "expression"}, {.name = "film"}},
    .rule = "SFEW names a picture by film, time and frame, in a folder for the expression, such as "
            "Angry/Airheads_000519240_00000005.png",
    .odd = {BELOW ("test") STILL,
            "SFEW's test pictures come without labels and are left out; the official split "
            "tests on the validation part, as papers do"},
};

MIEN_LAYOUT_BY_NAMES (sfew, "sfew", "SFEW")
