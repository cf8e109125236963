/* The labels that a face can be given, and what else can be done with it, as menus. */
#pragma once

#include "engine/samples/data/dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): @column's classes, each calling "faces.label", the first nine by the keys 1 to
 * 9; of another kind of column, "faces.write". @column: (nullable) */
GMenuModel *mien_label_menu_new (const MienColumn *column);

/* (transfer full): the same below "Correct Label", with leaving out, taking back and copying */
GMenuModel *mien_face_menu_new (const MienColumn *column);

G_END_DECLS
