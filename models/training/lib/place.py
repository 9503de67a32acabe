"""Where an exported weight belongs in a network."""
from dataclasses import dataclass
from typing import Optional

import torch


@dataclass(eq=False)
class Place:
    weight: torch.Tensor
    norm: Optional[torch.nn.Module] = None
    bias: Optional[torch.Tensor] = None
    scale: float = 1.0  # what the export multiplied the weight by
