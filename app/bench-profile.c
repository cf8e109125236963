/* A profile in words: a table for people, an array for programs. */
#include "app/bench.h"

typedef struct {
  double forward, backward; /* milliseconds a step */
  double share;             /* of a step */
} Times;

static Times
times_of (const MienProfileRow *row, int n_steps, double step_ms)
{
  double forward = (double) row->nanoseconds[MIEN_PROFILE_FORWARD] / 1e6 / n_steps;
  double backward = (double) row->nanoseconds[MIEN_PROFILE_BACKWARD] / 1e6 / n_steps;

  return (Times){forward, backward, (forward + backward) / step_ms};
}

static void
print_row (const char *number, const char *name, Times times)
{
  g_printerr ("%5s  %-24s %9.3f %9.3f %7.1f %%\n", number, name, times.forward, times.backward,
              100.0 * times.share);
}

static JsonObject *
describe_row (const MienProfileRow *row, Times times)
{
  JsonObject *object = json_object_new ();

  if (row->number >= 0)
    json_object_set_int_member (object, "layer", row->number);
  json_object_set_string_member (object, "name", row->name);
  json_object_set_double_member (object, "forward_ms", times.forward);
  json_object_set_double_member (object, "backward_ms", times.backward);
  json_object_set_double_member (object, "share", times.share);
  return object;
}

void
mien_bench_tell_profile (MienProfile *profile, int n_steps, double seconds, JsonObject *result)
{
  GArray *rows = mien_profile_get_rows (profile);
  JsonArray *told = json_array_new ();
  double step_ms = 1e3 * seconds / n_steps;
  Times sum = {0};

  g_printerr ("layer  %-24s %9s %9s\n", "milliseconds a step", "forward", "backward");
  for (guint i = 0; i < rows->len; i++) {
    const MienProfileRow *row = &g_array_index (rows, MienProfileRow, i);
    Times times = times_of (row, n_steps, step_ms);
    g_autofree char *number = row->number >= 0 ? g_strdup_printf ("%d", row->number) : NULL;

    print_row (number != NULL ? number : "", row->name, times);
    if (g_str_equal (row->name, MIEN_BENCH_BATCH))
      json_object_set_double_member (result, "batch_share", times.share);
    json_array_add_object_element (told, describe_row (row, times));
    sum = (Times){sum.forward + times.forward, sum.backward + times.backward,
                  sum.share + times.share};
  }
  print_row ("", "together", sum);
  g_printerr ("       a step takes %.3f ms; the rest is spent between the layers\n", step_ms);
  json_object_set_double_member (result, "step_ms", step_ms);
  json_object_set_array_member (result, "profile", told);
}
