/* FER2013 as pictures: train/angry/Training_10118481.jpg (Goodfellow et al., "Challenges in
 * Representation Learning", ICONIP 2013). The name tells the official part even in copies with two
 * folders, whose test folder holds both of the others. */
#include "engine/samples/layouts/layout-names.h"

#define PREFIX "(?<part>Training|PublicTest|PrivateTest)_\\d+"

static const MienNames fer2013_folders = {
    .pattern = "(?<expression>[^/]+)/" PREFIX "\\.(?:jpe?g|png)",
    .columns = {{.name = "expression"}},
    .rule = "FER2013 names a picture by its part and a number, in a folder for the expression, "
            "such as angry/Training_10118481.jpg",
    .odd = {PREFIX "\\.jpe?g\\d+\\.jpe?g",
            "The picture was made from another one to pad its class and is none of FER2013's, so "
            "it is left out; open it as layout folder if it is wanted"},
    .published = 35887,
};

MIEN_LAYOUT_BY_NAMES (fer2013_folders, "fer2013-folders", "FER2013, folders of pictures")
