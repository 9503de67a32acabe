"""Draw the training curve: python3 models/training/plot_curve.py log.jsonl [log.jsonl ...] > curve.svg

Held-back cosine to the teacher over millions of views, one line per log, the odd ones blue, the even ones orange. Dots: where a log ends.
Dashed verticals: the side of the input changed in the first one.
"""
import json
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 56, 44, 20, 16
STYLE = ('text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}.change{stroke:#888;stroke-dasharray:3 3}'
         '.odd{color:#06c}.even{color:#c50}polyline{fill:none;stroke:currentColor;stroke-width:2}circle{fill:currentColor}'
         '@media(prefers-color-scheme:dark){text{fill:#bbb}.odd{color:#5af}.even{color:#fa6}}')


def read(path):
    """[(million views, held-back cosine, input side)]"""
    lines = [json.loads(line) for line in open(path)]
    return [(line['views'] / 1e6, 1 - line['held_back'], line['size']) for line in lines]


def draw(logs):
    every = [point for log in logs for point in log]
    top_x = max(x for x, _, _ in every) * 1.02
    low = int(min(y for _, y, _ in every) * 20) / 20
    high = int(max(y for _, y, _ in every) * 20 + 1) / 20
    px = lambda x: LEFT + x / top_x * (WIDTH - LEFT - RIGHT)
    py = lambda y: HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - TOP - BOTTOM)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
           f'aria-label="Held-back cosine to the teacher over training views"><style>{STYLE}</style>']
    for i in range(round((high - low) * 20) + 1):
        y = low + i / 20
        out.append(f'<path class="grid" d="M{LEFT} {py(y):.1f}H{WIDTH - RIGHT}"/>'
                   f'<text x="{LEFT - 8}" y="{py(y) + 4:.1f}" text-anchor="end">{y:.2f}</text>')
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10) if top_x / s <= 10)
    for i in range(int(top_x / step) + 1):
        out.append(f'<text x="{px(i * step):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{i * step:g}</text>')
    for before, after in zip(logs[0], logs[0][1:]):
        if before[2] != after[2]:
            x = px(before[0])
            out.append(f'<path class="change" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
                       f'<text x="{x + 5:.1f}" y="{HEIGHT - BOTTOM - 8}">{before[2]} → {after[2]} px</text>')
    for number, points in enumerate(logs, 1):
        line = ' '.join(f'{px(x):.1f},{py(y):.1f}' for x, y, _ in points)
        x, y, _ = points[-1]
        out.append(f'<g class="{"odd" if number % 2 else "even"}"><polyline points="{line}"/>'
                   f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="4"/></g>'
                   f'<text x="{px(x):.1f}" y="{py(y) + (20 if number % 2 else -8):.1f}" text-anchor="end">{y:.3f}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">million views</text>'
               f'<text x="{LEFT}" y="{TOP - 6}">cosine to the teacher, held-back faces</text></svg>')
    return '\n'.join(out) + '\n'


if __name__ == '__main__':
    sys.stdout.write(draw([read(path) for path in sys.argv[1:]]))
