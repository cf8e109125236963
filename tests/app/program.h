/* Calling mien-run from a test; MIEN_RUN names the program. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  int status; /* that it exited with */
  char *out;
  char *err;
} ProgramResult;

void program_result_clear (ProgramResult *result);

/* Runs mien-run with the words of the line, as a shell would part them. */
ProgramResult program_run (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* (transfer full): the JSON object of the only line on standard output of a run that went well */
JsonObject *program_json (const ProgramResult *result);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProgramResult, program_result_clear)

G_END_DECLS
