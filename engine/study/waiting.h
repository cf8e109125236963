/* A run or study that waits for its turn. FOLDER/queued keeps what it will be started with, until
 * it has ended, so that it is found again by a program that starts after this one. */
#pragma once

#include "engine/core/lock.h"
#include "engine/study/job.h"

G_BEGIN_DECLS

typedef struct {
  MienJobKind kind;
  guint place;            /* among those that wait: the smallest is the first */
  double images;          /* pictures that it will look at; 0 where nobody knows */
  MienRecipe *recipe;     /* as FOLDER/recipe.json says once it has begun */
  GPtrArray *corrections; /* (nullable) (element-type MienCorrection) */
} MienWaiting;

/* Makes @folder where it is not there. A #GIOErrorEnum that names the file. */
gboolean mien_waiting_keep (const MienWaiting *self, const char *folder, GError **error);
/* Another place, or other pictures, for what is kept already */
gboolean mien_waiting_keep_place (const MienWaiting *self, const char *folder, GError **error);
/* %MIEN_ERROR_FORMAT or a #GIOErrorEnum where somebody deleted or damaged it */
MienWaiting *mien_waiting_open (const char *folder, GError **error);
void mien_waiting_free (MienWaiting *self);

/* Whose turn it is, is decided by the program that holds this; apart from the lock that whatever
 * trains in @folder takes. %G_IO_ERROR_BUSY where another program has it in its queue. */
MienLock *mien_waiting_lock (const char *folder, GError **error);
gboolean mien_folder_is_waiting (const char *folder); /* cheap */
/* It waits no longer; a folder that has nothing else in it stays, empty. */
void mien_waiting_forget (const char *folder);
/* (transfer full): the folders of WORKSPACE/runs that wait, first of all the one whose turn it is
 */
GStrv mien_waiting_list (const char *workspace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienWaiting, mien_waiting_free)

G_END_DECLS
