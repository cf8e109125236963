/* Edits to a data set's columns while a person makes them: each can be taken back. */
#pragma once

#include "engine/samples/data/dataset-edit.h"
#include "engine/samples/data/expression-codes.h"
#include "engine/samples/layouts/join.h"

G_BEGIN_DECLS

typedef struct _MienColumnsDraft MienColumnsDraft;

/* @read: as it was read, with the types of @edits and with @joins; all are copied or referenced */
MienColumnsDraft *
mien_columns_draft_new (MienDataset *read, MienColumnEdits *edits, GPtrArray *joins);
void mien_columns_draft_free (MienColumnsDraft *self);

MienDataset *mien_columns_draft_get_dataset (MienColumnsDraft *self); /* as it was read */
MienColumnEdits *mien_columns_draft_get_edits (MienColumnsDraft *self);
GPtrArray *mien_columns_draft_get_joins (MienColumnsDraft *self);
const MienColumn *mien_columns_draft_find (MienColumnsDraft *self, const char *column);

/* Whether types or tables were changed since the data set was read, which has to be read again:
 * with mien_columns_draft_reading_edits() (transfer full) and the joins. */
gboolean mien_columns_draft_is_stale (MienColumnsDraft *self);
MienColumnEdits *mien_columns_draft_reading_edits (MienColumnsDraft *self);
void mien_columns_draft_take_dataset (MienColumnsDraft *self, MienDataset *read);

gboolean mien_columns_draft_can_undo (MienColumnsDraft *self);
gboolean mien_columns_draft_can_redo (MienColumnsDraft *self);
void mien_columns_draft_undo (MienColumnsDraft *self);
void mien_columns_draft_redo (MienColumnsDraft *self);
/* Takes the last change back for good: it turned out to be impossible. */
void mien_columns_draft_drop (MienColumnsDraft *self);

/* Changes; columns and classes are named as they were read. FALSE with @error, and all as it was,
 * where what would come of it is impossible. */
gboolean mien_columns_draft_rename (MienColumnsDraft *self,
                                    const char *column,
                                    const char *name,
                                    GError **error);
gboolean
mien_columns_draft_use (MienColumnsDraft *self, const char *column, gboolean use, GError **error);
/* What was made of its classes is for another type, and goes. */
void mien_columns_draft_set_kind (MienColumnsDraft *self, const char *column, MienKind kind);
/* To a name that another class has: the two are merged. */
gboolean mien_columns_draft_rename_class (MienColumnsDraft *self,
                                          const char *column,
                                          const char *class_name,
                                          const char *name,
                                          GError **error);
gboolean mien_columns_draft_set_missing (MienColumnsDraft *self,
                                         const char *column,
                                         const char *class_name,
                                         gboolean missing,
                                         GError **error);
/* For a scalar: numbers with commas between, which stand for "not known". */
gboolean mien_columns_draft_set_missing_numbers (MienColumnsDraft *self,
                                                 const char *column,
                                                 const char *numbers,
                                                 GError **error);
/* @by: -1 before the class above, 1 after the one below */
gboolean mien_columns_draft_move_class (MienColumnsDraft *self,
                                        const char *column,
                                        const char *class_name,
                                        int by,
                                        GError **error);
gboolean mien_columns_draft_name_codes (MienColumnsDraft *self,
                                        const char *column,
                                        const MienExpressionCodes *codes,
                                        GError **error);
void mien_columns_draft_add_join (MienColumnsDraft *self, const MienJoin *join);
void mien_columns_draft_remove_join (MienColumnsDraft *self, guint index);
/* All as it was read, without second tables. */
void mien_columns_draft_reset (MienColumnsDraft *self);

/* Whether most classes were read as whole numbers, for all of which @codes has words. */
gboolean mien_columns_draft_has_codes (MienColumnsDraft *self,
                                       const char *column,
                                       const MienExpressionCodes *codes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienColumnsDraft, mien_columns_draft_free)

G_END_DECLS
