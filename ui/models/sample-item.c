#include "ui/models/sample-item.h"

struct _MienSampleItem {
  GObject parent_instance;

  MienDataset *dataset;
  guint sample;
};

G_DEFINE_FINAL_TYPE (MienSampleItem, mien_sample_item, G_TYPE_OBJECT)

static void
mien_sample_item_finalize (GObject *object)
{
  mien_dataset_unref (MIEN_SAMPLE_ITEM (object)->dataset);

  G_OBJECT_CLASS (mien_sample_item_parent_class)->finalize (object);
}

static void
mien_sample_item_class_init (MienSampleItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_sample_item_finalize;
}

static void
mien_sample_item_init (MienSampleItem *self G_GNUC_UNUSED)
{
}

MienSampleItem *
mien_sample_item_new (MienDataset *dataset, guint sample)
{
  MienSampleItem *self = g_object_new (MIEN_TYPE_SAMPLE_ITEM, NULL);

  self->dataset = mien_dataset_ref (dataset);
  self->sample = sample;
  return self;
}

MienDataset *
mien_sample_item_get_dataset (MienSampleItem *self)
{
  g_return_val_if_fail (MIEN_IS_SAMPLE_ITEM (self), NULL);

  return self->dataset;
}

guint
mien_sample_item_get_sample (MienSampleItem *self)
{
  g_return_val_if_fail (MIEN_IS_SAMPLE_ITEM (self), 0);

  return self->sample;
}
