/* Faces on a sheet, for whoever may show them. */
#include "engine/insight/mistakes.h"
#include "engine/study/report/report-private.h"

#include <string.h>

#define COLUMNS 6
#define MOST_FACES 36
#define CELL_HEIGHT 112.0
#define PICTURE 76.0

typedef struct {
  GPtrArray *pictures; /* of cairo_surface_t */
  GPtrArray *words;    /* of char * */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_ptr_array_unref (sheet->pictures);
  g_ptr_array_unref (sheet->words);
  g_free (sheet);
}

/* Cairo's own pixels: 0xffRRGGBB in the machine's order */
static cairo_surface_t *
make_surface (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int channels = gdk_pixbuf_get_n_channels (picture), stride = gdk_pixbuf_get_rowstride (picture);
  const guint8 *pixels = gdk_pixbuf_read_pixels (picture);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guint8 *data = cairo_image_surface_get_data (surface);

  for (int y = 0; data != NULL && y < height; y++) {
    guint32 *row = (guint32 *) (void *) (data + y * cairo_image_surface_get_stride (surface));

    for (int x = 0; x < width; x++) {
      const guint8 *from = pixels + y * stride + x * channels;

      row[x] = 0xff000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_surface_t *
load (MienDataset *dataset, const char *id)
{
  int sample = mien_dataset_find (dataset, id);
  g_autoptr (GdkPixbuf) picture =
      sample >= 0 ? mien_dataset_load (dataset, (guint) sample, NULL) : NULL;
  int width, height, side;

  if (picture == NULL)
    return NULL;
  width = gdk_pixbuf_get_width (picture);
  height = gdk_pixbuf_get_height (picture);
  side = MAX (width, height);
  if (side <= 160)
    return make_surface (picture);

  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (
      picture, MAX (1, width * 160 / side), MAX (1, height * 160 / side), GDK_INTERP_BILINEAR);
  return make_surface (small);
}

static void
paint_picture (cairo_t *cr, cairo_surface_t *surface, double width)
{
  double w = cairo_image_surface_get_width (surface), h = cairo_image_surface_get_height (surface);
  double scale = PICTURE / MAX (MAX (w, h), 1.0);

  cairo_save (cr);
  cairo_translate (cr, (width - w * scale) / 2.0, (PICTURE - h * scale) / 2.0);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0.0, 0.0);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* The words are two lines, parted by a line's end. */
static void
paint_sheet (cairo_t *cr, double width, double height, gpointer data)
{
  const Sheet *sheet = data;
  double cell = width / COLUMNS;
  MienFigureStyle style = mien_report_style ();

  mien_paint_paper (cr, width, height, &style);
  style.font_size = 8.5;
  for (guint i = 0; i < sheet->pictures->len; i++) {
    g_auto (GStrv) lines = g_strsplit (g_ptr_array_index (sheet->words, i), "\n", 2);

    cairo_save (cr);
    cairo_translate (cr, i % COLUMNS * cell, i / COLUMNS * CELL_HEIGHT);
    paint_picture (cr, g_ptr_array_index (sheet->pictures, i), cell);
    for (guint k = 0; lines[k] != NULL; k++)
      mien_draw_text_within (cr, &style, lines[k], cell / 2.0, PICTURE + 4.0 + 12.0 * k, 0.5, 0.0,
                             cell - 6.0);
    cairo_restore (cr);
  }
}

void
mien_report_faces (MienDocument *doc,
                   MienRun *run,
                   GPtrArray *ids,
                   GPtrArray *words,
                   const char *caption)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_run_open_dataset (run, NULL, &error);
  Sheet *sheet;

  if (dataset == NULL) {
    mien_document_add_paragraph (doc, "No faces can be shown: %s", error->message);
    return;
  }
  sheet = g_new0 (Sheet, 1);
  sheet->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  sheet->words = g_ptr_array_new_with_free_func (g_free);
  mien_document_keep (doc, sheet, sheet_free);
  for (guint i = 0; i < ids->len && sheet->pictures->len < MOST_FACES; i++) {
    cairo_surface_t *picture = load (dataset, g_ptr_array_index (ids, i));

    if (picture == NULL)
      continue;
    g_ptr_array_add (sheet->pictures, picture);
    g_ptr_array_add (sheet->words, g_utf8_make_valid (g_ptr_array_index (words, i), -1));
  }
  if (sheet->pictures->len > 0)
    mien_document_add_figure (doc, MIEN_REPORT_WIDTH,
                              CELL_HEIGHT * ((sheet->pictures->len + COLUMNS - 1) / COLUMNS),
                              paint_sheet, sheet, caption);
}

static int
find_answer (const MienTaskPredictions *task, guint row)
{
  const float *output = task->output + (gsize) row * (gsize) task->task->width;
  int best = 0;

  for (int k = 1; k < task->task->width; k++)
    if (output[k] > output[best])
      best = k;
  return best;
}

void
mien_report_mistakes (MienDocument *doc, MienRun *run, int level)
{
  const char *name = mien_run_get_main (run);
  g_autoptr (MienPredictions) predictions = mien_run_load_predictions (run, NULL);
  MienTaskPredictions *task =
      predictions != NULL ? mien_predictions_find (predictions, name) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (task == NULL || task->task->kind != MIEN_KIND_CLASS)
    return;

  g_autoptr (GArray) rows = mien_mistakes_find (predictions, name, 0, MIEN_PART_TEST);
  for (guint i = 0; i < MIN (rows->len, MOST_FACES); i++) {
    guint row = g_array_index (rows, guint, i);

    g_ptr_array_add (ids, predictions->ids[row]);
    g_ptr_array_add (words,
                     g_strdup_printf ("%s\nread as %s", task->task->names[(int) task->label[row]],
                                      task->task->names[find_answer (task, row)]));
  }
  if (ids->len == 0)
    return;
  mien_document_add_heading (doc, level, "Faces read wrongly");
  mien_report_faces (doc, run, ids, words,
                     "Faces of the test part that were read wrongly, the surest first: label and "
                     "answer.");
}
