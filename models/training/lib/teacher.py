"""The embedder's teacher, `face-reid-0095.onnx`; bfloat16 costs it a cosine of 0.002 at most."""
import torch
import torch.nn.functional as F

from .faces import SIZE
from .onnx_net import OnnxNet

INPUT = 128
BATCH = 16  # what stays in a cache of a processor
# from the 112 px crop to the 128 px that face-reid-0095 was trained on
FROM_CROP = ((1.216342, -0.0022055, -3.953530), (0.0022055, 1.216342, -5.325768))


def theta(matrix, size, target):
    """A matrix from pixels of a square picture to pixels of another (2 x 3) -> what affine_grid takes: back again, -1 and 1 at the edges."""
    def edges(side):
        return torch.tensor([[2 / side, 0, 1 / side - 1], [0, 2 / side, 1 / side - 1], [0, 0, 1]], dtype=torch.float64)
    there = torch.tensor([*matrix, (0, 0, 1)], dtype=torch.float64)
    return (edges(size) @ there.inverse() @ edges(target).inverse())[:2].float()


class Teacher:
    """N x 3 x 128 x 128 RGB 0..255 -> N x 256 unit vectors."""

    def __init__(self, path, device='cpu', kind=None):
        self.net = OnnxNet(path, device, kind)
        self.theta = theta(FROM_CROP, SIZE, INPUT).to(device)

    def __call__(self, pictures):
        answers, = self.net(pictures.flip(1), [self.net.steps[-1][2]])
        return F.normalize(answers.flatten(1).float(), dim=1)

    def of_crops(self, crops):
        """N x 3 x 112 x 112 RGB 0..255 as float -> N x 256: the mean over each face and its mirror image, unit length."""
        grid = F.affine_grid(self.theta.expand(len(crops), 2, 3), [len(crops), 3, INPUT, INPUT], align_corners=False)
        large = F.grid_sample(crops, grid, align_corners=False)
        return F.normalize(self(large) + self(large.flip(3)), dim=1)

    def of_faces(self, faces):
        """N x 112 x 112 x 3 RGB uint8 crops -> N x 256, as of_crops."""
        batch = torch.from_numpy(faces).permute(0, 3, 1, 2).float()
        return torch.cat([self.of_crops(part.to(self.theta.device)) for part in batch.split(BATCH)])
