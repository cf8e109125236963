/* What carrying out a run is made of. Private to study. */
#pragma once

#include "engine/samples/likeness.h"
#include "engine/study/run.h"
#include "engine/training/trainer.h"

G_BEGIN_DECLS

/* "format" of run.json; files without one are of 1 */
#define MIEN_RUN_FORMAT 1

/* recipe-kept.c: FOLDER/recipe.json, its data found from there */
gboolean mien_recipe_keep (const MienRecipe *recipe,
                           gboolean study,
                           const char *folder,
                           const char *base,
                           GError **error);
/* Whether @asked is what @kept (absolute paths) says; what @asked leaves open is taken from @kept,
 * and threads do not count. @same_study: whether seeds and arms are the same too. */
gboolean mien_recipe_agrees (const MienRecipe *asked,
                             const char *base,
                             const MienRecipe *kept,
                             const char *folder,
                             gboolean *same_study,
                             GError **error);

/* run-execute.c: as mien_run_execute(), for an arm of a study; @threads: 0 for as the recipe says
 */
gboolean mien_run_execute_arm (const MienRecipe *recipe,
                               const char *arm,
                               const char *folder,
                               GPtrArray *corrections,
                               const char *base,
                               gboolean resume,
                               int threads,
                               MienFacesCache *cache,
                               MienControl *control,
                               int run,
                               int n_runs,
                               GError **error);

/* cache.c */
MienDataset *mien_recipe_open_dataset (const MienRecipe *recipe,
                                       const char *base,
                                       GCancellable *cancellable,
                                       MienControl *control,
                                       GError **error);
gboolean mien_faces_cache_get (MienFacesCache *self,
                               const MienRecipe *recipe,
                               const char *base,
                               MienPool *pool,
                               MienControl *control,
                               MienDataset **dataset,
                               MienFaces **faces,
                               const MienLikeness **likeness,
                               GError **error);

/* A recipe and a data set made into what the trainer takes. */
typedef struct {
  MienRecipe *recipe;   /* filled from the data set */
  MienDataset *dataset; /* corrected */
  const MienFaces *faces;
  const MienLikeness *likeness; /* of @faces, for the outcome */
  gint8 *parts;
  GPtrArray *columns;      /* of MienColumn: the tasks' labels that are scored */
  guint *unscored;         /* [n_tasks] samples whose class the training part never shows */
  GPtrArray *loss_options; /* of double: [n_tasks] what the settings point to */
  MienTrainingSettings settings;
  MienNetwork *network;
} MienCompiled;

/* compile.c */
gboolean mien_compile (MienCompiled *self,
                       const MienRecipe *recipe,
                       MienDataset *dataset,
                       const MienFaces *faces,
                       GError **error);
void mien_compiled_clear (MienCompiled *self);

/* start.c: gives a network that does not go on from a checkpoint the weights of network.start,
 * found from @base, and freezes what network.freeze says; FOLDER/start.json keeps what was taken */
gboolean mien_run_start (MienCompiled *run,
                         const char *folder,
                         const char *base,
                         gboolean started,
                         GError **error);
/* (transfer full) (nullable): the member "start" of run.json: path and fingerprint of the model,
 * and how many parameters were taken of how many; %NULL where the run starts from draws */
JsonNode *mien_run_describe_start (const MienCompiled *run, const char *folder);

/* leaks.c: (transfer full): the member "leaks" of run.json: how many faces of a later part are
 * "copies" of faces in an earlier one, or "alike", and how many "persons" are in several parts,
 * null where no column says who is shown */
JsonObject *mien_leaks_describe (const MienCompiled *run);

/* sharing-told.c: (transfer full) (nullable): the member "sharing" of run.json: {"kind":
 * "cross-stitch", "tasks": [names], "stages": [{"name": "pool1", "alphas": [task][task]}]}, or
 * {"kind": "mmoe", "experts": n, "gates": {TASK: [expert]}}, the means over the validation part,
 * null where that is empty; else the kind alone, and nothing where tasks share the hard way */
JsonObject *mien_sharing_describe (const MienCompiled *run, const MienPredictions *predictions);
/* told.c: the members "steering", what the run obeyed, and "branch", where it branched off; each
 * only where there is something to tell */
void mien_told_describe (JsonObject *object, const char *folder);

/* persons.c: FOLDER/persons.csv, "path,person" for the faces of the test part whose person is
 * known; not written where no column says who is shown */
gboolean mien_persons_save (const MienCompiled *run, const char *folder, GError **error);
/* (transfer full) (nullable): path → person (interned), NULL where the folder does not say */
GHashTable *mien_persons_read (const char *folder);

/* outcome-training.c: the members "weighting", "select", "best" and "task_gradients" of run.json */
void mien_outcome_add_training (JsonObject *object,
                                const MienCompiled *run,
                                const MienTrainingOutcome *outcome);

/* outcome.c: run.json */
JsonNode *mien_outcome_describe (const MienCompiled *run,
                                 const char *folder,
                                 const char *arm,
                                 const MienTrainingOutcome *outcome,
                                 MienPredictions *predictions);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MienCompiled, mien_compiled_clear)

G_END_DECLS
