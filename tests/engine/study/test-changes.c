#include "engine/study/changes.h"

#include "engine/core/error.h"
#include "tests/engine/study/folder.h"

#include <math.h>
#include <string.h>

/* Four persons with three faces each; happy and sad. */
enum {
  N_FACES = 12
};

static const char *const labels[] = {"happy", "sad"};

static void
plant_recipe (const char *folder, int seeds, const char *type)
{
  g_autofree char *text =
      g_strdup_printf ("{\"data\": {\"path\": \"built-in\"},"
                       " \"tasks\": [\"%s\", \"yaw\"], \"study\": {\"seeds\": %d, \"arms\": ["
                       " {\"name\": \"Alone\", \"set\": {\"tasks\": [\"%s\"]}},"
                       " {\"name\": \"Beside\", \"set\": {}}]}}",
                       type, seeds, type);

  folder_write (folder, "recipe.json", text);
}

/* @happy: [N_FACES] probability of happy; every face's label follows its number; @first: number of
 * the first face; @persons: whether the folder says who is shown */
static void
plant_run (const char *folder,
           const char *arm,
           int seed,
           const double happy[N_FACES],
           int first,
           gboolean persons)
{
  g_autofree char *name = g_strdup_printf ("runs/%s-0-%d", arm, seed);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) table = g_string_new ("path,split,task,label,prediction,p\n");
  g_autoptr (GString) who = g_string_new ("path,person\n");

  for (int i = N_FACES - 1; i >= 0; i--) {
    int face = first + i;

    g_string_append_printf (table, "f%02d.png,test,expression,%s,%s,%.3f %.3f\n", face,
                            labels[face % 2], happy[i] > 0.5 ? "happy" : "sad", happy[i],
                            1.0 - happy[i]);
    g_string_append_printf (table, "f%02d.png,test,yaw,1,2,\n", face);
    g_string_append_printf (table, "t%02d.png,train,expression,sad,sad,0.1 0.9\n", face);
    g_string_append_printf (who, "f%02d.png,p%d\n", face, face / 3);
  }
  folder_write (path, "recipe.json", "{\"tasks\": [\"expression\"]}");
  folder_write (path, "predictions.csv", table->str);
  if (persons)
    folder_write (path, "persons.csv", who->str);
  folder_write (
      path, "run.json",
      "{\"fingerprint\": \"f\", \"folds\": 1, \"picked_by\": \"validation\", \"tasks\": "
      "{\"expression\": {\"type\": \"class\", \"metric\": \"balanced_accuracy\", \"classes\": "
      "[\"happy\", \"sad\"], \"test\": {\"balanced_accuracy\": 0.5, \"majority\": 0.5}}}}");
}

/* Everything right but the faces in @wrong; even faces are happy. */
static void
answer (double happy[N_FACES], guint wrong, double sure)
{
  for (int i = 0; i < N_FACES; i++) {
    gboolean right = !(wrong & 1u << i);

    happy[i] = (i % 2 == 0) == right ? sure : 1.0 - sure;
  }
}

/* The first arm errs on the first six faces, the second on face 11 alone. */
static void
plant (const char *folder, gboolean persons)
{
  double happy[N_FACES];

  plant_recipe (folder, 1, "expression");
  answer (happy, 0x3f, 0.8);
  plant_run (folder, "alone", 1, happy, 0, persons);
  answer (happy, 0x800, 0.8);
  plant_run (folder, "beside", 1, happy, 0, persons);
}

static MienStudy *
collect (const char *folder)
{
  g_autoptr (GError) error = NULL;
  MienStudy *study = mien_study_collect (folder, &error);

  g_assert_no_error (error);
  return study;
}

static void
test_fixed_and_broken_faces_are_found (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  plant (folder, TRUE);
  g_autoptr (MienStudy) study = collect (folder);
  g_autoptr (MienChanges) changes = mien_changes_collect (study, "Alone", "Beside", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->faces->len, ==, N_FACES);
  g_assert_cmpuint (changes->all.fixed, ==, 6);
  g_assert_cmpuint (changes->all.broken, ==, 1);
  g_assert_cmpfloat_with_epsilon (changes->all.a, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (changes->all.b, 11.0 / 12, 1e-12);
  g_assert_cmpfloat_with_epsilon (changes->all.mcnemar, 16.0 / 128, 1e-12);
  for (guint i = 0; i < N_FACES; i++) {
    const MienChangedFace *face = &g_array_index (changes->faces, MienChangedFace, i);
    g_autofree char *path = g_strdup_printf ("f%02u.png", i);

    g_assert_cmpstr (face->path, ==, path);
    g_assert_cmpstr (face->label, ==, labels[i % 2]);
    g_assert_true (face->was_right == (i >= 6));
    g_assert_true (face->is_right == (i != 11));
    g_assert_cmpstr (face->a, ==, labels[(i + (i < 6)) % 2]);
  }
  folder_remove (folder);
}

static void
test_classes_and_persons_are_told_apart (void)
{
  char *folder = folder_new ();

  plant (folder, TRUE);
  g_autoptr (MienStudy) study = collect (folder);
  g_autoptr (MienChanges) changes = mien_changes_collect (study, "Alone", "Beside", NULL);
  const MienChangedGroup *sad = &g_array_index (changes->classes, MienChangedGroup, 1);
  const MienChangedGroup *last = &g_array_index (changes->persons, MienChangedGroup, 3);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);

  g_assert_cmpuint (changes->classes->len, ==, 2);
  g_assert_cmpstr (sad->name, ==, "sad");
  g_assert_cmpuint (sad->fixed, ==, 3);
  g_assert_cmpuint (sad->broken, ==, 1);
  g_assert_cmpuint (changes->persons->len, ==, 4);
  g_assert_cmpstr (last->name, ==, "p3");
  g_assert_cmpuint (last->faces, ==, 3);
  g_assert_cmpuint (last->broken, ==, 1);
  g_assert_cmpuint (comparison->persons, ==, 4);
  g_assert_cmpuint (comparison->fixed, ==, 6);
  g_assert_cmpfloat (comparison->faces_low, <, 5.0 / 12);
  g_assert_cmpfloat (comparison->faces_high, >, 5.0 / 12);
  g_assert_nonnull (strstr (study->words, "6 were fixed and 1 broken"));
  g_assert_nonnull (strstr (study->words, "over 4 persons"));
  folder_remove (folder);
}

static void
test_without_names_faces_are_drawn (void)
{
  char *folder = folder_new ();

  plant (folder, FALSE);
  g_autoptr (MienStudy) study = collect (folder);
  g_autoptr (MienChanges) changes = mien_changes_collect (study, "Alone", "Beside", NULL);
  const MienArmResult *arm = g_ptr_array_index (study->arms, 0);

  g_assert_cmpuint (changes->persons->len, ==, 0);
  g_assert_true (isfinite (changes->low) && changes->low < changes->high);
  g_assert_nonnull (strstr (study->words, "over faces"));
  g_assert_cmpuint (arm->persons, ==, 0);
  g_assert_true (isnan (arm->persons_low));
  folder_remove (folder);
}

static void
test_arms_are_told_beside_the_majority_and_over_persons (void)
{
  char *folder = folder_new ();

  plant (folder, TRUE);
  g_autoptr (MienStudy) study = collect (folder);
  const MienArmResult *arm = g_ptr_array_index (study->arms, 0);

  g_assert_cmpstr (arm->picked_by, ==, "validation");
  g_assert_cmpfloat_with_epsilon (arm->majority, 0.5, 1e-12);
  g_assert_cmpuint (arm->persons, ==, 4);
  g_assert_cmpfloat (arm->persons_low, <=, 0.5);
  g_assert_cmpfloat (arm->persons_high, >=, 0.5);
  g_assert_nonnull (strstr (study->words, "The validation part picked the epochs; the test part"));
  g_assert_nonnull (strstr (study->words, "commonest class would be right for 50.0 %"));
  folder_remove (folder);
}

/* One seed is sure of what is wrong, the other hardly of what is right: their mean is wrong. And a
 * run whose partner is not there does not count. */
static void
test_seeds_are_pooled_by_their_mean (void)
{
  char *folder = folder_new ();
  double happy[N_FACES];

  plant_recipe (folder, 3, "expression");
  answer (happy, 0xfff, 0.9);
  plant_run (folder, "alone", 1, happy, 0, TRUE);
  plant_run (folder, "alone", 3, happy, 0, TRUE);
  answer (happy, 0x0, 0.6);
  plant_run (folder, "alone", 2, happy, 0, TRUE);
  answer (happy, 0xfff, 0.6);
  plant_run (folder, "beside", 1, happy, 0, TRUE);
  answer (happy, 0x0, 0.9);
  plant_run (folder, "beside", 2, happy, 0, TRUE);

  g_autoptr (MienStudy) study = collect (folder);
  g_autoptr (MienChanges) changes = mien_changes_collect (study, "Alone", "Beside", NULL);
  g_assert_cmpuint (changes->all.faces, ==, N_FACES);
  g_assert_cmpfloat_with_epsilon (changes->all.a, 0.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (changes->all.b, 1.0, 1e-12);
  folder_remove (folder);
}

/* Somebody edited the folders: the second arm was tested on a face that the first never saw. */
static void
test_other_faces_are_no_pair (void)
{
  char *folder = folder_new ();
  double happy[N_FACES];
  g_autoptr (GError) error = NULL;

  plant_recipe (folder, 1, "expression");
  answer (happy, 0, 0.8);
  plant_run (folder, "alone", 1, happy, 0, TRUE);
  plant_run (folder, "beside", 1, happy, 2, TRUE);

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_assert_cmpuint (comparison->pairs, ==, 0);
  g_assert_cmpuint (comparison->unlike, ==, 1);
  g_assert_nonnull (strstr (study->words, "no pair of finished runs that were tested on the same"));
  g_assert_null (mien_changes_collect (study, "Alone", "Beside", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  folder_remove (folder);
}

static void
test_what_has_no_classes_has_no_changes (void)
{
  char *folder = folder_new ();
  double happy[N_FACES];
  g_autoptr (GError) error = NULL;

  answer (happy, 0, 0.8);
  plant_recipe (folder, 1, "valence");
  plant_run (folder, "alone", 1, happy, 0, TRUE);
  plant_run (folder, "beside", 1, happy, 0, TRUE);

  g_autoptr (MienStudy) study = collect (folder);
  g_assert_null (mien_changes_collect (study, "Alone", "Beside", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "no classes"));
  folder_remove (folder);
}

static void
test_a_broken_table_is_named (void)
{
  char *folder = folder_new ();
  g_autoptr (GError) error = NULL;

  plant (folder, TRUE);
  folder_write (folder, "runs/beside-0-1/predictions.csv", "path,split\nf.png,test\n");
  g_autoptr (MienStudy) study = collect (folder);
  g_assert_null (mien_changes_collect (study, "Alone", "Beside", &error));
  g_assert_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "beside-0-1/predictions.csv:1"));
  folder_remove (folder);
}

/* --- a real study --- */

static gboolean
carry_out (const MienRecipe *recipe, const char *folder, GError **error)
{
  g_autoptr (MienControl) control = mien_control_new (NULL);

  return mien_study_execute (recipe, folder, NULL, NULL, FALSE, control, error);
}

static void
test_a_trained_study_knows_its_persons (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 1;
  recipe->epochs = 1;
  mien_recipe_put_task (recipe, "yaw", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (carry_out (recipe, folder, &error));
  g_assert_no_error (error);

  g_autoptr (MienStudy) study = collect (folder);
  const MienComparison *comparison = g_ptr_array_index (study->comparisons, 0);
  g_assert_cmpuint (comparison->faces, ==, 12); /* a fifth of 60 */
  g_assert_cmpuint (comparison->persons, >, 1);
  g_assert_cmpuint (study->classes, ==, 7);
  folder_remove (folder);
}

/* An arm with a split, or data, of its own is told before anything is trained. */
static void
test_arms_share_a_split (void)
{
  static const char *const sets[] = {"{\"split.seed\": 9}", "{\"data.path\": \"built-in:60:2\","
                                                            " \"split.kind\": \"subject\"}"};

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    char *folder = folder_new ();
    g_autoptr (MienRecipe) recipe = folder_recipe ();
    g_autoptr (JsonNode) set = json_from_string (sets[i], NULL);
    g_autoptr (JsonObject) none = json_object_new ();
    g_autoptr (GError) error = NULL;

    g_ptr_array_add (recipe->arms, mien_arm_new ("plain", none));
    g_ptr_array_add (recipe->arms, mien_arm_new ("other", json_node_get_object (set)));
    g_assert_false (carry_out (recipe, folder, &error));
    g_assert_error (error, MIEN_ERROR, MIEN_ERROR_RANGE);
    g_assert_nonnull (strstr (error->message, "“plain” and “other” do not share a split"));
    g_assert_false (folder_has (folder, "runs/plain-0-1"));
    folder_remove (folder);
  }
}

/* Another size shows the same faces, and is an arm like any other. */
static void
test_arms_may_look_at_the_same_faces_otherwise (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (JsonNode) set = json_from_string ("{\"data.size\": 20}", NULL);
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 1;
  recipe->epochs = 1;
  g_ptr_array_add (recipe->arms, mien_arm_new ("plain", none));
  g_ptr_array_add (recipe->arms, mien_arm_new ("larger", json_node_get_object (set)));
  g_assert_true (carry_out (recipe, folder, &error));
  g_assert_no_error (error);
  folder_remove (folder);
}

/* Tasks learned alone have another main task, and are still tested on the same faces. */
static void
test_a_transfer_table_shares_a_split (void)
{
  char *folder = folder_new ();
  g_autoptr (MienRecipe) recipe = folder_recipe ();
  g_autoptr (GError) error = NULL;

  recipe->seeds = 1;
  recipe->epochs = 1;
  recipe->transfer = TRUE;
  mien_recipe_put_task (recipe, "expression", MIEN_ROLE_MAIN, 1.0);
  mien_recipe_put_task (recipe, "glasses", MIEN_ROLE_AUXILIARY, 0.5);
  g_assert_true (carry_out (recipe, folder, &error));
  g_assert_no_error (error);

  g_autoptr (MienStudy) study = collect (folder);
  g_assert_cmpuint (study->transfer->gain[1]->pairs, ==, 1);
  g_assert_cmpuint (study->transfer->gain[2]->pairs, ==, 1);
  g_assert_cmpuint (study->transfer->gain[2]->unlike, ==, 0);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changes/faces", test_fixed_and_broken_faces_are_found);
  g_test_add_func ("/changes/groups", test_classes_and_persons_are_told_apart);
  g_test_add_func ("/changes/nameless", test_without_names_faces_are_drawn);
  g_test_add_func ("/changes/arms", test_arms_are_told_beside_the_majority_and_over_persons);
  g_test_add_func ("/changes/seeds", test_seeds_are_pooled_by_their_mean);
  g_test_add_func ("/changes/others", test_other_faces_are_no_pair);
  g_test_add_func ("/changes/classless", test_what_has_no_classes_has_no_changes);
  g_test_add_func ("/changes/broken", test_a_broken_table_is_named);
  g_test_add_func ("/changes/trained", test_a_trained_study_knows_its_persons);
  g_test_add_func ("/changes/split", test_arms_share_a_split);
  g_test_add_func ("/changes/size", test_arms_may_look_at_the_same_faces_otherwise);
  g_test_add_func ("/changes/transfer", test_a_transfer_table_shares_a_split);
  return g_test_run ();
}
