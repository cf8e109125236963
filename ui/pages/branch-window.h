/* The window that asks from where a run shall be gone on with, and in which two ways. */
#pragma once

#include "ui/models/workbench.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define MIEN_TYPE_BRANCH_WINDOW (mien_branch_window_get_type ())
G_DECLARE_FINAL_TYPE (MienBranchWindow, mien_branch_window, MIEN, BRANCH_WINDOW, AdwWindow)

/* @folder: (nullable): the run that is chosen at first; else the newest. *Branch Run* starts it by
 * mien_workbench_branch(). */
GtkWidget *mien_branch_window_new (MienWorkbench *workbench, const char *folder, GtkWindow *parent);

G_END_DECLS
