/* Radboud Faces Database: Rafd090_01_Caucasian_female_angry_frontal.jpg (Langner et al.,
 * "Presentation and Validation of the Radboud Faces Database", Cognition & Emotion, 2010).
 * The angle goes from 0, to the right, over 90, from the front, to 180. */
#include "engine/samples/layouts/layout-names.h"

static const MienNames rafd = {
    .pattern = "Rafd(?<angle>\\d{3})_(?<person>\\d+)_(?<group>[A-Z]+)_(?<sex>male|female)_"
               "(?<expression>[A-Z]+)_(?<gaze>frontal|left|right)\\.(?:jpe?g|png|bmp)",
    .columns =
        {{.name = "expression"},
         {.name = "person"},
         {.name = "pose",
          .group = "angle",
          .codes = {{"000", "full right"},
                    {"045", "half right"},
                    {"090", "straight"},
                    {"135", "half left"},
                    {"180", "full left"}}},
         {.name = "yaw",
          .group = "angle",
          .kind = MIEN_KIND_SCALAR,
          .codes = {{"000", "90"}, {"045", "45"}, {"090", "0"}, {"135", "-45"}, {"180", "-90"}}},
         {.name = "gaze"},
         {.name = "group"},
         {.name = "sex"}},
    .rule = "RaFD names a picture by angle, person, group, sex, expression and gaze, such as "
            "Rafd090_01_Caucasian_female_angry_frontal.jpg",
    .published = 8040,
};

MIEN_LAYOUT_BY_NAMES (rafd, "rafd", "Radboud Faces (RaFD)")
