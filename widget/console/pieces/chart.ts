/** A chart as an element, drawn by uPlot. It sets styles by script alone, which the page's policy lets it. */
import uPlot from "uplot";
import { axisOf } from "../story/chart-axis.ts";
import type { Chart } from "../story/chart-lines.ts";

const heightPx = 220;
/** As many as the style sheet has colours; then they come again. */
export const tones = 6;

class ConsoleChart extends HTMLElement {
  #chart: Chart | null = null;
  #day: (day: string) => string = (day) => day;
  #plot: uPlot | null = null;
  readonly #sizes = new ResizeObserver(() => {
    this.#plot?.setSize({ width: this.#width(), height: heightPx });
  });
  readonly #themes = new MutationObserver(() => this.#draw());

  /** What is drawn, and how a day is written. */
  set content(content: { readonly chart: Chart; readonly day: (day: string) => string }) {
    const isSame = this.#chart !== null && JSON.stringify(this.#chart) === JSON.stringify(content.chart);
    this.#chart = content.chart;
    this.#day = content.day;
    if (!isSame && this.isConnected) this.#draw();
  }

  connectedCallback(): void {
    this.#sizes.observe(this);
    this.#themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#sizes.disconnect();
    this.#themes.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #width(): number {
    return Math.max(120, Math.floor(this.clientWidth));
  }

  #draw(): void {
    const chart = this.#chart;
    this.#plot?.destroy();
    this.#plot = null;
    if (chart === null) return;
    const style = getComputedStyle(this);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const lineOf = { stroke: token("--muted"), grid: { stroke: token("--line"), width: 1 } };
    const font = `12px ${style.fontFamily}`;
    const axis = axisOf(
      chart.heightsAre,
      chart.lines.flatMap(({ heights }) => heights),
    );
    this.#plot = new uPlot(
      {
        width: this.#width(),
        height: heightPx,
        legend: { show: false },
        cursor: { drag: { x: false, y: false } },
        scales: { x: { time: false }, y: { range: [axis.from, axis.to] } },
        axes: [
          {
            ...lineOf,
            font,
            space: 70,
            incrs: [1, 2, 5, 7, 10, 14, 30],
            values: (_plot, splits) =>
              splits.map((index) => {
                const day = chart.days[index];
                return day === undefined ? "" : this.#day(day);
              }),
          },
          {
            ...lineOf,
            font,
            size: 70,
            ...(axis.steps === null ? {} : { incrs: [...axis.steps] }),
            values: (_plot, splits) => splits.map((height) => chart.write(height)),
          },
        ],
        series: [
          {},
          ...chart.lines.map(({ label }, index) => {
            const stroke = token(`--tone-${(index % tones) + 1}`);
            return {
              label,
              stroke,
              width: 2,
              spanGaps: false,
              points: { show: true, size: 5, fill: stroke },
            };
          }),
        ],
      },
      [chart.days.map((_day, index) => index), ...chart.lines.map(({ heights }) => [...heights])],
      this,
    );
  }
}

customElements.define("console-chart", ConsoleChart);
