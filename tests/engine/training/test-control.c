#include "engine/training/control.h"

typedef struct {
  guint n, last;
} Heard;

static void
on_event (MienEvent *event, guint number, gpointer data)
{
  Heard *heard = data;

  heard->n++;
  heard->last = number;
  event->value = 7.0;
}

static void
on_mail (GPtrArray *batch, gpointer data)
{
  double *value = data;

  for (guint i = 0; i < batch->len; i++)
    *value += ((MienEvent *) g_ptr_array_index (batch, i))->value;
}

static void
assert_next (MienControl *control, MienCommandKind kind)
{
  g_autoptr (MienCommand) command = mien_control_take (control, FALSE);

  g_assert_nonnull (command);
  g_assert_cmpint (command->kind, ==, kind);
}

static void
test_every_worker_hears_each_command (void)
{
  g_autoptr (MienControl) whole = mien_control_new (NULL);

  mien_control_send (whole, MIEN_COMMAND_PAUSE); /* before there are any */
  g_autoptr (GPtrArray) parts = mien_control_split (whole, 2, NULL, NULL);
  mien_control_set_weight (whole, "yaw", 0.25);
  mien_control_send (whole, MIEN_COMMAND_STOP);
  for (guint i = 0; i < 2; i++) {
    MienControl *part = g_ptr_array_index (parts, i);

    assert_next (part, MIEN_COMMAND_PAUSE);
    g_autoptr (MienCommand) weight = mien_control_take (part, FALSE);
    g_assert_cmpstr (weight->task, ==, "yaw");
    g_assert_cmpfloat (weight->value, ==, 0.25);
    assert_next (part, MIEN_COMMAND_STOP);
    g_assert_true (g_cancellable_is_cancelled (mien_control_get_cancellable (part)));
  }
  g_assert_true (g_cancellable_is_cancelled (mien_control_get_cancellable (whole)));
}

static void
test_a_stop_before_the_workers_reaches_them (void)
{
  g_autoptr (MienControl) whole = mien_control_new (NULL);

  mien_control_send (whole, MIEN_COMMAND_STOP);
  g_autoptr (GPtrArray) parts = mien_control_split (whole, 1, NULL, NULL);
  g_assert_true (
      g_cancellable_is_cancelled (mien_control_get_cancellable (g_ptr_array_index (parts, 0))));
}

static void
test_the_listener_hears_all_workers (void)
{
  Heard heard = {0};
  double value = 0.0;
  g_autoptr (MienMailbox) mailbox =
      mien_mailbox_new (NULL, 1000, (GDestroyNotify) mien_event_free, on_mail, &value);
  g_autoptr (MienControl) whole = mien_control_new (mailbox);
  g_autoptr (GPtrArray) parts = mien_control_split (whole, 3, on_event, &heard);

  for (guint i = 0; i < 3; i++)
    mien_control_emit (g_ptr_array_index (parts, i), mien_event_new (MIEN_EVENT_PROGRESS));
  while (value < 21.0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (value, ==, 21.0);
  g_assert_cmpuint (heard.n, ==, 3);
  g_assert_cmpuint (heard.last, ==, 2);
}

static void
test_commands_come_back_when_the_workers_are_gone (void)
{
  g_autoptr (MienControl) whole = mien_control_new (NULL);
  GPtrArray *parts = mien_control_split (whole, 2, NULL, NULL);

  g_ptr_array_unref (parts);
  mien_control_send (whole, MIEN_COMMAND_PAUSE);
  assert_next (whole, MIEN_COMMAND_PAUSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/control/commands", test_every_worker_hears_each_command);
  g_test_add_func ("/control/early-stop", test_a_stop_before_the_workers_reaches_them);
  g_test_add_func ("/control/events", test_the_listener_hears_all_workers);
  g_test_add_func ("/control/gone", test_commands_come_back_when_the_workers_are_gone);
  return g_test_run ();
}
