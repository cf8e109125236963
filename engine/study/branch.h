/* Going on from a run's checkpoint in a folder of its own, in another way. */
#pragma once

#include "engine/study/run.h"

G_BEGIN_DECLS

/* A checkpoint that a run can be gone on from. */
typedef struct {
  char *path;
  int epoch;        /* epochs that are done */
  gint64 step;      /* steps that are done */
  int epoch_steps;  /* steps of an epoch; 0 as long as none is done */
  gboolean last;    /* where the run stands, rather than one that was kept */
  gboolean saved;   /* kept by its step, as somebody asked for it, or before a live change */
  double told_rate; /* what the run had been told by then; 0 for nothing */
  int told_epochs;  /* the same */
} MienBranchPoint;

void mien_branch_point_free (MienBranchPoint *self);
/**
 * mien_branch_list_points:
 * @error: where @run is no run's folder (a study's, or none) or its files cannot be read
 *
 * Returns: (transfer full) (element-type MienBranchPoint): by step; may be empty
 */
GPtrArray *mien_branch_list_points (const char *run, GError **error);

/* @arm is made by mien_arm_new() with an empty object. Adds to what it sets: @task's weight from
 * the branch's step on; @task on or off from there. */
void mien_branch_set_weight (MienArm *arm, const char *task, double weight);
void mien_branch_set_on (MienArm *arm, const char *task, gboolean on);

/**
 * mien_branch_make:
 * @run: a run's folder
 * @point: of @run
 * @arm: what is another from there on: "steering" (entries need no step) and the recipe's keys that
 *   may change in the middle, by their paths: "epochs", "stop_after", "checkpoints",
 *   "tasks.NAME.weight", "optimizer.lr", …; all others are refused with their paths
 * @folder: made; gets history.csv up to the step, checkpoint.safetensors, model.safetensors, the
 *   corrections, branch.json, and last recipe.json
 * @error: %G_IO_ERROR_EXISTS where @folder holds a run; %G_IO_ERROR_BUSY where @run is being
 * trained and @point is its last, which may change any moment: stop it first, or take one that was
 * kept; %MIEN_ERROR_RANGE where @arm asks what cannot be, or leaves nothing to train; file errors
 *
 * The new folder is that of a stopped run: load its recipe and go on with it as with any (a job
 * with resume). Where @arm sets nothing, it comes to the very bits that @run comes to.
 */
gboolean mien_branch_make (const char *run,
                           const MienBranchPoint *point,
                           const MienArm *arm,
                           const char *folder,
                           GError **error);
/* Whether mien_branch_make() would refuse @arm, told before anything is written. */
gboolean mien_branch_check (const char *run,
                            const MienBranchPoint *point,
                            const MienArm *arm,
                            GError **error);
/* The learning rate that @recipe goes on with from @point, where epochs are done: by its schedule,
 * which may follow the number of epochs. */
double mien_branch_rate (const MienRecipe *recipe, const MienBranchPoint *point);
/* (transfer full) (nullable): a sentence about the learning rate, where @arm makes it jump: a
 * schedule that follows the number of epochs is stretched by more of them. */
char *mien_branch_tell_rate (const char *run, const MienBranchPoint *point, const MienArm *arm);

/* Where a run branched off. */
typedef struct {
  char *from; /* the run's folder, absolute */
  char *arm;  /* (nullable): the arm's name */
  int epoch;  /* epochs that were done */
  gint64 step;
  JsonObject *set;  /* what the arm set */
  gboolean steered; /* by steering alone, here and before: then a recipe can say it all */
} MienBranch;

/* (transfer full) (nullable): NULL without @error where @folder is no branch */
MienBranch *mien_branch_open (const char *folder, GError **error);
void mien_branch_free (MienBranch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBranch, mien_branch_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MienBranchPoint, mien_branch_point_free)

G_END_DECLS
