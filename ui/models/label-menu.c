#include "ui/models/label-menu.h"

#include <glib/gi18n.h>

/* An underscore in a menu's text marks the letter to press; two are one that is shown. */
static char *
escape_mnemonic (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
append_label (GMenu *menu, const char *text, const char *label, const char *key)
{
  g_autofree char *shown = escape_mnemonic (text);
  g_autoptr (GMenuItem) item = g_menu_item_new (shown, NULL);

  g_menu_item_set_action_and_target (item, "faces.label", "s", label);
  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenu *
list_classes (const MienColumn *column)
{
  GMenu *classes = g_menu_new ();

  for (guint k = 0; column->names[k] != NULL; k++) {
    char key[] = {(char) ('1' + k), '\0'};

    append_label (classes, column->names[k], column->names[k], k < 9 ? key : NULL);
  }
  return classes;
}

GMenuModel *
mien_label_menu_new (const MienColumn *column)
{
  GMenu *menu = g_menu_new (), *other = g_menu_new ();

  if (column != NULL && column->kind == MIEN_KIND_CLASS)
    append_section (menu, list_classes (column));
  else if (column != NULL && column->kind != MIEN_KIND_POINTS)
    g_menu_append (other, _ ("_Write a Label…"), "faces.write");
  append_label (other, _ ("No Label"), "", NULL);
  append_section (menu, other);
  return G_MENU_MODEL (menu);
}

static void
append_hiding (GMenu *menu, const char *text, const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (text, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

GMenuModel *
mien_face_menu_new (const MienColumn *column)
{
  GMenu *menu = g_menu_new (), *correcting = g_menu_new (), *other = g_menu_new ();
  g_autoptr (GMenuModel) labels = mien_label_menu_new (column);

  g_menu_append_submenu (correcting, _ ("_Correct Label"), labels);
  append_hiding (correcting, _ ("_Exclude"), "faces.exclude", "Delete");
  append_hiding (correcting, _ ("_Take Back"), "faces.take-back", NULL);
  append_section (menu, correcting);
  g_menu_append (other, _ ("Copy _Names"), "faces.copy");
  append_section (menu, other);
  return G_MENU_MODEL (menu);
}
