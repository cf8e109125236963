#include "engine/samples/mirror.h"

#include "engine/samples/drawn/drawn-shape.h"
#include "engine/samples/sides.h"

#include <math.h>

/* The index of the name with exchanged sides, or @index itself where there is none. */
static int
find_partner (const MienColumn *column, int index)
{
  g_autofree char *name = mien_other_side (column, column->names[index]);
  int other = name != NULL ? mien_column_find_name (column, name) : -1;

  return other >= 0 ? other : index;
}

MienMirror *
mien_mirror_new (const MienColumn *column)
{
  MienMirror *self = g_new0 (MienMirror, 1);
  int n = column->names != NULL ? (int) g_strv_length (column->names) : 0;

  self->column = column;
  if (n > 0)
    self->partners = g_new (int, n);
  for (int k = 0; k < n; k++) {
    int other = find_partner (column, k);

    self->partners[k] = find_partner (column, other) == k ? other : k;
  }
  return self;
}

void
mien_mirror_free (MienMirror *self)
{
  if (self == NULL)
    return;

  g_free (self->partners);
  g_free (self);
}

static void
mirror_names (const MienMirror *self, float *values)
{
  for (int k = 0; self->partners != NULL && k < self->column->width; k++) {
    int other = self->partners[k];
    float kept = values[k];

    if (other <= k)
      continue;
    values[k] = values[other];
    values[other] = kept;
  }
}

/* Angles to the side change their sign; pitch, up and down, does not. */
static gboolean
is_sideways (const char *name)
{
  return mien_name_has_word (name, "yaw") || mien_name_has_word (name, "roll");
}

typedef struct {
  int a;
  int b;
} Pair;

/* Two eyes */
static const Pair two[] = {{0, 1}};

/* Two eyes, nose, two corners of the mouth. */
static const Pair five[] = {{0, 1}, {3, 4}};

/* The 68 points of Sagonas et al., "300 Faces in-the-Wild Challenge", ICCVW 2013, counted from 0:
 * jaw 0-16, brows 17-26, nose 27-35, eyes 36-47, lips 48-67. */
static const Pair sixty_eight[] = {
    {0, 16},  {1, 15},  {2, 14},  {3, 13},  {4, 12},  {5, 11},  {6, 10},  {7, 9},
    {17, 26}, {18, 25}, {19, 24}, {20, 23}, {21, 22}, {31, 35}, {32, 34}, {36, 45},
    {37, 44}, {38, 43}, {39, 42}, {40, 47}, {41, 46}, {48, 54}, {49, 53}, {50, 52},
    {55, 59}, {56, 58}, {60, 64}, {61, 63}, {65, 67},
};

static void
swap_points (float *values, const Pair *pairs, gsize n_pairs)
{
  for (gsize i = 0; i < n_pairs; i++)
    for (int axis = 0; axis < 2; axis++) {
      float *a = &values[2 * pairs[i].a + axis], *b = &values[2 * pairs[i].b + axis];
      float kept = *a;

      *a = *b;
      *b = kept;
    }
}

/* As the faces that we draw number theirs */
static void
exchange_drawn_points (float *values)
{
  const int *pairs = mien_drawn_mirror_pairs ();

  for (int i = 0; i < MIEN_DRAWN_N_LANDMARKS; i++)
    if (pairs[i] > i)
      swap_points (values, &(Pair){i, pairs[i]}, 1);
}

/* In a scheme that nobody knows, points would be learned under each other's names. */
static void
forget_points (int n_points, float *values)
{
  for (int i = 0; i < 2 * n_points; i++)
    values[i] = NAN;
}

static void
mirror_points (int n_points, float *values)
{
  for (int i = 0; i < n_points; i++)
    values[2 * i] = 1.0f - values[2 * i];
  if (n_points == 2)
    swap_points (values, two, G_N_ELEMENTS (two));
  else if (n_points == 5)
    swap_points (values, five, G_N_ELEMENTS (five));
  else if (n_points == 68)
    swap_points (values, sixty_eight, G_N_ELEMENTS (sixty_eight));
  else if (n_points == MIEN_DRAWN_N_LANDMARKS)
    exchange_drawn_points (values);
  else if (n_points != 1)
    forget_points (n_points, values);
}

void
mien_mirror_apply (const MienMirror *self, float *values)
{
  switch (self->column->kind) {
  case MIEN_KIND_CLASS:
    if (!isnan (values[0]) && self->partners != NULL)
      values[0] = (float) self->partners[(int) values[0]];
    break;
  case MIEN_KIND_FLAGS:
  case MIEN_KIND_DISTRIBUTION:
    mirror_names (self, values);
    break;
  case MIEN_KIND_SCALAR:
    if (is_sideways (self->column->name))
      values[0] = -values[0];
    break;
  case MIEN_KIND_POINTS:
  default:
    mirror_points (self->column->width / 2, values);
    break;
  }
}
