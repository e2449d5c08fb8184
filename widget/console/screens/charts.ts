/** Volume, success rate and times of the last days, each as a chart and as a table. */
import { html, type TemplateResult } from "lit";
import type { ChartsAnswer } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isCharts } from "../net/answers.ts";
import { openResource, type Resource } from "../net/resource.ts";
import { forbidden, section } from "../pieces/basics.ts";
import { tones } from "../pieces/chart.ts";
import { type Choice, select } from "../pieces/fields.ts";
import { drawPart } from "../pieces/one.ts";
import { table } from "../pieces/table.ts";
import { type Route, writeRoute } from "../route.ts";
import type { OpenScreen } from "../shell.ts";
import { type Chart, chartsOf } from "../story/chart-lines.ts";

const ranges = ["7", "30", "90"] as const;
const dayMs = 86_400_000;

export const openCharts: OpenScreen = (shell, first) => {
  const mayRead = shell.may(allowed.reports);
  let route = first;
  /** What there is to choose from, also while one of them is chosen. */
  let known = { accounts: new Set<string>(), methods: new Set<string>() };
  const range = () => ranges.find((days) => days === route.query.days) ?? "30";
  const read = ({ query }: Route): Resource<ChartsAnswer> =>
    openResource(async (isBackground) => {
      const now = Date.now();
      const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
      const { account, method } = query;
      const days = { from: day(now - (Number(range()) - 1) * dayMs), to: day(now) };
      const answer = await shell.api.get("charts", { ...days, account, method }, isCharts, isBackground);
      if (answer.ok) {
        known = {
          accounts: new Set([...known.accounts, ...answer.value.accounts]),
          methods: new Set([...known.methods, ...answer.value.methods]),
        };
      }
      return answer;
    }, shell.redraw);
  let charts = mayRead ? read(route) : null;

  function chosen(name: string, value: string): void {
    shell.go(writeRoute({ screen: "charts", query: { ...route.query, [name]: value } }));
  }

  function renderFilters(): TemplateResult {
    const texts = shell.texts();
    const choose = (name: string, label: string, choices: readonly Choice[], value: string) =>
      select({ name, label, value, choices, onChange: (wanted) => chosen(name, wanted) });
    const any = { value: "", label: texts.any };
    const { account = "", method = "" } = route.query;
    const choicesOf = (values: ReadonlySet<string>, one: string) =>
      [...new Set([...values, ...(one === "" ? [] : [one])])].sort();
    return html`<div class="panel row">
      ${choose(
        "days",
        texts.charts.range,
        ranges.map((value) => ({
          value,
          label: fill(texts.charts.days, { count: shell.format().number(Number(value)) }),
        })),
        range(),
      )}
      ${choose("account", texts.word.account, [any, ...choicesOf(known.accounts, account).map((value) => ({ value, label: value }))], account)}
      ${choose(
        "method",
        texts.word.method,
        [
          any,
          ...choicesOf(known.methods, method).map((value) => ({
            value,
            label: textFor(texts.method, value),
          })),
        ],
        method,
      )}
    </div>`;
  }

  function renderChart(chart: Chart): TemplateResult {
    const { word, charts: texts } = shell.texts();
    const { locale } = shell.format();
    const short = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
    const long = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    const day = (text: string) => short.format(new Date(text));
    const rows = chart.days.map((text, index) => ({ text, index })).reverse();
    return section(
      chart.title,
      html`<console-chart role="img" aria-label=${`${chart.title}. ${texts.seeTable}`} .content=${{ chart, day }}></console-chart>
        <ul class="tones">${chart.lines.map(
          ({ label }, index) =>
            html`<li><span class="tone tone-${(index % tones) + 1}" aria-hidden="true"></span>${label}</li>`,
        )}</ul>
        <details><summary>${texts.table}<span class="unseen">: ${chart.title}</span></summary>
          ${table({
            caption: chart.title,
            rows,
            columns: [
              {
                key: "day",
                title: `${word.day} (UTC)`,
                cell: ({ text }) => html`<time datetime=${text}>${long.format(new Date(text))}</time>`,
              },
              ...chart.lines.map(({ label, words }) => ({
                key: label,
                title: label,
                isNumber: true,
                cell: ({ index }: { readonly index: number }) => words[index],
              })),
            ],
          })}</details>`,
    );
  }

  function renderCharts(answer: ChartsAnswer): TemplateResult {
    const texts = shell.texts();
    const all = chartsOf(answer, texts, shell.format());
    if (answer.days.length === 0) return html`<p class="empty">${texts.nothing}</p>`;
    return html`<p class="second">${texts.charts.note}</p><div class="charts">${all.map(renderChart)}</div>`;
  }

  return {
    title: () => shell.texts().nav.charts,
    render: () => html`<div class="heading"><h1 tabindex="-1">${shell.texts().nav.charts}</h1></div>
      ${charts === null ? forbidden(shell, allowed.reports) : html`${renderFilters()}${drawPart(shell, charts, renderCharts)}`}`,
    follow(next) {
      route = next;
      charts?.close();
      charts = mayRead ? read(route) : null;
      shell.redraw();
    },
    close: () => charts?.close(),
  };
};
