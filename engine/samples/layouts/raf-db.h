/* What the ways that RAF-DB is packed have in common. */
#pragma once

#include "engine/samples/data/dataset.h"

G_BEGIN_DECLS

/* Expressions by code, the first having code 1; NULL-terminated. */
extern const char *const mien_raf_db_codes[8];

MienPart mien_raf_db_part (const char *picture); /* by the name: train_00001.jpg, test_0001.jpg */

G_END_DECLS
