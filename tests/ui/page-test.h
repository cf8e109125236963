/* What the tests of pages share: a workbench in a folder of its own, parts found by their names. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer full): a workbench over a new workspace below the temporary folder */
MienWorkbench *page_test_workbench (void);
/* Drops @workbench, which has to be the last reference, and deletes its workspace. */
void page_test_finish (MienWorkbench *workbench);

/* Opens @location and waits for it; the test fails where it does not open. */
void page_test_open (MienWorkbench *workbench, const char *location);
/* Runs the main loop until @condition holds; the test fails after a minute. */
void page_test_wait (gboolean (*condition) (gpointer data), gpointer data);
/* Runs the main loop for as long as something is due within @milliseconds. */
void page_test_settle (guint milliseconds);

/* The first shown descendant that assistive technology calls @name, or NULL. */
GtkWidget *page_test_find (GtkWidget *root, const char *name);
/* The same, of which the test fails where there is none. */
GtkWidget *page_test_get (GtkWidget *root, const char *name);
/* A label with this text, or NULL. */
GtkWidget *page_test_find_text (GtkWidget *root, const char *text);
/* The same, of which @words are a part of the text. */
GtkWidget *page_test_find_words (GtkWidget *root, const char *words);
/* Chooses the item called @text of the drop-down called @name. */
void page_test_choose (GtkWidget *root, const char *name, const char *text);
/* Types into the spin button or entry called @name, without Return. */
void page_test_type (GtkWidget *root, const char *name, const char *text);
/* A window around @page, shown. */
GtkWidget *page_test_window (GtkWidget *page);

/* What @make makes of a workbench, in a window of its own. */
typedef struct {
  MienWorkbench *workbench;
  GtkWidget *window;
} PageFixture;

void page_test_set_up (PageFixture *fixture,
                       const char *location,
                       GtkWidget *(*make) (MienWorkbench *workbench));
void page_test_tear_down (PageFixture *fixture, gconstpointer data);

G_END_DECLS
