const [width, height, left, right, top, bottom] = [640, 340, 120, 24, 32, 44];
const style =
  'text{font:12px system-ui,sans-serif;fill:#444}.grid{stroke:#8884}.line{fill:none;stroke:#06c;stroke-width:2}' +
  '.bar{fill:#06c}@media(prefers-color-scheme:dark){text{fill:#bbb}.line{stroke:#5af}.bar{fill:#5af}}';

function svg(title: string, body: readonly string[], svgHeight = height): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${svgHeight}" role="img" aria-label="${title}">` +
    `<style>${style}</style>\n<text x="${left}" y="18">${title}</text>\n${body.join('\n')}\n</svg>\n`
  );
}

function svgText(x: number, y: number, content: string, anchor = 'middle'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
}

/** ROC curve as SVG: true match rate over false match rate, the latter on a logarithmic axis from 1e-6 to 1. */
export function rocPlot(roc: readonly { readonly fmr: number; readonly tmr: number }[]): string {
  const xOf = (fmr: number) => left + ((Math.log10(fmr) + 6) / 6) * (width - left - right);
  const yOf = (tmr: number) => height - bottom - tmr * (height - top - bottom);
  const body: string[] = [];
  for (let i = 0; i <= 5; i++) {
    const tmr = i / 5;
    body.push(`<path class="grid" d="M${left} ${yOf(tmr).toFixed(1)}H${width - right}"/>`);
    body.push(svgText(left - 8, yOf(tmr) + 4, `${100 * tmr} %`, 'end'));
  }
  for (let power = -6; power <= 0; power++) {
    const x = xOf(10 ** power);
    body.push(`<path class="grid" d="M${x.toFixed(1)} ${top}V${height - bottom}"/>`);
    body.push(svgText(x, height - bottom + 18, power === 0 ? '1' : `1e${power}`));
  }
  const points = roc
    .filter(({ fmr }) => fmr >= 1e-6)
    .map(({ fmr, tmr }) => `${xOf(fmr).toFixed(1)},${yOf(tmr).toFixed(1)}`);
  body.push(`<polyline class="line" points="${points.join(' ')}"/>`);
  body.push(svgText((left + width) / 2, height - 8, 'false match rate'));
  return svg('True match rate, all pairs of LFW, one aligned crop each', body);
}

/** Bar chart as SVG: the false match rate of each group, with its value. */
export function groupPlot(
  groups: readonly { readonly group: string; readonly falseMatch: number }[],
): string {
  const rowHeight = 26;
  const highest = Math.max(...groups.map(({ falseMatch }) => falseMatch));
  const svgHeight = top + groups.length * rowHeight + 12;
  const body = groups.flatMap(({ group, falseMatch }, i) => {
    const barWidth = highest === 0 ? 0 : (falseMatch / highest) * (width - left - right - 90);
    const y = top + i * rowHeight;
    return [
      svgText(left - 8, y + 16, group, 'end'),
      `<rect class="bar" x="${left}" y="${y + 4}" width="${barWidth.toFixed(1)}" height="${rowHeight - 10}"/>`,
      svgText(left + barWidth + 8, y + 16, `${(1e4 * falseMatch).toFixed(1)} in 10,000`, 'start'),
    ];
  });
  return svg(
    'False match rate between two adults of a group, at the shipped operating point',
    body,
    svgHeight,
  );
}
