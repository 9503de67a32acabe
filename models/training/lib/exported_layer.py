"""One layer of a network in the form in which the ONNX export stores it."""
from dataclasses import dataclass
from typing import Optional

import torch


@dataclass(eq=False)
class ExportedLayer:
    weight: torch.Tensor
    norm: Optional[torch.nn.Module] = None  # batch norm that the export folds into weight and bias
    bias: Optional[torch.Tensor] = None     # bias of a layer without batch norm
    input_scale: float = 1.0                # factor of the input normalization, multiplied into the weight on export
