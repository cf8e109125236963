/* The graphical program: hands everything to its application object. */
#include "config.h"

#include "engine/kernels/gemm.h"
#include "ui/shell/application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  mien_gemm_init ();

  g_autoptr (MienApplication) app = mien_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
