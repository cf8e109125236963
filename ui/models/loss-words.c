#include "ui/models/loss-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *title, *explanation;
} losses[MIEN_N_LOSSES] = {
    [MIEN_LOSS_CROSS_ENTROPY] =
        {N_ ("Cross-entropy"),
         N_ ("The usual loss of classes: small where the right class got a high probability")},
    [MIEN_LOSS_FOCAL] =
        {N_ ("Focal"),
         N_ ("Cross-entropy in which faces that are answered rightly already count for little, so "
             "that training goes on with the hard ones; wrong labels are hard ones too")},
    [MIEN_LOSS_CLASS_BALANCED] =
        {N_ ("Class-balanced"),
         N_ ("Cross-entropy in which a face of a rare class counts for more than one of a common "
             "class; better balanced accuracy, often at the cost of accuracy")},
    [MIEN_LOSS_SOFT] =
        {N_ ("Soft labels"),
         N_ ("The usual loss of votes: the network learns how people shared their votes out, and "
             "not only which class got most; 0 where it answers as they voted")},
    [MIEN_LOSS_BCE] = {N_ ("Binary cross-entropy"),
                       N_ ("The usual loss of yes or no: each one is learned for itself")},
    [MIEN_LOSS_ASYMMETRIC] =
        {N_ ("Asymmetric"),
         N_ ("Binary cross-entropy in which the many easy noes count for little: for action units "
             "and the like, of which a face shows only a few")},
    [MIEN_LOSS_MSE] =
        {N_ ("Squared error"),
         N_ ("The usual loss of numbers: twice as far off costs four times as much, so that the "
             "largest errors matter most")},
    [MIEN_LOSS_MAE] = {N_ ("Absolute error"),
                       N_ ("Twice as far off costs twice as much: a few labels that are far out "
                           "matter less than with the squared error")},
    [MIEN_LOSS_HUBER] = {N_ ("Huber"),
                         N_ ("Squared for small errors and absolute for large ones: labels that "
                             "are far out do not take over")},
    [MIEN_LOSS_CCC] =
        {N_ ("Concordance"),
         N_ ("One less the concordance over a batch, which valence and arousal are judged by: how "
             "well answers rise and fall with the labels; needs batches that are not too small")},
    [MIEN_LOSS_L2] = {N_ ("Squared distance"),
                      N_ ("The usual loss of points: the largest errors matter most")},
    [MIEN_LOSS_SMOOTH_L1] =
        {N_ ("Smooth L1"),
         N_ ("Squared for small distances and absolute for large ones: points that are marked "
             "wrongly do not take over")},
    [MIEN_LOSS_WING] =
        {N_ ("Wing"),
         N_ ("Small distances count for more than in the other losses, so that points that are "
             "nearly right are still moved: the last bit of precision for landmarks")},
};

static const struct {
  MienLossKind loss;
  const char *option, *label, *explanation;
} options[] = {
    {MIEN_LOSS_FOCAL, "gamma", N_ ("Focus"),
     N_ ("Gamma: 0 is cross-entropy; the higher, the less a face counts that is answered rightly "
         "already. Usual: 2")},
    {MIEN_LOSS_CLASS_BALANCED, "beta", N_ ("Balance"),
     N_ ("Beta: 0 lets all classes count alike by their faces; the nearer to 1, the more they "
         "count alike whatever their size. Usual: 0.999")},
    {MIEN_LOSS_BCE, "positive", N_ ("Weigh the rarer side"),
     N_ ("0 leaves all alike; with 1 the yes and the no of each flag have the same say, however "
         "rare the yes is in the training part (up to 20 times)")},
    {MIEN_LOSS_ASYMMETRIC, "gamma_positive", N_ ("Focus on yes"),
     N_ ("Gamma of a yes: the higher, the less one counts that is found already. Usual: 0")},
    {MIEN_LOSS_ASYMMETRIC, "gamma_negative", N_ ("Focus on no"),
     N_ ("Gamma of a no: the higher, the less one counts that is answered rightly already. Usual: "
         "4")},
    {MIEN_LOSS_ASYMMETRIC, "clip", N_ ("Clip"),
     N_ ("A no whose probability of yes is below this does not count at all. Usual: 0.05")},
    {MIEN_LOSS_HUBER, "delta", N_ ("Threshold"),
     N_ ("Delta: errors above this are large ones, in standard deviations of the labels. Usual: "
         "1")},
    {MIEN_LOSS_SMOOTH_L1, "beta", N_ ("Threshold"),
     N_ ("Beta: distances above this are large ones, as a share of the picture’s side. Usual: "
         "0.04")},
    {MIEN_LOSS_WING, "w", N_ ("Width"),
     N_ ("Distances below this count for more, as a share of the picture’s side. Usual: 0.04")},
    {MIEN_LOSS_WING, "epsilon", N_ ("Curvature"),
     N_ ("Epsilon: the smaller, the more the smallest distances count, as a share of the picture’s "
         "side. Usual: 0.008")},
};

const char *
mien_loss_title (MienLossKind loss)
{
  return _ (losses[loss].title);
}

const char *
mien_loss_explanation (MienLossKind loss)
{
  return _ (losses[loss].explanation);
}

const char *
mien_loss_option_label (MienLossKind loss, const char *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].loss == loss && g_str_equal (options[i].option, option))
      return _ (options[i].label);
  return "";
}

const char *
mien_loss_option_explanation (MienLossKind loss, const char *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].loss == loss && g_str_equal (options[i].option, option))
      return _ (options[i].explanation);
  return "";
}
