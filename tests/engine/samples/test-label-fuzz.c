/* Spoiled label files of every layout, a fixed number of cases: the data set opens, or is refused
 * in words, and that is all that happens. */
#include "engine/core/rng.h"
#include "tests/engine/samples/label-files.h"

#include <string.h>

#define N_CASES 120

typedef struct {
  const char *layout;
  const char *picture;
  const char *label;
  const char *text;
} Set;

static const Set sets[] = {
    {"ck-plus", "S005/001/S005_001_00000011.png", "S005_001_00000011_facs.txt",
     "   9.0000000e+00   4.0000000e+00\n   1.7000000e+01   2.0000000e+00\n"},
    {"ck-plus", "S005/001/S005_001_00000011.png", "S005_001_00000011_emotion.txt",
     "   3.0000000e+00\n"},
    {"raf-db", "aligned/train_00001_aligned.jpg", "list_patition_label.txt",
     "train_00001.jpg 5\ntrain_00002.jpg 5\n"},
    {"raf-db-folders", "train/5/train_00001_aligned.jpg", "train_labels.csv",
     "image,label\ntrain_00001_aligned.jpg,5\n"},
    {"affectnet", "1/a.jpg", "training.csv",
     "subDirectory_filePath,face_x,face_y,face_width,face_height,facial_landmarks,expression,"
     "valence,arousal\n1/a.jpg,1,2,10,12,1.5;2;3;4,3,0.5,-0.25\n1/b.jpg,1,2,3,4,,9,-2,-2\n"},
    {"diffusionfer", "happy/a_1.png", "dataset_sheet.csv",
     "subDirectory_filePath,valence,arousal,expression\nx/happy/a_1.png,0.1,0.2,1\n"},
    {"expw", "origin/a b_1.jpg", "label.lst",
     "a b_1.jpg 0 1 2 20 21 60.75 6\na b_1.jpg 1 0 0 9 9 1 0\n"},
    {"fairface", "train/1.jpg", "fairface_label_train.csv",
     "file,age,gender,race,service_test\ntrain/1.jpg,3-Sep,Male,East Asian,True\n"},
    {"celeba", "img_align_celeba/000001.jpg", "list_attr_celeba.txt",
     "1\nMale Smiling Young \n000001.jpg -1  1 -1\n"},
    {"celeba", "img_align_celeba/000001.jpg", "list_attr_celeba.csv",
     "image_id,Male,Smiling\n000001.jpg,-1,1\n"},
    {"ferplus", "FER2013Train/fer0000000.png", "FER2013Train/label.csv",
     "fer0000000.png,\"(0, 0, 48, 48)\",4,0,0,1,3,2,0,0,0,0\n"},
    {"ferplus", "FER2013Train/fer0000000.png", "fer2013new.csv",
     "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n"
     "Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0\nTraining,,0,0,0,0,0,0,0,0,0,10\n"},
};

static void
spoil (MienRng *rng, GByteArray *bytes)
{
  static const guint8 special[] = "\0\n\r,;\t\"'/\\.-0159eE \xff\xc3";

  for (guint n = 1 + mien_rng_below (rng, 4); n > 0; n--) {
    guint at = mien_rng_below (rng, bytes->len);

    switch (mien_rng_below (rng, 4)) {
    case 0:
      bytes->data[at] = (guint8) mien_rng_below (rng, 256);
      break;
    case 1:
      bytes->data[at] = special[mien_rng_below (rng, sizeof special)];
      break;
    case 2:
      if (at > 0)
        g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, 1 + at % 9));
      break;
    default:
      g_byte_array_set_size (bytes, MAX (at, 1));
      break;
    }
  }
}

static gboolean
opens_or_says_why (Files *files, const char *layout)
{
  MienImport import = {.location = files->folder, .layout = layout};
  g_autoptr (GError) error = NULL;
  g_autoptr (MienDataset) dataset = mien_import_open (&import, &error);

  g_assert_true ((dataset == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_cmpuint (strlen (error->message), >, 20);
  return dataset != NULL;
}

static void
spoil_set (Files *files, const Set *set, guint number)
{
  MienRng rng = mien_rng_keyed (3, MIEN_STREAM_OTHER, number, 0);
  guint n_opened = 0;

  files_write_face (files, set->picture, number);
  for (guint i = 0; i < N_CASES; i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();

    g_byte_array_append (bytes, (const guint8 *) set->text, (guint) strlen (set->text));
    if (i > 0) /* the first is whole */
      spoil (&rng, bytes);
    files_write (files, set->label, (const char *) bytes->data, (gssize) bytes->len);
    n_opened += opens_or_says_why (files, set->layout);
    opens_or_says_why (files, "auto");
  }
  g_assert_cmpuint (n_opened, >, 0);
}

static void
test_spoiled_labels_do_no_harm (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    Files files;

    files_set_up (&files, NULL);
    spoil_set (&files, &sets[i], i);
    files_tear_down (&files, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-fuzz", test_spoiled_labels_do_no_harm);
  return g_test_run ();
}
