#include "ui/models/run-table.h"

#include "ui/models/run-query.h"

#include <math.h>
#include <string.h>

struct _MienRunTable {
  GObject parent_instance;

  GListModel *runs;
  MienRunQuery *query;
  char *complaint; /* (nullable) */
  gboolean show_archived, grouped;
  MienRunColumn *column; /* (nullable) */
  gboolean descending;

  GHashTable *groups; /* (element-type MienRunGroup), by key: kept, so that open ones stay open */
  GPtrArray *rows;    /* of MienRunItem and MienRunGroup */
  guint n_shown, n_archived;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MienRunTable,
                               mien_run_table,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint counted_signal;

static GType
get_item_type (GListModel *list G_GNUC_UNUSED)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *list)
{
  return MIEN_RUN_TABLE (list)->rows->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  MienRunTable *self = MIEN_RUN_TABLE (list);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position))
                                    : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* A row with what it is put in order by, which is worked out once and not at each comparison. */
typedef struct {
  gpointer row;
  double number;
  char *word; /* (nullable) */
  guint place;
} Ranked;

static void
clear_ranked (gpointer data)
{
  g_free (((Ranked *) data)->word);
}

static char *
row_text (gpointer row, const MienRunColumn *column)
{
  return MIEN_IS_RUN_GROUP (row) ? mien_run_group_text (row, column)
                                 : mien_run_column_text (column, row);
}

static void
rank (MienRunTable *self, Ranked *ranked)
{
  ranked->number = MIEN_IS_RUN_GROUP (ranked->row)
                       ? mien_run_group_number (ranked->row, self->column)
                       : mien_run_column_number (self->column, ranked->row);
  if (isnan (ranked->number)) {
    g_autofree char *text = row_text (ranked->row, self->column);

    if (*text != '\0' && !g_str_equal (text, "–"))
      ranked->word = g_utf8_collate_key (text, -1);
  }
}

static gboolean
is_missing (const Ranked *ranked)
{
  return isnan (ranked->number) && ranked->word == NULL;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer descending)
{
  const Ranked *x = a, *y = b;
  int order = 0;

  if (is_missing (x) != is_missing (y))
    return is_missing (x) ? 1 : -1;
  if (x->word != NULL && y->word != NULL)
    order = strcmp (x->word, y->word);
  else if ((x->word != NULL) != (y->word != NULL))
    order = x->word != NULL ? 1 : -1;
  else if (!is_missing (x))
    order = x->number < y->number ? -1 : x->number > y->number;
  if (order != 0)
    return GPOINTER_TO_INT (descending) ? -order : order;
  return x->place < y->place ? -1 : 1;
}

/* Borrowed rows, in place. */
static void
sort (MienRunTable *self, GPtrArray *rows)
{
  g_autoptr (GArray) all = NULL;

  if (self->column == NULL)
    return;
  all = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), rows->len);
  g_array_set_clear_func (all, clear_ranked);
  for (guint i = 0; i < rows->len; i++) {
    Ranked ranked = {g_ptr_array_index (rows, i), (double) NAN, NULL, i};

    rank (self, &ranked);
    g_array_append_val (all, ranked);
  }
  g_array_sort_with_data (all, compare, GINT_TO_POINTER (self->descending));
  for (guint i = 0; i < rows->len; i++)
    rows->pdata[i] = g_array_index (all, Ranked, i).row;
}

/* (transfer full) (element-type MienRunItem): borrowed, those to show */
static GPtrArray *
find_shown (MienRunTable *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  self->n_archived = 0;
  for (guint i = 0; i < g_list_model_get_n_items (self->runs); i++) {
    g_autoptr (MienRunItem) item = g_list_model_get_item (self->runs, i);
    gboolean away = mien_run_item_get_entry (item)->archived && !self->show_archived;

    if (!mien_run_query_matches (self->query, item))
      continue;
    if (away)
      self->n_archived++;
    else
      g_ptr_array_add (shown, item); /* the list holds it */
  }
  self->n_shown = shown->len;
  g_free (self->complaint);
  self->complaint = mien_run_query_complain (self->query);
  return shown;
}

/* (element-type GPtrArray of MienRunItem), by key */
static GHashTable *
find_members (GListModel *runs)
{
  GHashTable *members =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    MienRunItem *item = g_list_model_get_item (runs, i);
    char *key = mien_run_group_key_of (item);
    GPtrArray *own = g_hash_table_lookup (members, key);

    if (own == NULL) {
      own = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (members, g_strdup (key), own);
    }
    g_ptr_array_add (own, item);
    g_free (key);
  }
  return members;
}

static MienRunGroup *
get_group (MienRunTable *self, const char *key)
{
  MienRunGroup *group = g_hash_table_lookup (self->groups, key);

  if (group == NULL) {
    group = mien_run_group_new ();
    g_hash_table_insert (self->groups, g_strdup (key), group);
  }
  return group;
}

/* Groups of at least two, and single runs, in the order of their first; @parts: what is shown of
 * each group */
static GPtrArray *
group (MienRunTable *self, GPtrArray *shown, GHashTable *parts)
{
  g_autoptr (GHashTable) members = find_members (self->runs);
  GPtrArray *roots = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, part;

  for (guint i = 0; i < shown->len; i++) {
    MienRunItem *item = g_ptr_array_index (shown, i);
    g_autofree char *own = mien_run_group_key_of (item);
    GPtrArray *all = g_hash_table_lookup (members, own);
    MienRunGroup *group = all != NULL && all->len > 1 ? get_group (self, own) : NULL;
    GPtrArray *list = group != NULL ? g_hash_table_lookup (parts, group) : NULL;

    if (group != NULL && list == NULL) {
      list = g_ptr_array_new ();
      g_hash_table_insert (parts, group, list);
      g_ptr_array_add (roots, group);
      mien_run_group_set_members (group, all, 0);
    }
    g_ptr_array_add (group != NULL ? list : roots, item);
  }
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &key, &part))
    mien_run_group_set_members (key, mien_run_group_get_members (key), ((GPtrArray *) part)->len);
  return roots;
}

/* (transfer full): the rows from top to bottom */
static GPtrArray *
lay_out (MienRunTable *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) shown = find_shown (self);
  g_autoptr (GHashTable) parts =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) roots =
      self->grouped ? group (self, shown, parts) : g_ptr_array_ref (shown);

  sort (self, roots);
  for (guint i = 0; i < roots->len; i++) {
    gpointer root = g_ptr_array_index (roots, i);
    GPtrArray *part = g_hash_table_lookup (parts, root);

    g_ptr_array_add (rows, g_object_ref (root));
    if (part == NULL || !mien_run_group_is_expanded (root))
      continue;
    sort (self, part);
    for (guint k = 0; k < part->len; k++)
      g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (part, k)));
  }
  return rows;
}

/* Rows that stay where they are keep what is selected and how far the table is scrolled. */
static void
update (MienRunTable *self)
{
  g_autoptr (GPtrArray) old = self->rows;
  GPtrArray *rows = lay_out (self);
  guint head = 0, tail = 0, least = MIN (old->len, rows->len);

  while (head < least && old->pdata[head] == rows->pdata[head])
    head++;
  while (tail < least - head &&
         old->pdata[old->len - 1 - tail] == rows->pdata[rows->len - 1 - tail])
    tail++;
  self->rows = rows;
  if (old->len != rows->len || head < rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                rows->len - head - tail);
  g_signal_emit (self, counted_signal, 0);
}

static void
mien_run_table_finalize (GObject *object)
{
  MienRunTable *self = MIEN_RUN_TABLE (object);

  g_object_unref (self->runs);
  mien_run_query_free (self->query);
  g_free (self->complaint);
  mien_run_column_free (self->column);
  g_hash_table_unref (self->groups);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (mien_run_table_parent_class)->finalize (object);
}

static void
mien_run_table_class_init (MienRunTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mien_run_table_finalize;
  counted_signal = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
mien_run_table_init (MienRunTable *self)
{
  self->query = mien_run_query_new ("");
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

MienRunTable *
mien_run_table_new (GListModel *runs)
{
  MienRunTable *self = g_object_new (MIEN_TYPE_RUN_TABLE, NULL);

  self->runs = g_object_ref (runs);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

void
mien_run_table_set_search (MienRunTable *self, const char *text)
{
  g_return_if_fail (MIEN_IS_RUN_TABLE (self) && text != NULL);

  mien_run_query_free (self->query);
  self->query = mien_run_query_new (text);
  update (self);
}

const char *
mien_run_table_get_complaint (MienRunTable *self)
{
  return self->complaint;
}

void
mien_run_table_set_show_archived (MienRunTable *self, gboolean show)
{
  g_return_if_fail (MIEN_IS_RUN_TABLE (self));

  self->show_archived = show;
  update (self);
}

void
mien_run_table_set_grouped (MienRunTable *self, gboolean grouped)
{
  g_return_if_fail (MIEN_IS_RUN_TABLE (self));

  if (self->grouped == grouped)
    return;
  self->grouped = grouped;
  update (self);
}

void
mien_run_table_set_order (MienRunTable *self, const MienRunColumn *column, gboolean descending)
{
  g_return_if_fail (MIEN_IS_RUN_TABLE (self));

  MienRunColumn *own = column != NULL ? mien_run_column_new (column->id) : NULL;

  mien_run_column_free (self->column);
  self->column = own;
  self->descending = descending;
  update (self);
}

void
mien_run_table_expand (MienRunTable *self, MienRunGroup *group, gboolean expanded)
{
  g_return_if_fail (MIEN_IS_RUN_TABLE (self) && MIEN_IS_RUN_GROUP (group));

  if (mien_run_group_is_expanded (group) == expanded)
    return;
  mien_run_group_set_expanded (group, expanded);
  update (self);
}

guint
mien_run_table_count_shown (MienRunTable *self)
{
  return self->n_shown;
}

guint
mien_run_table_count_archived (MienRunTable *self)
{
  return self->n_archived;
}
