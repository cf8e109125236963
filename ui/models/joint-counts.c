#include "ui/models/joint-counts.h"

MienJointCounts *
mien_joint_counts_new (const MienColumn *rows, const MienColumn *columns)
{
  g_return_val_if_fail (rows != NULL && columns != NULL, NULL);
  g_return_val_if_fail (rows->n_samples == columns->n_samples, NULL);

  MienJointCounts *self = g_new0 (MienJointCounts, 1);

  self->rows = mien_balance_new (rows);
  self->columns = mien_balance_new (columns);
  self->row_title = g_strdup (rows->name);
  self->column_title = g_strdup (columns->name);
  self->counts = g_new0 (guint, self->rows->n * self->columns->n + 1);

  g_autofree guint *down = g_new (guint, self->rows->n + 1);
  g_autofree guint *across = g_new (guint, self->columns->n + 1);

  for (guint i = 0; i < rows->n_samples; i++) {
    guint n_down = mien_balance_find (self->rows, rows, i, down);
    guint n_across = mien_balance_find (self->columns, columns, i, across);

    for (guint r = 0; r < n_down; r++)
      for (guint c = 0; c < n_across; c++)
        self->counts[down[r] * self->columns->n + across[c]]++;
  }
  return self;
}

void
mien_joint_counts_free (MienJointCounts *self)
{
  if (self == NULL)
    return;
  mien_balance_free (self->rows);
  mien_balance_free (self->columns);
  g_free (self->row_title);
  g_free (self->column_title);
  g_free (self->counts);
  g_free (self);
}
