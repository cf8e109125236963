#include "app/layout-help.h"

#include "engine/samples/layouts/import.h"

const char *
mien_layout_help (void)
{
  static char *help = NULL;

  if (g_once_init_enter (&help)) {
    g_autofree char *names = g_strjoinv (", ", (char **) mien_import_layouts ());

    g_once_init_leave (&help,
                       g_strdup_printf ("How the files are laid out: %s, or a pattern", names));
  }
  return help;
}
