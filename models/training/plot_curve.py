"""Draw the training curve: python3 models/training/plot_curve.py log.jsonl [annealed.jsonl] > curve.svg

Held-back cosine to the teacher over millions of views, one line per log. The annealed copy goes on from
the main run's last point and ends with a dot. Dashed verticals: the side of the input changed.
"""
import json
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 56, 44, 20, 16
STYLE = ('text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}.change{stroke:#888;stroke-dasharray:3 3}'
         '.main{stroke:#06c}.annealed{stroke:#c50}polyline{fill:none;stroke-width:2}circle{fill:#c50}'
         '@media(prefers-color-scheme:dark){text{fill:#bbb}.main{stroke:#5af}.annealed{stroke:#fa6}circle{fill:#fa6}}')


def read(path):
    """[(million views, held-back cosine, input side)]"""
    lines = [json.loads(line) for line in open(path)]
    return [(line['views'] / 1e6, 1 - line['held_back'], line['size']) for line in lines]


def draw(main, annealed):
    every = main + annealed
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
    for before, after in zip(main, main[1:]):
        if before[2] != after[2]:
            x = px(before[0])
            out.append(f'<path class="change" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
                       f'<text x="{x + 5:.1f}" y="{HEIGHT - BOTTOM - 8}">{before[2]} → {after[2]} px</text>')
    for name, points in (('main', main), ('annealed', annealed)):
        line = ' '.join(f'{px(x):.1f},{py(y):.1f}' for x, y, _ in points)
        out.append(f'<polyline class="{name}" points="{line}"/>')
    if annealed:
        x, y, _ = annealed[-1]
        out.append(f'<circle cx="{px(x):.1f}" cy="{py(y):.1f}" r="4"/>'
                   f'<text x="{px(x) - 8:.1f}" y="{py(y) - 8:.1f}" text-anchor="end">{y:.3f}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">million views</text>'
               f'<text x="{LEFT}" y="{TOP - 6}">cosine to the teacher, held-back faces</text></svg>')
    return '\n'.join(out) + '\n'


if __name__ == '__main__':
    main_run = read(sys.argv[1])
    copy = [point for point in read(sys.argv[2]) if point[0] >= main_run[-1][0]] if len(sys.argv) > 2 else []
    sys.stdout.write(draw(main_run, main_run[-1:] + copy if copy else []))
