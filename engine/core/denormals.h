/* Denormal numbers count as zero while chunks run: they change no result that matters, and a
 * processor takes a hundred times as long over each. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets this thread to flush denormals. Returns: what mien_denormals_restore() takes back */
static inline guint64
mien_denormals_flush (void)
{
#if defined(__SSE2__)
  guint control = __builtin_ia32_stmxcsr ();

  __builtin_ia32_ldmxcsr (control | 0x8040); /* results (FTZ) and operands (DAZ) */
  return control;
#elif defined(__aarch64__)
  guint64 control;

  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | (G_GUINT64_CONSTANT (1) << 24)));
  return control;
#else
  return 0;
#endif
}

static inline void
mien_denormals_restore (guint64 control)
{
#if defined(__SSE2__)
  __builtin_ia32_ldmxcsr ((guint) control);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(control));
#else
  (void) control;
#endif
}

G_END_DECLS
