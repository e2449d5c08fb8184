/** The parts of docs/performance.md that are made from the results. */
import { writeBetween } from "../../browsers/table.ts";
import { parts, plan } from "./plan.ts";
import { goalText, isMissed, type KeyFigure, type Result, type Results, valueText } from "./results.ts";

const oneLine = (text: string) => text.replaceAll("|", "/").replace(/\s+/g, " ").trim();

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(oneLine).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function inTime(seconds: number | undefined): string {
  if (seconds === undefined) return "";
  return seconds < 60 ? `, in ${seconds} s` : `, in ${Math.round(seconds / 60)} min`;
}

const underLoad = (load: number | undefined) =>
  load === undefined ? "" : `, with a load of ${load.toFixed(1)} at the end`;

function describeRun({ date, machine, load, disk, tookS }: Result): string {
  return `Run of ${date} on ${machine}${inTime(tookS)}${underLoad(load)}; ${disk}.`;
}

/** The runs of one part: when and where each was made, and one table if their columns are the same. */
export function renderPart(part: string, results: Results): string {
  const runs = plan.filter((run) => (run.part ?? run.name) === part);
  const found = runs.flatMap(({ name }) => results[name] ?? []);
  const missing = runs
    .filter(({ name }) => results[name] === undefined)
    .map(({ args }) => `\`npm run bench -- ${args.join(" ")}\``);
  const groups = Map.groupBy(found, ({ columns }) => columns.join("|"));
  const tables = [...groups.values()].map((group) => {
    const rows = group.flatMap(({ title, rows }) =>
      group.length === 1 ? rows : rows.map(([first = "", ...rest]) => [`${title}: ${first.trim()}`, ...rest]),
    );
    const described = [...new Set(group.map(describeRun))];
    return `${described.join("\n")}\n\n${table(group[0]?.columns ?? [], rows)}`;
  });
  const notes = missing.length === 0 ? [] : [`Not measured at full size yet: ${missing.join(", ")}.`];
  return [...tables, ...notes].join("\n\n");
}

function describeAll(all: readonly Result[]): string {
  const days = all.map(({ date }) => date).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  const machines = [...new Set(all.map(({ machine }) => machine))];
  return `${first === last ? `All of ${first}` : `Of ${first} to ${last}`}, on ${machines.join("; or on ")}.`;
}

/** The results in the order of the plan. */
export function inOrder(results: Results): Result[] {
  return plan.flatMap(({ name }) => results[name] ?? []);
}

/** What has a goal, of all runs: the ratios, then the others. */
export function renderSummary(results: Results): string {
  const all = inOrder(results);
  const judged = all.flatMap(({ keyFigures }) => keyFigures).filter(({ goal }) => goal !== undefined);
  const met = judged.filter((figure) => !isMissed(figure)).length;
  const ratios = judged.filter(({ ratioOf }) => ratioOf !== undefined);
  const others = judged.filter(({ ratioOf }) => ratioOf === undefined);
  const row = (figure: KeyFigure) => [goalText(figure), valueText(figure)];
  return [
    `${met} of ${judged.length} goals are reached. ${describeAll(all)}`,
    table(
      ["ratio", "of what by what", "goal", "measured"],
      ratios.map((figure) => [figure.what, figure.ratioOf ?? "", ...row(figure)]),
    ),
    table(
      ["what", "goal", "measured"],
      others.map((figure) => [figure.what, ...row(figure)]),
    ),
  ].join("\n\n");
}

/** The page with all its parts as these results give them. Throws when it lacks the marks of one. */
export function writePage(page: string, results: Results): string {
  const withSummary = writeBetween(page, "summary", renderSummary(results));
  return parts.reduce((text, part) => writeBetween(text, part, renderPart(part, results)), withSummary);
}
