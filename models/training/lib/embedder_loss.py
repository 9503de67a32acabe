"""Loss of the embedder: distillation from the teacher's embeddings. All embeddings are N x 256 of unit length."""
import torch.nn.functional as F

RELATIONAL_WEIGHT = 1.0
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
