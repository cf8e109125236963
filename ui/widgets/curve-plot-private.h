/* What the files of MienCurvePlot share; nobody else needs this. */
#pragma once

#include "ui/widgets/curve-plot.h"

G_BEGIN_DECLS

/* What a picture of the same curves depends on besides them. */
typedef struct {
  int width, height, scale;
  MienColour ink;
  double font_size;
} MienPlotLook;

#define MIEN_MAX_PINS 2

struct _MienCurvePlot {
  GtkWidget parent_instance;

  char *label, *x_label, *y_label, *placeholder;
  double smoothing;
  gboolean raw, by_step, robust, linked;
  MienScale x_scale, y_scale;

  MienCurveLines *lines;
  GArray *marks;       /* of MienEventMark, texts owned */
  GArray *event_marks; /* the same, on the x axis as it is */
  MienCurveView view;
  MienViewRange range; /* as set, counted as the lines' x are */

  GdkTexture *picture; /* (nullable): the curves as last painted, with */
  MienPlotLook look;   /* this look */
  GPtrArray *thinned;  /* (nullable): what the readout keeps clear of */
  MienPlotArea area;
  guint n_paintings;
  gint64 painted_at;
  guint repaint; /* timeout: data came that the picture does not show */

  double cursor;       /* NaN: none */
  gboolean by_pointer; /* which put it there, so that the curve nearest to it counts most */
  char *chosen;        /* (nullable): the line that keys read alone */
  double pins[MIEN_MAX_PINS];
  guint n_pins;

  double pointer_x, pointer_y; /* NaN: the pointer is elsewhere */
  double press_x, press_y;     /* where a drag began */
  double drag_x, drag_y;       /* and where it is */
  GdkModifierType drag_state;
  gboolean selecting, panning, space;
  double pinch;
  gint64 wheeled_at;

  GtkWidget *buttons, *menu_button, *options_button;
  GtkWidget *pill;    /* leads back to everything */
  GtkWidget *context; /* the menu at the pointer */
  double data_end;    /* the last point's x */
  gboolean behind;    /* points came that the zoomed view may not show */

  GPtrArray *group; /* (nullable): the linked plots, this one among them */
};

/* curve-picture.c */
void mien_curve_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void mien_curve_plot_repaint (MienCurvePlot *self);
/* The curves as they are seen; borrows from the plot. */
MienCurves mien_curve_plot_describe (MienCurvePlot *self);
/* The part of the widget that the figure takes; the readout's strip and the buttons have the rest.
 */
double mien_curve_plot_get_figure_width (MienCurvePlot *self);
gboolean mien_curve_plot_has_strip (MienCurvePlot *self);
/* The name of the legend's entry there, or NULL */
const char *mien_curve_plot_find_legend (MienCurvePlot *self, double x, double y);

/* curve-plot.c */
/* Paints anew, and tells assistive technology. */
void mien_curve_plot_refresh (MienCurvePlot *self);
double mien_curve_plot_snap (MienCurvePlot *self, double x);
void mien_curve_plot_tell (MienCurvePlot *self);
/* Shows @line alone, or all again. */
void mien_curve_plot_isolate (MienCurvePlot *self, const char *line);
/* After the view was changed: paints, and lets the linked plots follow. */
void mien_curve_plot_view_changed (MienCurvePlot *self);

/* curve-keys.c, curve-pointer.c */
void mien_curve_plot_add_keys (MienCurvePlot *self);
void mien_curve_plot_add_pointer (MienCurvePlot *self);
void mien_curve_plot_pin (MienCurvePlot *self);
/* Which axes the box being dragged zooms */
MienAxes mien_curve_plot_get_drag_axes (MienCurvePlot *self);

/* curve-readout.c: cursor, pins, the box being dragged and every value, over the picture */
void mien_curve_plot_snapshot_readout (MienCurvePlot *self, GtkSnapshot *snapshot);

/* curve-menu.c */
void mien_curve_plot_install_actions (GtkWidgetClass *klass);
void mien_curve_plot_add_buttons (MienCurvePlot *self);
void mien_curve_plot_allocate_buttons (MienCurvePlot *self, int width, int height);
void mien_curve_plot_update_buttons (MienCurvePlot *self);
void mien_curve_plot_show_menu (MienCurvePlot *self, double x, double y);
void mien_curve_plot_remove_buttons (MienCurvePlot *self);

/* curve-saving.c */
void mien_curve_plot_copy_picture (MienCurvePlot *self);
void mien_curve_plot_copy_numbers (MienCurvePlot *self);
void mien_curve_plot_save (MienCurvePlot *self, const char *ending);

/* curve-link.c */
void mien_curve_plot_spread_cursor (MienCurvePlot *self);
void mien_curve_plot_spread_view (MienCurvePlot *self);
void mien_curve_plot_unlink (MienCurvePlot *self);

G_END_DECLS
