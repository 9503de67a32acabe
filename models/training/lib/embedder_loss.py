"""Loss of the embedder: distillation from the teacher's embeddings. All embeddings are N x 256 of unit length."""
import torch
import torch.nn.functional as F

RELATIONAL_WEIGHT = 1.0
GROUP_WEIGHT = 0.3
GROUP_MARGIN = 0.35         # cosine above which two people of one group are pushed apart; matching accepts about 0.55
SAME_PERSON_COSINE = 0.75   # of the teacher: two faces of a group above it are taken for one person
TEMPERATURE = 0.1  # of the softmax over cosines: differences of this size matter


def cosine_loss(embeddings, target):
    """Mean of 1 - cosine between student and teacher."""
    return 1 - (embeddings * target).sum(1).mean()


def relational_loss(embeddings, target):
    """Kullback-Leibler divergence between the student's and the teacher's softmax over the faces of the batch.

    Each row is a distribution of cosines to the teacher's embeddings, so the loss grows when the student takes one face
    of the batch for another more readily than the teacher does (relational knowledge distillation, Park et al. 2019).
    Scaled by the temperature to units of a cosine.
    """
    student, teacher = (F.log_softmax(x @ target.T / TEMPERATURE, 1) for x in (embeddings, target))
    return TEMPERATURE * F.kl_div(student, teacher, log_target=True, reduction='batchmean')


def group_loss(embeddings, target, groups):
    """Hinge on the cosine of two people of one group, per face: what exceeds GROUP_MARGIN.

    groups: N, a number of a group each, or a negative number when it is unknown. The teacher confuses people of some
    groups more readily than others; distillation alone would copy that.
    """
    cosines, teacher = embeddings @ embeddings.T, target @ target.T
    one_group = (groups[:, None] == groups[None]) & (groups[:, None] >= 0)
    others = torch.triu(one_group & (teacher < SAME_PERSON_COSINE), diagonal=1)
    return (F.relu(cosines - GROUP_MARGIN) * others).sum() / len(embeddings)
