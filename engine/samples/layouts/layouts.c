/* Which layouts there are, and in which order they are tried. */
#include "engine/core/error.h"
#include "engine/samples/layouts/import-private.h"

extern const MienLayout mien_layout_affectnet, mien_layout_affectnet_npy, mien_layout_celeba,
    mien_layout_ck48, mien_layout_ck_plus, mien_layout_ck_plus_one, mien_layout_cmu,
    mien_layout_csv, mien_layout_diffusionfer, mien_layout_expw, mien_layout_fairface,
    mien_layout_fer2013, mien_layout_fer2013_folders, mien_layout_ferplus, mien_layout_folder,
    mien_layout_jaffe, mien_layout_kdef, mien_layout_mug, mien_layout_oulu_casia,
    mien_layout_raf_db, mien_layout_raf_db_folders, mien_layout_raf_db_original, mien_layout_rafd,
    mien_layout_sfew, mien_layout_utkface;

static const MienLayout *const layouts[] = {
    &mien_layout_fer2013,
    &mien_layout_ck_plus,
    &mien_layout_ck_plus_one,
    &mien_layout_raf_db,
    &mien_layout_raf_db_original,
    &mien_layout_raf_db_folders,
    &mien_layout_affectnet,
    &mien_layout_affectnet_npy,
    &mien_layout_diffusionfer,
    &mien_layout_expw,
    &mien_layout_fairface,
    &mien_layout_celeba,
    &mien_layout_ferplus,
    &mien_layout_csv,
    &mien_layout_cmu,
    &mien_layout_ck48,
    &mien_layout_fer2013_folders,
    &mien_layout_jaffe,
    &mien_layout_kdef,
    &mien_layout_mug,
    &mien_layout_oulu_casia,
    &mien_layout_rafd,
    &mien_layout_sfew,
    &mien_layout_utkface,
    &mien_layout_folder,
    NULL,
};

const MienLayout *const *
mien_layouts_get (void)
{
  return layouts;
}

const MienLayout *
mien_layouts_find (const char *name)
{
  for (guint i = 0; layouts[i] != NULL; i++)
    if (g_str_equal (layouts[i]->name, name))
      return layouts[i];
  return NULL;
}

MienDatasetBuilder *
mien_layout_fail (const MienScan *scan, const char *missing, GError **error)
{
  g_set_error (error, MIEN_ERROR, MIEN_ERROR_FORMAT,
               "%s is not laid out so: %s was looked for; choose another layout, or auto",
               mien_files_get_root (scan->files), missing);
  return NULL;
}

const char *const *
mien_import_layouts (void)
{
  static const char *names[G_N_ELEMENTS (layouts) + 1] = {"auto"};
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    for (guint i = 0; layouts[i] != NULL; i++)
      names[i + 1] = layouts[i]->name;
    g_once_init_leave (&done, 1);
  }
  return names;
}

const char *
mien_import_layout_title (const char *name)
{
  const MienLayout *layout = mien_layouts_find (name);

  return layout != NULL ? layout->title : NULL;
}
