/* The numbers that a network starts from. */
#pragma once

#include "engine/network/layer.h"

G_BEGIN_DECLS

/* What a layer's output goes through next, norms and poolings apart. */
typedef enum {
  MIEN_LEADS_ON,       /* to another layer that learns, or to a head */
  MIEN_LEADS_TO_RELU,  /* or leaky ReLU, or GELU */
  MIEN_LEADS_TO_CURVE, /* sigmoid or tanh */
} MienLeads;

/**
 * mien_initial_variance:
 * @layer: a convolution or a linear layer
 *
 * With fan_in the products that one output sums up, and fan_out likewise on the way back:
 *
 * - a convolution before ReLU, leaky ReLU or GELU: 2 / fan_in
 *   He, Zhang, Ren & Sun, "Delving Deep into Rectifiers", ICCV 2015, eq. 10, for ReLU; the small
 *   slopes of the others on the left change it little
 * - a convolution or linear layer before sigmoid or tanh: 2 / (fan_in + fan_out)
 *   Glorot & Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks",
 *   AISTATS 2010, eq. 12, as a normal distribution
 * - another convolution: 1 / fan_in
 *   LeCun, Bottou, Orr & Müller, "Efficient BackProp", 1998, section 4.6
 * - another linear layer: 1 / (3 fan_in)
 *   a third of LeCun's: it keeps first answers near chance behind dropout, and is what PyTorch
 *   gives a linear layer
 *
 * Biases start at 0; weights of norms at 1, their running mean at 0 and variance at 1.
 */
double mien_initial_variance (const MienLayer *layer, MienLeads leads);

/* Draws the weight, if @layer is a convolution or linear; keyed by @seed and @number alone. */
void mien_initial_draw (MienLayer *layer, MienLeads leads, guint64 seed, guint number);

G_END_DECLS
