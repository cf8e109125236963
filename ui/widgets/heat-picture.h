/* A face with the map of where the network looked laid over it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIEN_TYPE_HEAT_PICTURE (mien_heat_picture_get_type ())
G_DECLARE_FINAL_TYPE (MienHeatPicture, mien_heat_picture, MIEN, HEAT_PICTURE, GtkWidget)

/**
 * mien_heat_picture_set:
 * @face: (nullable): [channels,size,size] grey levels, copied; %NULL empties the picture
 * @map: (nullable): [size,size], copied
 * @description: (nullable): what a screen reader says
 */
void mien_heat_picture_set (MienHeatPicture *self,
                            const guint8 *face,
                            int channels,
                            int size,
                            const float *map,
                            const char *description);
/* 0 shows the face alone, 1 the map alone */
void mien_heat_picture_set_strength (MienHeatPicture *self, double strength);

G_END_DECLS
