"""The loop that both lessons share: AdamW at a one-cycle rate with clipped gradients. Needs torch."""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

WARM_UP = 0.08  # share of the steps
WEIGHT_DECAY = 0.01
SMOOTHING = 0.98  # of the loss that is told
TOLD = 50  # steps from one line to the next


def minimise(
    losses: Iterable[Tensor],
    learned: Sequence[tuple[list[nn.Parameter], float]],
    steps: int,
    say: Callable[[str], None],
) -> None:
    """Take so many steps down the losses, asked for one by one; `learned` has each group and its top rate."""
    optimiser = torch.optim.AdamW(
        [{"params": parameters} for parameters, _ in learned], weight_decay=WEIGHT_DECAY
    )
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate for _, rate in learned], total_steps=steps + 1, pct_start=WARM_UP
    )
    everything = [parameter for parameters, _ in learned for parameter in parameters]
    mean = 0.0
    for step, loss in zip(range(1, steps + 1), losses, strict=False):
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(everything, 1.0)
        optimiser.step()
        rates.step()
        mean = SMOOTHING * mean + (1 - SMOOTHING) * loss.item()
        if step % TOLD == 0:
            say(f"step {step} of {steps}, loss {mean / (1 - SMOOTHING**step):.3f}")
