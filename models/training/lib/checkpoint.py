"""Checkpoints: everything that a run needs to continue."""
import os

import torch

FILE_NAME = 'checkpoint.pt'


def save_checkpoint(folder, net, ema, optimizers, **progress):
    """Write the checkpoint of a run. The file is replaced at once, so a crash leaves the previous one intact."""
    path = os.path.join(folder, FILE_NAME)
    torch.save(dict(net=net.state_dict(), ema=ema.net.state_dict(),
                    optimizers=[optimizer.state_dict() for optimizer in optimizers], **progress), path + '.part')
    os.replace(path + '.part', path)


def load_checkpoint(folder):
    """The checkpoint of a folder, or None."""
    path = os.path.join(folder, FILE_NAME)
    return torch.load(path, map_location='cpu') if os.path.exists(path) else None


def require_checkpoint(folder):
    """The checkpoint of a folder, for an export. Exits with a message when there is none."""
    state = load_checkpoint(folder)
    if state is None:
        raise SystemExit(f'{folder} has no checkpoint: train first')
    return state


def restore_checkpoint(state, net, ema, optimizers):
    """Load network, EMA and optimizers from a checkpoint."""
    net.load_state_dict(state['net'])
    ema.net.load_state_dict(state['ema'])
    for optimizer, saved in zip(optimizers, state['optimizers']):
        for group in saved['param_groups']:  # the checkpoint may come from another kind of device
            group.update({key: value for key, value in optimizer.defaults.items() if key == 'capturable'})
        optimizer.load_state_dict(saved)
