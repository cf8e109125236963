/* Sixty small faces that can be told apart, and a folder to learn them in. */
#pragma once

#include "engine/training/history.h"
#include "engine/training/trainer.h"

enum {
  N = 60,
  SIDE = 8
};

/* Faces of two kinds: bright above and dark below, or the other way round; and how bright. */
typedef struct {
  MienDataset *dataset;
  MienFaces *faces;
  gint8 parts[N];
  GPtrArray *tasks;
  MienTrainingSettings settings;
  char *folder;
} Lesson;

/* The settings are Adam, cosine, 6 epochs of 6 batches; tests change what they are about. */
void lesson_set_up (Lesson *lesson, gconstpointer data);
void lesson_tear_down (Lesson *lesson, gconstpointer data);

/* Trains in the lesson's folder; @control (nullable) may hold commands already. */
gboolean lesson_train (Lesson *lesson,
                       gboolean resume,
                       MienControl *control,
                       MienNetwork **network,
                       MienTrainingOutcome *outcome,
                       GError **error);
char *lesson_read_history (Lesson *lesson);
void lesson_remove_checkpoint (Lesson *lesson);
/* (transfer full): the path of a file of the lesson's folder */
char *lesson_path (Lesson *lesson, const char *name);
/* A figure of the history; any step where @step < 0; NaN where there is none. */
double lesson_find (GArray *rows, int epoch, gint64 step, const char *task, const char *metric);

/* A training on a thread, and the loop that hears of it. */
typedef struct Sitting Sitting;
struct Sitting {
  Lesson *lesson;
  gboolean resume;
  void (*hear) (Sitting *sitting, const MienEvent *event); /* (nullable): besides what it does */
  guint heard;                                             /* the test's own */
  MienControl *control;
  GMainLoop *loop;
  gint64 stop_at;
  guint n_paused;
  MienTrainingOutcome outcome;
  GError *error;
};

/* Trains until about step @stop_at, or to the end. */
void lesson_sit (Sitting *sitting, gboolean pause);
