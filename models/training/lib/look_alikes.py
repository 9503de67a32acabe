"""Look-alikes: different people of one group whom the teacher finds similar.

Random batches hardly contain any, so the network would learn little about the pairs that a threshold lets through.
"""
import numpy as np

from .aligned_faces import NO_GROUP
from .embedder_loss import SAME_PERSON_COSINE

NEAREST = 12   # look-alikes that are remembered for each face
CLUSTER = 4    # faces drawn together: one and some of its look-alikes


class LookAlikes:
    def __init__(self, teacher, groups, rows):
        """teacher: N x 256 of unit length; groups: N; rows: those to draw from."""
        self.nearest = {}
        for group in np.unique(groups[rows]):
            members = rows[groups[rows] == group]
            if group != NO_GROUP and len(members) > CLUSTER:
                self.nearest.update(zip(members, nearest_others(teacher, members)))
        self.anchors = np.array(sorted(self.nearest), np.int64)

    def draw(self, count, rng):
        """Up to `count` rows in clusters of a face and some of its look-alikes; none when no group is known."""
        if not len(self.anchors):
            return np.empty(0, np.int64)
        anchors = rng.choice(self.anchors, count // CLUSTER)
        clusters = [[anchor, *rng.choice(self.nearest[anchor], CLUSTER - 1, replace=False)] for anchor in anchors]
        return np.array(clusters, np.int64).reshape(-1)


def nearest_others(teacher, members):
    """The most similar members of each member that are other people: M x at most NEAREST rows."""
    nearest = []
    for part in np.array_split(np.arange(len(members)), max(1, len(members) // 500)):
        cosines = teacher[members[part]] @ teacher[members].T
        cosines[cosines >= SAME_PERSON_COSINE] = -1
        nearest.append(members[np.argsort(-cosines, 1)[:, :min(NEAREST, len(members) - 1)]])
    return np.concatenate(nearest)
