const [width, height, left, right, top, bottom] = [640, 340, 120, 24, 32, 44];
const style =
  'text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}.line{fill:none;stroke:#06c;stroke-width:2}' +
  '.bar{fill:#06c}@media(prefers-color-scheme:dark){text{fill:#bbb}.line{stroke:#5af}.bar{fill:#5af}}';

function page(label: string, body: readonly string[], tall = height): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" role="img" aria-label="${label}">` +
    `<style>${style}</style>\n<text x="${left}" y="18">${label}</text>\n${body.join('\n')}\n</svg>\n`
  );
}

function text(x: number, y: number, words: string, anchor = 'middle'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
}

/** True accepts over false accepts, the latter on a logarithmic axis from 1e-6 to 1. */
export function rocPlot(roc: readonly { readonly far: number; readonly tar: number }[]): string {
  const across = (far: number) => left + ((Math.log10(far) + 6) / 6) * (width - left - right);
  const up = (tar: number) => height - bottom - tar * (height - top - bottom);
  const body: string[] = [];
  for (let i = 0; i <= 5; i++) {
    const tar = i / 5;
    body.push(`<path class="grid" d="M${left} ${up(tar).toFixed(1)}H${width - right}"/>`);
    body.push(text(left - 8, up(tar) + 4, `${100 * tar} %`, 'end'));
  }
  for (let power = -6; power <= 0; power++) {
    const x = across(10 ** power);
    body.push(`<path class="grid" d="M${x.toFixed(1)} ${top}V${height - bottom}"/>`);
    body.push(text(x, height - bottom + 18, power === 0 ? '1' : `1e${power}`));
  }
  const points = roc
    .filter(({ far }) => far >= 1e-6)
    .map(({ far, tar }) => `${across(far).toFixed(1)},${up(tar).toFixed(1)}`);
  body.push(`<polyline class="line" points="${points.join(' ')}"/>`);
  body.push(text((left + width) / 2, height - 8, 'different people accepted'));
  return page('Same person accepted, all pairs of LFW, one aligned crop each', body);
}

/** One bar for each group; the rate in words at its end. */
export function groupPlot(
  groups: readonly { readonly group: string; readonly falseMatch: number }[],
): string {
  const [row, most] = [26, Math.max(...groups.map(({ falseMatch }) => falseMatch))];
  const tall = top + groups.length * row + 12;
  const body = groups.flatMap(({ group, falseMatch }, i) => {
    const long = most === 0 ? 0 : (falseMatch / most) * (width - left - right - 90);
    const y = top + i * row;
    return [
      text(left - 8, y + 16, group, 'end'),
      `<rect class="bar" x="${left}" y="${y + 4}" width="${long.toFixed(1)}" height="${row - 10}"/>`,
      text(left + long + 8, y + 16, `${(1e4 * falseMatch).toFixed(1)} in 10,000`, 'start'),
    ];
  });
  return page('Two adults of a group taken for one person, at the shipped operating point', body, tall);
}
