#include "engine/network/layer.h"

void
mien_parameter_free (MienParameter *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

MienLayer *
mien_layer_alloc (MienLayerType type, const MienLayerClass *klass, MienShape in, MienShape out)
{
  MienLayer *self = g_new0 (MienLayer, 1);

  self->type = type;
  self->klass = klass;
  self->in = in;
  self->out = out;
  self->task = -1;
  mien_layer_set_n_inputs (self, 1);
  self->parameters = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_parameter_free);
  return self;
}

void
mien_layer_set_n_inputs (MienLayer *self, int n_inputs)
{
  self->n_inputs = n_inputs;
  self->inputs = g_renew (int, self->inputs, n_inputs);
  for (int k = 0; k < n_inputs; k++)
    self->inputs[k] = -1;
}

static MienParameter *
copy_parameter (const MienParameter *from)
{
  MienParameter *self = g_memdup2 (from, sizeof *from);

  self->name = g_strdup (from->name);
  self->value = g_memdup2 (from->value, from->len * sizeof (float));
  self->grad = NULL;
  return self;
}

MienLayer *
mien_layer_copy (const MienLayer *self)
{
  MienLayer *copy = g_memdup2 (self, sizeof *self);

  copy->inputs = NULL;
  mien_layer_set_n_inputs (copy, self->n_inputs);
  copy->name = NULL;
  copy->kept = NULL;
  copy->parameters = g_ptr_array_new_with_free_func ((GDestroyNotify) mien_parameter_free);
  for (guint i = 0; i < self->parameters->len; i++)
    g_ptr_array_add (copy->parameters, copy_parameter (mien_layer_parameter (self, i)));
  return copy;
}

/* Returns: the map of @channels that @window leaves of @in */
MienShape
mien_layer_slide (MienShape in, int channels, const MienSlide *window)
{
  MienShape out = {1, channels, mien_slide_steps (window, 0, in.h),
                   mien_slide_steps (window, 1, in.w)};

  g_warn_if_fail (out.h >= 1 && out.w >= 1);
  return out;
}

MienParameter *
mien_layer_add_parameter (MienLayer *self, const char *name, const int *dims, int n_dims)
{
  MienParameter *parameter = g_new0 (MienParameter, 1);

  parameter->name = g_strdup (name);
  parameter->len = 1;
  parameter->n_dims = n_dims;
  for (int i = 0; i < n_dims; i++) {
    parameter->dims[i] = dims[i];
    parameter->len *= (gsize) dims[i];
  }
  parameter->value = g_new0 (float, parameter->len);
  parameter->trainable = TRUE;
  g_ptr_array_add (self->parameters, parameter);
  return parameter;
}

void
mien_layer_free (MienLayer *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->parameters);
  g_free (self->inputs);
  g_free (self->name);
  g_free (self);
}
