/* Layouts whose names of files and folders say everything: how one is described, and the engine
 * that reads them all. A layout-NAME.c holds a description and MIEN_LAYOUT_BY_NAMES(). */
#pragma once

#include "engine/samples/layouts/import-private.h"

G_BEGIN_DECLS

#define MIEN_NAMES_MAX_COLUMNS 8
#define MIEN_NAMES_MAX_CODES 10

/**
 * MienNameColumn:
 * @name: of the column; "expression" is told in the words of mien_expressions[] whatever the set's
 * @group: (nullable): the group of the pattern that says it, where it is not called as the column
 * @kind: class unless said
 * @codes: what the group's text stands for, in any case of letters; text that is none of them makes
 *   the name unreadable. Without codes the text stands as it is
 */
typedef struct {
  const char *name;
  const char *group;
  MienKind kind;
  struct {
    const char *code;
    const char *word;
  } codes[MIEN_NAMES_MAX_CODES];
} MienNameColumn;

/* Which pictures of a sequence (those in one folder, in the order of the group "frame") are taken.
 */
typedef enum {
  MIEN_FRAMES_ALL,
  MIEN_FRAMES_RISE,   /* neutral to peak: the last three, and frame 0 or 1 as neutral */
  MIEN_FRAMES_MIDDLE, /* neutral to peak and back: the three in the middle */
} MienFrames;

/**
 * MienNames:
 * @pattern: regular expression with named groups, for the end of a path from a folder's begin on,
 *   in any case of letters. The group "part" gives the official part. A group that did not take
 *   part is a missing value
 * @columns: ended by one without a name
 * @frames: needs the group "frame"
 * @rule: how the files are named; told with the names that are not
 * @odd: a pattern as above of names that are known not to fit, with the sentence told of them
 * @published: how many pictures the data set has, or 0 where copies differ
 */
typedef struct {
  const char *pattern;
  MienNameColumn columns[MIEN_NAMES_MAX_COLUMNS];
  MienFrames frames;
  const char *rule;
  struct {
    const char *pattern;
    const char *what;
  } odd;
  guint published;
} MienNames;

/* Whether nearly all pictures are named so, and completely: every column says something. */
gboolean mien_names_recognise (const MienNames *self, const MienScan *scan);
MienDatasetBuilder *mien_names_import (const MienNames *self,
                                       const MienLayout *layout,
                                       const MienImport *import,
                                       const MienScan *scan,
                                       GError **error);

/* Defines mien_layout_ID from the description ID. */
#define MIEN_LAYOUT_BY_NAMES(id, name, title)                                             \
  extern const MienLayout mien_layout_##id;                                               \
                                                                                          \
  static gboolean id##_recognise (const MienScan *scan)                                   \
  {                                                                                       \
    return mien_names_recognise (&id, scan);                                              \
  }                                                                                       \
                                                                                          \
  static MienDatasetBuilder *id##_import (const MienImport *import, const MienScan *scan, \
                                          GError **error)                                 \
  {                                                                                       \
    return mien_names_import (&id, &mien_layout_##id, import, scan, error);               \
  }                                                                                       \
                                                                                          \
  const MienLayout mien_layout_##id = {name, title, id##_recognise, id##_import};

G_END_DECLS
