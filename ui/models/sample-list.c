#include "ui/models/sample-list.h"

struct _MienSampleList {
  GObject parent_instance;

  MienDataset *dataset;
  GArray *samples; /* of guint */
};

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return MIEN_TYPE_SAMPLE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return MIEN_SAMPLE_LIST (model)->samples->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  MienSampleList *self = MIEN_SAMPLE_LIST (model);

  if (position >= self->samples->len)
    return NULL;
  return mien_sample_item_new (self->dataset, g_array_index (self->samples, guint, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MienSampleList,
                               mien_sample_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
mien_sample_list_finalize (GObject *object)
{
  MienSampleList *self = MIEN_SAMPLE_LIST (object);

  g_clear_pointer (&self->dataset, mien_dataset_unref);
  g_array_unref (self->samples);
  G_OBJECT_CLASS (mien_sample_list_parent_class)->finalize (object);
}

static void
mien_sample_list_class_init (MienSampleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_sample_list_finalize;
}

static void
mien_sample_list_init (MienSampleList *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (guint));
}

MienSampleList *
mien_sample_list_new (void)
{
  return g_object_new (MIEN_TYPE_SAMPLE_LIST, NULL);
}

static GArray *
all_samples (MienDataset *dataset)
{
  guint n = dataset != NULL ? mien_dataset_get_n_samples (dataset) : 0;
  GArray *samples = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; i < n; i++)
    g_array_append_val (samples, i);
  return samples;
}

/* Takes over both, and hands out the samples that were shown. */
static GArray *
exchange (MienSampleList *self, MienDataset *dataset, GArray *samples)
{
  MienDataset *old = self->dataset;
  GArray *before = self->samples;

  self->dataset = dataset != NULL ? mien_dataset_ref (dataset) : NULL;
  g_clear_pointer (&old, mien_dataset_unref); /* last: it may be the same one */
  self->samples = samples != NULL ? g_array_copy (samples) : all_samples (dataset);
  return before;
}

void
mien_sample_list_show (MienSampleList *self, MienDataset *dataset, GArray *samples)
{
  g_return_if_fail (MIEN_IS_SAMPLE_LIST (self));

  g_autoptr (GArray) before = exchange (self, dataset, samples);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->samples->len);
}

void
mien_sample_list_update (MienSampleList *self, MienDataset *dataset, GArray *samples)
{
  g_return_if_fail (MIEN_IS_SAMPLE_LIST (self) && dataset != NULL);

  g_autoptr (GArray) before = exchange (self, dataset, samples);
  const guint *old = (const guint *) (void *) before->data;
  const guint *new = (const guint *) (void *) self->samples->data;
  guint n_old = before->len, n_new = self->samples->len, start = 0;

  while (start < n_old && start < n_new && old[start] == new[start])
    start++;
  while (n_old > start && n_new > start && old[n_old - 1] == new[n_new - 1]) {
    n_old--;
    n_new--;
  }
  if (n_old > start || n_new > start)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_old - start, n_new - start);
}

guint
mien_sample_list_get_sample (MienSampleList *self, guint position)
{
  g_return_val_if_fail (position < self->samples->len, 0);

  return g_array_index (self->samples, guint, position);
}
