"""Number format of convolutions and matrix products.

bfloat16 is used where the hardware multiplies it natively (AVX512_BF16 or a GPU), float32 otherwise.
"""
import torch


def cpu_has_bfloat16() -> bool:
    try:
        with open('/proc/cpuinfo') as handle:
            return 'avx512_bf16' in handle.read()
    except OSError:
        return False


CPU_HAS_BFLOAT16 = cpu_has_bfloat16()


def uses_bfloat16(device) -> bool:
    """Whether products on this device run in bfloat16."""
    if torch.device(device).type == 'cuda':
        return torch.cuda.is_bf16_supported()
    return CPU_HAS_BFLOAT16


def compute_dtype(device) -> torch.dtype:
    return torch.bfloat16 if uses_bfloat16(device) else torch.float32
