#include "config.h"

#include <glib.h>

int
main (void)
{
  g_print ("mien %s\n", MIEN_VERSION);
  return 0;
}
