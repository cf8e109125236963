/* A network's numbers cut into pieces of fixed size, for what is done to all of them at once. */
#pragma once

#include "engine/network/network.h"

G_BEGIN_DECLS

/* Part of one parameter: numbers @first … @last - 1 of it. */
typedef struct {
  guint number; /* of the parameter, in the array that was cut */
  const MienParameter *parameter;
  gsize first, last;
  guint place; /* among the pieces, for what each finds out */
} MienPiece;

typedef struct _MienPieces MienPieces;

/* @parameters: (element-type MienParameter) (transfer none): live longer than the pieces. The cuts
 * depend on their lengths alone. */
MienPieces *mien_pieces_new (GPtrArray *parameters);
void mien_pieces_free (MienPieces *self);

guint mien_pieces_get_n (const MienPieces *self);
const MienPiece *mien_pieces_get (const MienPieces *self, guint place);

typedef void (*MienPieceFunc) (const MienPiece *piece, gpointer data);
/* @func for every piece, on the pool's workers. Allocates nothing. */
void mien_pieces_run (MienPieces *self, MienPool *pool, MienPieceFunc func, gpointer data);

/**
 * mien_pieces_norm:
 *
 *     sqrt (sum over all gradients of g^2)
 *
 * Squares and sums are taken in double: each piece in lanes of fixed number, the pieces in order,
 * so that the bits do not depend on the pool.
 *
 * Returns: not finite if a gradient is not
 */
double mien_pieces_norm (MienPieces *self, MienPool *pool);

/* (nullable): the last parameter with a gradient that is not finite. Gradients are made from the
 * loss down to the picture and whatever is not a number spreads along, so this is where it began.
 */
const MienParameter *mien_pieces_find_not_finite (MienPieces *self, MienPool *pool);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienPieces, mien_pieces_free)

G_END_DECLS
