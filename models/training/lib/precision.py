"""The number format of the heavy products: bfloat16 where a processor or a GPU multiplies it, else float32."""
import torch


def processor_multiplies():
    try:
        with open('/proc/cpuinfo') as handle:
            return 'avx512_bf16' in handle.read()
    except OSError:
        return False


PROCESSOR = processor_multiplies()


def half(device):
    """Whether products on that device run in bfloat16."""
    return torch.cuda.is_bf16_supported() if torch.device(device).type == 'cuda' else PROCESSOR


def product(device):
    return torch.bfloat16 if half(device) else torch.float32
