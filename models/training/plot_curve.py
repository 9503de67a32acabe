"""Draw the training curve of the model card.

    python3 models/training/plot_curve.py log.jsonl [log.jsonl ...] > curve.svg

The validation cosine to the teacher (1 - validation_loss) over millions of views, one line per log, in alternating
colors; a dot and a number mark the end of each log. Dashed lines mark changes of the input size in the first log.
"""
import json
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 56, 44, 20, 16  # the image and its margins, SVG units
STYLE = ('text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}.change{stroke:#888;stroke-dasharray:3 3}'
         '.odd{color:#06c}.even{color:#c50}polyline{fill:none;stroke:currentColor;stroke-width:2}'
         'circle{fill:currentColor}'
         '@media(prefers-color-scheme:dark){text{fill:#bbb}.odd{color:#5af}.even{color:#fa6}}')


def read_log(path):
    """[(million views, validation cosine, input size in pixels)]"""
    with open(path) as handle:
        lines = [json.loads(line) for line in handle]
    return [(line['views'] / 1e6, 1 - line['validation_loss'], line['size']) for line in lines]


class Axes:
    """Maps million views and cosines to SVG coordinates; the vertical axis covers steps of 0.05."""

    def __init__(self, logs):
        points = [point for log in logs for point in log]
        self.max_views = max(views for views, _, _ in points) * 1.02
        self.low = int(min(cosine for _, cosine, _ in points) * 20) / 20
        self.high = int(max(cosine for _, cosine, _ in points) * 20 + 1) / 20

    def x(self, views):
        return LEFT + views / self.max_views * (WIDTH - LEFT - RIGHT)

    def y(self, cosine):
        return HEIGHT - BOTTOM - (cosine - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def draw_grid(axes):
    lines = []
    for i in range(round((axes.high - axes.low) * 20) + 1):
        cosine = axes.low + i / 20
        lines.append(f'<path class="grid" d="M{LEFT} {axes.y(cosine):.1f}H{WIDTH - RIGHT}"/>'
                     f'<text x="{LEFT - 8}" y="{axes.y(cosine) + 4:.1f}" text-anchor="end">{cosine:.2f}</text>')
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10) if axes.max_views / s <= 10)
    for i in range(int(axes.max_views / step) + 1):
        x, y = axes.x(i * step), HEIGHT - BOTTOM + 18
        lines.append(f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{i * step:g}</text>')
    return lines


def draw_size_changes(axes, log):
    lines = []
    for before, after in zip(log, log[1:]):
        if before[2] != after[2]:
            x = axes.x(before[0])
            lines.append(f'<path class="change" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
                         f'<text x="{x + 5:.1f}" y="{HEIGHT - BOTTOM - 8}">{before[2]} → {after[2]} px</text>')
    return lines


def draw_log(axes, number, log):
    line = ' '.join(f'{axes.x(views):.1f},{axes.y(cosine):.1f}' for views, cosine, _ in log)
    x, y, last = axes.x(log[-1][0]), axes.y(log[-1][1]), log[-1][1]
    odd = number % 2 == 1
    return (f'<g class="{"odd" if odd else "even"}"><polyline points="{line}"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/></g>'
            f'<text x="{x:.1f}" y="{y + (20 if odd else -8):.1f}" text-anchor="end">{last:.3f}</text>')


def draw(logs):
    """The SVG document."""
    axes = Axes(logs)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
             f'aria-label="Validation cosine to the teacher over training views"><style>{STYLE}</style>']
    lines += draw_grid(axes) + draw_size_changes(axes, logs[0])
    lines += [draw_log(axes, number, log) for number, log in enumerate(logs, 1)]
    lines.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">million views</text>'
                 f'<text x="{LEFT}" y="{TOP - 6}">cosine to the teacher, held-out faces</text></svg>')
    return '\n'.join(lines) + '\n'


if __name__ == '__main__':
    sys.stdout.write(draw([read_log(path) for path in sys.argv[1:]]))
