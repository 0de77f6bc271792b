"""Small charts as inline SVG, drawn from right to left; a number always stands beside its bar as text."""

from collections.abc import Sequence

WIDTH = 240.0
HEIGHT = 16.0


def interval_bar(mean: float, low: float, high: float, largest: float = 1.0) -> str:
    """A bar from the right edge with its 95 % interval as a whisker; values from 0 to `largest`."""
    x, left, right = (WIDTH * (1 - min(1.0, value / (largest or 1.0))) for value in (mean, high, low))
    middle = HEIGHT / 2
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" class="bar" aria-hidden="true">'
        f'<rect class="track" x="0" y="4" width="{WIDTH:g}" height="8" rx="4"/>'
        f'<rect class="fill" x="{x:.1f}" y="4" width="{WIDTH - x:.1f}" height="8" rx="4"/>'
        f'<path class="whisker" d="M{left:.1f} {middle:g}H{right:.1f}M{left:.1f} 3v10M{right:.1f} 3v10"/>'
        "</svg>"
    )


def plain_bar(share: float) -> str:
    """A bar from the right edge for a share, 0 to 1."""
    width = WIDTH * share
    return (
        f'<svg viewBox="0 0 {WIDTH:g} {HEIGHT:g}" class="bar" aria-hidden="true">'
        f'<rect class="track" x="0" y="3" width="{WIDTH:g}" height="10" rx="4"/>'
        f'<rect class="fill" x="{WIDTH - width:.1f}" y="3" width="{width:.1f}" height="10" rx="4"/></svg>'
    )


def histogram(values: Sequence[float], bins: int = 24) -> tuple[str, float]:
    """Columns of how many values fall into each of `bins` equal steps from 0, least on the right; the step.

    The last column also takes everything beyond the 99th percentile, so one slow answer does not flatten it.
    """
    ordered = sorted(values)
    top = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))] or 1.0
    step = top / bins
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int(value / step))] += 1
    wide, tall = 720.0, 120.0
    column = wide / bins
    highest = max(counts)
    bars = "".join(
        f'<rect class="fill" x="{wide - (n + 1) * column + 1:.1f}" y="{tall - tall * count / highest:.1f}" '
        f'width="{column - 2:.1f}" height="{tall * count / highest:.1f}" rx="2"><title>{count}</title></rect>'
        for n, count in enumerate(counts)
        if count
    )
    svg = (
        f'<svg viewBox="0 0 {wide:g} {tall + 1:g}" class="histogram" role="img">{bars}'
        f'<path class="axis" d="M0 {tall:g}H{wide:g}"/></svg>'
    )
    return svg, step
