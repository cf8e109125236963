#include "engine/core/priority.h"

#include <sys/resource.h>

#define NICE 10

void
mien_priority_lower (void)
{
  /* On Linux this thread alone, and those that it starts. */
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + NICE);
}
