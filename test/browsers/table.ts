/** The results as tables of docs/browsers.md. */

/** What became of one browser. */
export type BrowserResult =
  | {
      readonly kind: "tried";
      readonly title: string;
      /** As the browser tells it, e.g. `HeadlessChrome/83.0.4103.0`. */
      readonly version: string;
      /** By flow: null when it went well, else what did not. */
      readonly cells: ReadonlyMap<string, string | null>;
    }
  | { readonly kind: "missing"; readonly title: string; readonly why: string };

/** One line without what would end a cell. */
const oneLine = (text: string) => text.replaceAll("|", "/").replace(/\s+/g, " ").trim();

function titleOf(result: BrowserResult): string {
  if (result.kind === "missing") return result.title;
  const [, version = ""] = result.version.split("/");
  const short = version.split(".").slice(0, 3).join(".");
  return `${result.title.replace(/[ \d]+$/, "")} ${short}`;
}

/**
 * A table with a row for each browser and a column for each flow, and a list of what did not go well. A browser that was
 * not tried has its reason in its row.
 */
export function renderTable(flowNames: readonly string[], results: readonly BrowserResult[]): string {
  const notes: string[] = [];
  const cell = (result: BrowserResult, flow: string): string => {
    if (result.kind === "missing") return "";
    const wrong = result.cells.get(flow);
    if (wrong === null) return "yes";
    if (wrong === undefined) return "";
    notes.push(`${titleOf(result)}, ${flow}: ${oneLine(wrong)}`);
    return `no (${notes.length})`;
  };
  const rows = results.map((result) => {
    const cells =
      result.kind === "missing"
        ? [`not tried: ${oneLine(result.why)}`, ...flowNames.slice(1).map(() => "")]
        : flowNames.map((flow) => cell(result, flow));
    return `| ${[titleOf(result), ...cells].join(" | ")} |`;
  });
  const table = [
    `| browser | ${flowNames.join(" | ")} |`,
    `| --- |${" --- |".repeat(flowNames.length)}`,
    ...rows,
  ];
  const list = notes.map((note, index) => `${index + 1}. ${note}`);
  return [...table, ...(list.length === 0 ? [] : ["", ...list])].join("\n");
}

/** Everything that a run must not pass over: browsers that were not tried, and cells that are not "yes". */
export function findFaults(
  results: readonly BrowserResult[],
  { isMissingAllowed }: { readonly isMissingAllowed: boolean },
): readonly string[] {
  return results.flatMap((result) => {
    if (result.kind === "missing")
      return isMissingAllowed ? [] : [`${result.title}: not tried: ${result.why}`];
    return [...result.cells].flatMap(([flow, wrong]) =>
      wrong === null ? [] : [`${titleOf(result)}, ${flow}: ${wrong}`],
    );
  });
}

/** The document with `text` between the marks of that name. Throws when it lacks them. */
export function writeBetween(document: string, mark: string, text: string): string {
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no marks "${mark}"`);
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`;
}
