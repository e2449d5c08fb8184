/** The goals as bars, drawn as SVG: how much of each is reached, in the page's order. */
import escapeHtml from "escape-html";
import { inOrder } from "./page.ts";
import { goalText, isMissed, type KeyFigure, type Results, reached, valueText } from "./results.ts";

const width = 1100;
const rowHeight = 24;
const barHeight = 12;
const head = 64;
const foot = 44;
const labelEnd = 560;
const barStart = 572;
/** The goal stands in the middle, and what is more than twice as good ends at the edge. */
const barSpace = 260;
const most = 2;
const textStart = barStart + barSpace + 12;

/** Readable in light and dark, on GitHub and on the site of the pages. */
const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 16px }
  .quiet { fill: #59636e }
  .met { fill: #1a7f64 }
  .missed { fill: #bc4c00 }
  .goal { stroke: #1f2328; stroke-width: 2 }
  .ground { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .met { fill: #3fb68b }
    .missed { fill: #f0883e }
    .goal { stroke: #f0f6fc }
    .ground { fill: #0d1117 }
  }`;

const plain = (text: string) => text.replaceAll("*", "").replaceAll("`", "");
const at = (value: number) => Math.round(value * 10) / 10;

function drawRow(figure: KeyFigure, index: number): string {
  const share = Math.min(most, reached(figure) ?? 0);
  const top = head + index * rowHeight;
  const baseline = top + rowHeight / 2 + 4;
  const isShort = isMissed(figure);
  const said = `${plain(valueText(figure))}, goal ${goalText(figure)}`;
  return [
    `<text x="${labelEnd}" y="${baseline}" text-anchor="end">${escapeHtml(plain(figure.what))}</text>`,
    `<rect class="${isShort ? "missed" : "met"}" x="${barStart}" y="${top + (rowHeight - barHeight) / 2}" width="${at((share / most) * barSpace)}" height="${barHeight}" rx="2"/>`,
    `<text class="${isShort ? "" : "quiet"}" x="${textStart}" y="${baseline}">${escapeHtml(said)}</text>`,
  ].join("\n");
}

/** The whole picture, as the text of a file. */
export function drawPicture(results: Results): string {
  const judged = inOrder(results)
    .flatMap(({ keyFigures }) => keyFigures)
    .filter(({ goal }) => goal !== undefined);
  const sorted = [
    ...judged.filter(({ ratioOf }) => ratioOf !== undefined),
    ...judged.filter(({ ratioOf }) => ratioOf === undefined),
  ];
  const height = head + sorted.length * rowHeight + foot;
  const goalX = barStart + barSpace / most;
  const met = sorted.filter((figure) => !isMissed(figure)).length;
  const said = sorted.map(
    (figure) => `${plain(figure.what)}: ${plain(valueText(figure))}, goal ${goalText(figure)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="title">${met} of ${sorted.length} goals of speed are reached</title>
<desc id="description">${escapeHtml(said.join("; "))}.</desc>
<style>${style}
</style>
<rect class="ground" width="${width}" height="${height}" rx="8"/>
<text class="title" x="16" y="28">${met} of ${sorted.length} goals are reached</text>
<text class="quiet" x="${goalX}" y="${head - 12}" text-anchor="middle">the goal</text>
<text class="quiet" x="16" y="${height - 16}">A bar that ends before the line misses its goal; one that ends at the edge is at least twice as good.</text>
${sorted.map(drawRow).join("\n")}
<line class="goal" x1="${goalX}" x2="${goalX}" y1="${head - 6}" y2="${height - foot + 2}"/>
</svg>
`;
}
