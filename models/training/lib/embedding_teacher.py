"""The teacher of the embedder, `face-reid-0095.onnx`. In bfloat16 its embeddings change by at most 0.002 (cosine)."""
import torch
import torch.nn.functional as F

from .aligned_faces import SIZE
from .onnx_interpreter import OnnxInterpreter

FILE = 'face-reid-0095.onnx'  # in models/ of the data folder
INPUT_SIZE = 128              # pixels
CPU_BATCH = 16                # activations of this many faces fit into the cache of a CPU
# Affine map from the pixels of a 112 px ArcFace crop to those of the teacher's input, which has its own template.
FROM_CROP = ((1.216342, -0.0022055, -3.953530), (0.0022055, 1.216342, -5.325768))


def affine_grid_theta(matrix, source_size, target_size):
    """2 x 3 map between the pixels of two square images -> theta of affine_grid (inverse, edges at -1 and 1)."""
    def normalized_from_pixels(side):
        return torch.tensor([[2 / side, 0, 1 / side - 1], [0, 2 / side, 1 / side - 1], [0, 0, 1]], dtype=torch.float64)

    forward = torch.tensor([*matrix, (0, 0, 1)], dtype=torch.float64)
    inverse = normalized_from_pixels(source_size) @ forward.inverse() @ normalized_from_pixels(target_size).inverse()
    return inverse[:2].float()


class EmbeddingTeacher:
    """N x 3 x 128 x 128 RGB, 0..255 -> N x 256 of unit length."""

    def __init__(self, path, device='cpu', dtype=None):
        self.net = OnnxInterpreter(path, device, dtype)
        self.theta = affine_grid_theta(FROM_CROP, SIZE, INPUT_SIZE).to(device)

    def __call__(self, images):
        last_output = self.net.steps[-1][2]
        embeddings, = self.net(images.flip(1), [last_output])  # BGR
        return F.normalize(embeddings.flatten(1).float(), dim=1)

    def embed_crops(self, crops):
        """N x 3 x 112 x 112 RGB float, 0..255 -> N x 256: mean of each face and its mirror image, unit length."""
        size = [len(crops), 3, INPUT_SIZE, INPUT_SIZE]
        grid = F.affine_grid(self.theta.expand(len(crops), 2, 3), size, align_corners=False)
        images = F.grid_sample(crops, grid, align_corners=False)
        return F.normalize(self(images) + self(images.flip(3)), dim=1)

    def embed_faces(self, faces):
        """N x 112 x 112 x 3 RGB uint8 -> N x 256, as embed_crops."""
        batch = torch.from_numpy(faces).permute(0, 3, 1, 2).float()
        return torch.cat([self.embed_crops(part.to(self.theta.device)) for part in batch.split(CPU_BATCH)])
