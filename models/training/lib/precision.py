"""The number format of the heavy products: bfloat16 where the processor multiplies it, else float32."""
import torch


def has_bfloat16():
    if torch.cuda.is_available():
        return True
    try:
        with open('/proc/cpuinfo') as handle:
            return 'avx512_bf16' in handle.read()
    except OSError:
        return False


HALF = has_bfloat16()
PRODUCT = torch.bfloat16 if HALF else torch.float32
