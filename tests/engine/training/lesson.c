#include "tests/engine/training/lesson.h"

#include "engine/samples/data/dataset-builder.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static MienDataset *
make_dataset (void)
{
  MienDatasetBuilder *builder = mien_dataset_builder_new ("made", "test");
  const char *const names[] = {"up", "down", NULL};
  MienColumn *kind = mien_column_new ("kind", MIEN_KIND_CLASS, names, 1, N);
  MienColumn *level = mien_column_new ("level", MIEN_KIND_SCALAR, NULL, 1, N);

  for (int i = 0; i < N; i++) {
    g_autofree char *id = g_strdup_printf ("%02d.png", i);

    mien_dataset_builder_add_sample (builder, id, MIEN_PART_NONE);
    kind->values[i] = (float) (i % 2);
    level->values[i] = i % 5 == 0 ? NAN : (float) (i % 7);
  }
  mien_dataset_builder_take_column (builder, kind);
  mien_dataset_builder_take_column (builder, level);
  return mien_dataset_builder_end (builder);
}

static MienFaces *
make_faces (void)
{
  MienFaces *faces = g_new0 (MienFaces, 1);
  MienRng rng = mien_rng_keyed (4, MIEN_STREAM_OTHER, 0, 0);

  *faces = (MienFaces){.n = N, .channels = 1, .size = SIDE};
  faces->pixels = g_new (guint8, N * SIDE * SIDE);
  faces->usable = g_new (gboolean, N);
  faces->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_problem_free);
  for (int i = 0; i < N; i++) {
    faces->usable[i] = TRUE;
    for (int j = 0; j < SIDE * SIDE; j++) {
      gboolean above = j < SIDE * SIDE / 2;

      faces->pixels[i * SIDE * SIDE + j] =
          (guint8) (60 + 10 * (i % 7) + (above == (i % 2 == 0) ? 80 : 0) +
                    (int) mien_rng_below (&rng, 20));
    }
  }
  return faces;
}

void
lesson_set_up (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = {"up", "down", NULL};
  MienTaskSettings kind = {.role = MIEN_ROLE_MAIN, .loss = MIEN_LOSS_CROSS_ENTROPY, .weight = 1.0};
  MienTaskSettings level = {.role = MIEN_ROLE_AUXILIARY, .loss = MIEN_LOSS_MSE, .weight = 0.5};
  MienTask *scalar = mien_task_new ("level", MIEN_KIND_SCALAR, NULL, 1);

  lesson->dataset = make_dataset ();
  lesson->faces = make_faces ();
  for (int i = 0; i < N; i++)
    lesson->parts[i] = i % 6 == 4   ? MIEN_PART_VALIDATION
                       : i % 6 == 5 ? MIEN_PART_TEST
                                    : MIEN_PART_TRAIN;
  scalar->offset = 3.0;
  scalar->scale = 2.0;
  lesson->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_task_free);
  g_ptr_array_add (lesson->tasks, mien_task_new ("kind", MIEN_KIND_CLASS, names, 2));
  g_ptr_array_add (lesson->tasks, scalar);
  kind.column = mien_dataset_get_column (lesson->dataset, "kind");
  level.column = mien_dataset_get_column (lesson->dataset, "level");
  lesson->settings = (MienTrainingSettings){
      .tasks = g_array_new (FALSE, FALSE, sizeof (MienTaskSettings)),
      .weighting = (char *) "fixed",
      .optimizer = {.kind = MIEN_OPTIMIZER_ADAM,
                    .lr = 3e-3,
                    .beta1 = 0.9,
                    .beta2 = 0.999,
                    .epsilon = 1e-8,
                    .schedule = {.kind = MIEN_SCHEDULE_COSINE}},
      .augment = {.shift = 0.1, .brightness = 0.1},
      .epochs = 6,
      .batch = 7,
      .seed = 3,
      .threads = 1,
  };
  g_array_append_val (lesson->settings.tasks, kind);
  g_array_append_val (lesson->settings.tasks, level);
  lesson->folder = g_dir_make_tmp ("mien-trainer-XXXXXX", NULL);
}

char *
lesson_path (Lesson *lesson, const char *name)
{
  return g_build_filename (lesson->folder, name, NULL);
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    remove_tree (path);
  }
  g_remove (folder);
}

void
lesson_tear_down (Lesson *lesson, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree (lesson->folder);
  g_free (lesson->folder);
  g_array_unref (lesson->settings.tasks);
  g_ptr_array_unref (lesson->tasks);
  mien_faces_free (lesson->faces);
  mien_dataset_unref (lesson->dataset);
}

gboolean
lesson_train (Lesson *lesson,
              gboolean resume,
              MienControl *control,
              MienNetwork **network,
              MienTrainingOutcome *outcome,
              GError **error)
{
  MienPreprocessing preprocessing = {
      .size = SIDE, .channels = 1, .standardise = MIEN_STANDARDISE_IMAGE};
  MienExamples examples = {lesson->dataset, lesson->faces, lesson->parts};
  g_autoptr (MienControl) own = mien_control_new (NULL);

  *network =
      mien_network_new ("reference", &preprocessing, lesson->tasks, lesson->settings.seed, NULL);
  return mien_trainer_run (*network, &lesson->settings, &examples, lesson->folder, NULL, NULL,
                           resume, control != NULL ? control : own, 0, 1, outcome, error);
}

char *
lesson_read_history (Lesson *lesson)
{
  g_autofree char *path = g_build_filename (lesson->folder, "history.csv", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

void
lesson_remove_checkpoint (Lesson *lesson)
{
  g_autofree char *path = g_build_filename (lesson->folder, "checkpoint.safetensors", NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static gpointer
sitting_main (gpointer data)
{
  Sitting *sitting = data;
  g_autoptr (MienNetwork) network = NULL;

  lesson_train (sitting->lesson, sitting->resume, sitting->control, &network, &sitting->outcome,
                &sitting->error);
  mien_control_emit (sitting->control, mien_event_new (MIEN_EVENT_FINISHED));
  return NULL;
}

static void
on_events (GPtrArray *batch, gpointer data)
{
  Sitting *sitting = data;

  for (guint i = 0; i < batch->len; i++) {
    const MienEvent *event = g_ptr_array_index (batch, i);

    if (sitting->hear != NULL)
      sitting->hear (sitting, event);
    if (event->kind == MIEN_EVENT_FINISHED)
      g_main_loop_quit (sitting->loop);
    if (event->kind == MIEN_EVENT_PAUSED && sitting->hear == NULL) {
      sitting->n_paused++;
      mien_control_send (sitting->control, MIEN_COMMAND_RESUME);
    }
    if (event->kind == MIEN_EVENT_POINT && event->step >= sitting->stop_at)
      mien_control_send (sitting->control, MIEN_COMMAND_STOP);
  }
}

void
lesson_sit (Sitting *sitting, gboolean pause)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MienMailbox) events =
      mien_mailbox_new (NULL, 500, (GDestroyNotify) mien_event_free, on_events, sitting);

  sitting->loop = loop;
  sitting->control = mien_control_new (events);
  if (pause)
    mien_control_send (sitting->control, MIEN_COMMAND_PAUSE);
  GThread *thread = g_thread_new ("training", sitting_main, sitting);
  g_main_loop_run (loop);
  g_thread_join (thread);
  mien_control_unref (sitting->control);
}

double
lesson_find (GArray *rows, int epoch, gint64 step, const char *task, const char *metric)
{
  for (guint i = 0; i < rows->len; i++) {
    const MienHistoryRow *row = &g_array_index (rows, MienHistoryRow, i);

    if (row->epoch == epoch && (step < 0 || row->step == step) && g_str_equal (row->task, task) &&
        g_str_equal (row->metric, metric))
      return row->value;
  }
  return NAN;
}
