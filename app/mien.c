/* The graphical program: hands everything to its application object. */
#include "config.h"

#include "engine/kernels/gemm.h"
#include "ui/shell/application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

/* Without a graphics device GTK would draw with OpenGL in software, on the very cores that train;
 * its plain renderer leaves them alone. */
static void
choose_renderer (void)
{
  if (!g_file_test ("/dev/dri", G_FILE_TEST_EXISTS))
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A quota that is used up is an error of writing, which is told, and not the end of the program.
   */
  signal (SIGXFSZ, SIG_IGN);
  choose_renderer ();
  mien_gemm_init ();

  g_autoptr (MienApplication) app = mien_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
