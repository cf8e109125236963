/* Karolinska Directed Emotional Faces: KDEF/AF01/AF01ANS.JPG (Lundqvist, Flykt & Öhman, 1998).
 * A person is the same in both sessions. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames kdef = {
    .pattern = "(?<session>[AB])(?<person>(?<sex>[FM])\\d{2})(?<expression>[A-Z]{2})"
               "(?<pose>S|[HF][LR])\\.(?:jpe?g|png|bmp)",
    .columns = {{.name = "expression",
                 .codes = {{"AF", "fear"},
                           {"AN", "anger"},
                           {"DI", "disgust"},
                           {"HA", "happiness"},
                           {"NE", "neutral"},
                           {"SA", "sadness"},
                           {"SU", "surprise"}}},
                {.name = "person"},
                {.name = "pose",
                 .codes = {{"S", "straight"},
                           {"HL", "half left"},
                           {"FL", "full left"},
                           {"HR", "half right"},
                           {"FR", "full right"}}},
                {.name = "sex", .codes = {{"F", "female"}, {"M", "male"}}},
                {.name = "session"}},
    .rule = "KDEF names a picture by session, sex, number, expression and angle, such as "
            "AF01ANS.JPG",
    .published = 4900,
};

MIEN_LAYOUT_BY_NAMES (kdef, "kdef", "KDEF")
