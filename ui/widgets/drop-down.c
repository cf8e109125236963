#include "ui/widgets/drop-down.h"

static GtkStringList *
get_list (GtkDropDown *drop_down)
{
  g_autoptr (GtkStringList) list = NULL;

  if (gtk_drop_down_get_model (drop_down) == NULL) {
    list = gtk_string_list_new (NULL);
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  }
  return GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
}

/* A list of its own is not replaced: the one that is chosen from may be telling of it just now. */
void
mien_drop_down_offer (GtkDropDown *drop_down, const char *const *texts, guint chosen)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down) && texts != NULL);

  GtkStringList *list = get_list (drop_down);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list)), same = 0;

  while (same < n && texts[same] != NULL &&
         g_str_equal (gtk_string_list_get_string (list, same), texts[same]))
    same++;
  if (same < n || texts[same] != NULL)
    gtk_string_list_splice (list, same, n - same, texts + same);
  gtk_drop_down_set_selected (drop_down, chosen);
}
