"""The training loop of both networks.

A `Task` supplies the network, its batches, loss, validation and export. The loop supplies the rest: optimizers,
learning-rate schedule, moving average of the weights, checkpoints, log, time budget and, on a GPU, CUDA graphs.
"""
import json
import os
import time
from dataclasses import dataclass
from typing import Dict, Iterable, Optional, Protocol, Tuple

import torch
from torch import Tensor, nn

from .checkpoint import load_checkpoint, restore_checkpoint, save_checkpoint
from .cuda_graphs import GraphedFunction
from .ema import Ema
from .initialize_from import initialize_from_onnx
from .muon import build_optimizers, set_learning_rate
from .onnx_reader import read_metadata

WARMUP_STEPS = 200
SYNCHRONIZE_STEPS = 16  # a GPU runs asynchronously; without waiting for it, the clock would be meaningless


class Task(Protocol):
    net: nn.Module                      # on `device`; has exported_layers()
    device: torch.device
    ema_decay: float                    # of the moving average, per step
    max_gradient_norm: Optional[float]  # gradients are clipped to this norm
    cuda_graph: bool                    # whether a step can be captured: no shape may depend on values

    def calibration_batches(self) -> Iterable[Tensor]:
        """Inputs from which `initialize_from_onnx` measures the batch-norm statistics."""

    def batches(self, first_step: int) -> Iterable[Tuple[Tensor, Tensor]]:
        """Endless batches (inputs, targets). A run that resumes at a step gets other batches than before it."""

    def loss(self, inputs: Tensor, targets: Tensor) -> Tuple[Tensor, Dict[str, Tensor]]:
        """(the loss to minimize, detached scalars for the log)."""

    def validate(self, net: nn.Module) -> Optional[float]:
        """Loss of `net` on held-out data; None when the task has none."""

    def export(self, net: nn.Module, path: str, step: int, views: int) -> str:
        """Write `net` (on the CPU) as ONNX; returns a line for the terminal."""


@dataclass(frozen=True)
class Options:
    folder: str               # of checkpoint and log
    minutes: float            # time budget
    decay: bool               # whether the learning rate falls linearly to zero over the budget
    learning_rate: float      # peak
    log_seconds: float        # between two lines of the log, and two checkpoints
    initial: Optional[str] = None  # ONNX file to start from when the folder has no checkpoint; None: random weights
    output: Optional[str] = None   # ONNX file to write at the end
    size: int = 0             # side of the input in pixels, for the log


def prepare_device(seed: int, threads: int) -> torch.device:
    """Seed PyTorch and choose the device. Call it before the task builds its network."""
    torch.backends.cudnn.benchmark = True
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    return torch.device('cuda' if torch.cuda.is_available() else 'cpu')


def learning_rate(options: Options, step: int, minutes: float) -> float:
    """Linear warm-up over WARMUP_STEPS, then constant or linear decay to zero at the end of the time budget."""
    remaining = max(0.0, 1 - minutes / options.minutes) if options.decay else 1.0
    return options.learning_rate * min(1.0, (step + 1) / WARMUP_STEPS, remaining)


def minutes_spent(state, options: Options) -> float:
    """Minutes of the schedule that an interrupted run with the same decay has already used; 0 for a new schedule."""
    interrupted = options.decay and state['decay_minutes'] == options.minutes and state['minutes'] < options.minutes
    return state['minutes'] if interrupted else 0.0


def start(task: Task, options: Options, ema: Ema, optimizers) -> Tuple[int, int, float]:
    """Resume from the folder's checkpoint, or initialize from a shipped network: (step, views seen, minutes spent)."""
    state = load_checkpoint(options.folder)
    if state is not None:
        restore_checkpoint(state, task.net, ema, optimizers)
        return state['step'], state['views'], minutes_spent(state, options)
    if options.initial is None:
        return 0, 0, 0.0
    initialize_from_onnx(task.net, options.initial, task.calibration_batches())
    ema.copy_from(task.net)
    metadata = read_metadata(options.initial)
    return int(metadata.get('step', 0)), int(metadata.get('views', 0)), 0.0


class TrainingStep:
    """One optimizer step per call. On a GPU its kernels are replayed from a CUDA graph if the task allows it."""

    def __init__(self, task: Task, ema: Ema, optimizers, step: int):
        self.task, self.ema, self.optimizers, self.step = task, ema, optimizers, step
        self.totals, self.count = {}, 0  # of the logged scalars, on the device: reading them would wait for the GPU
        self.run = GraphedFunction(self.run_once, task.device) if task.cuda_graph else self.run_once

    def __call__(self, inputs: Tensor, targets: Tensor) -> None:
        self.run(inputs, targets)
        self.step, self.count = self.step + 1, self.count + 1
        if self.task.device.type == 'cuda' and self.step % SYNCHRONIZE_STEPS == 0:
            torch.cuda.synchronize()

    def run_once(self, inputs: Tensor, targets: Tensor) -> None:
        self.task.net.train()
        loss, scalars = self.task.loss(inputs, targets)
        loss.backward()
        if self.task.max_gradient_norm is not None:
            nn.utils.clip_grad_norm_(self.task.net.parameters(), self.task.max_gradient_norm)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        self.ema.update(self.task.net, self.step)
        for name, value in scalars.items():
            if name not in self.totals:
                self.totals[name] = torch.zeros((), device=self.task.device)
            self.totals[name].add_(value)

    def take_means(self) -> Dict[str, float]:
        """Means of the logged scalars since the last call."""
        means = {name: round(float(total) / self.count, 4) for name, total in self.totals.items()}
        for total in self.totals.values():
            total.zero_()
        self.count = 0
        return means


def keep_better_weights(task: Task, ema: Ema) -> None:
    """Replace the moving average by the weights themselves when these validate better.

    Each quantization-aware weight is trained to round to one int8 value; the average of several may round to another.
    In one run the held-out loss was 0.1298 with the average and 0.1280 with the weights.
    """
    averaged, current = task.validate(ema.net), task.validate(task.net)
    if averaged is not None and current < averaged:
        ema.copy_from(task.net)


def append_log(folder: str, **line) -> None:
    """Append a line of JSON without the values that are None."""
    with open(os.path.join(folder, 'log.jsonl'), 'a') as log:
        log.write(json.dumps({name: value for name, value in line.items() if value is not None}) + '\n')


def rounded(value: Optional[float]) -> Optional[float]:
    return None if value is None else round(value, 4)


def train(task: Task, options: Options) -> None:
    """Train until the time budget is used up; then export to `options.output`, if set."""
    os.makedirs(options.folder, exist_ok=True)
    ema, optimizers = Ema(task.net, task.ema_decay), build_optimizers(task.net, options.learning_rate)
    step, views, spent_minutes = start(task, options, ema, optimizers)
    validation_loss = rounded(task.validate(ema.net))
    suffix = '' if validation_loss is None else f', validation loss {validation_loss}'
    print(f'starts at {views} views{suffix}', flush=True)
    training_step = TrainingStep(task, ema, optimizers, step)
    started = logged = time.monotonic()
    logged_views = views
    for inputs, targets in task.batches(step):
        minutes = spent_minutes + (time.monotonic() - started) / 60
        rate = learning_rate(options, training_step.step, minutes)
        set_learning_rate(optimizers, rate)
        training_step(inputs, targets)
        views += len(inputs)
        finished = minutes >= options.minutes
        if finished:
            keep_better_weights(task, ema)
        seconds = time.monotonic() - logged
        if finished or seconds > options.log_seconds:
            append_log(options.folder, step=training_step.step, views=views, **training_step.take_means(),
                       validation_loss=rounded(task.validate(ema.net)), learning_rate=round(rate, 6),
                       size=options.size, minutes=round(minutes, 2), unix_seconds=round(time.time()),
                       views_per_second=round((views - logged_views) / seconds))
            save_checkpoint(options.folder, task.net, ema, optimizers, step=training_step.step, views=views,
                            minutes=minutes, decay_minutes=options.minutes if options.decay else None)
            logged, logged_views = time.monotonic(), views
        if finished:
            break
    if options.output:
        print(task.export(ema.net.cpu(), options.output, training_step.step, views))
