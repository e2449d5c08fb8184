/** Reads the table of requirements in docs/asvs.md, and what a page claims that tests show. */
import type { Requirement } from "./asvs-numbers.ts";
import type { Finding } from "./documents.ts";

/** What the page says about a requirement, or about several in a row. */
export interface Row {
  readonly line: number;
  /** `1.2.4`, or `10.1.1 to 10.7.3`. */
  readonly numbers: string;
  readonly level: string;
  readonly state: string;
  readonly how: string;
}

/** As the page explains them. */
export const states = ["met", "partly", "not met", "yours", "n/a"] as const;

export function readRows(text: string): Row[] {
  return text.split("\n").flatMap((content, index) => {
    const cells = content.split("|").map((cell) => cell.trim());
    const [, numbers = "", level = "", , state = "", how = ""] = cells;
    if (cells.length !== 7 || !/^\d+\.\d/.test(numbers)) return [];
    return [{ line: index + 1, numbers, level, state, how }];
  });
}

/** The requirements that a row is about. Undefined if it names none, or a range that runs backwards. */
export function requirementsOf(row: Row, all: readonly Requirement[]): readonly Requirement[] | undefined {
  const [first, last = first] = row.numbers.split(" to ");
  const start = all.findIndex(({ number }) => number === first);
  const end = all.findIndex(({ number }) => number === last);
  return start === -1 || end < start ? undefined : all.slice(start, end + 1);
}

interface Link {
  readonly text: string;
  readonly target: string;
}

function linksIn(markdown: string): Link[] {
  return [...markdown.matchAll(/\[([^\]]+)\]\(([^()\s]+)\)/g)].map(([, text = "", target = ""]) => ({
    text,
    target,
  }));
}

const isTest = ({ target }: Link) => /^(?:\.\.\/)?test\//.test(target);

/** Sections of the standard that want something to be written down. */
const isAboutDocuments = (number: string) => /^(?:2|6|7|8|11|13|14|15|16)\.1\./.test(number);

/** Why a row does not say enough; undefined if it does. */
export function objectToRow(row: Row, about: readonly Requirement[]): string | undefined {
  if (!states.some((state) => state === row.state)) return `"${row.state}" is no state`;
  const levels = [...new Set(about.map(({ level }) => level))].sort().join(", ");
  if (row.level !== levels) return `its level is ${levels}`;
  if (row.how === "") return "says nothing";
  const links = linksIn(row.how);
  const documented = about.every(({ number }) => isAboutDocuments(number)) && links.length > 0;
  if (row.state === "met" && !links.some(isTest) && !documented) return "is met, and no test shows it";
  return undefined;
}

/** Links to a test file whose text is in no title of that file: the test that a page means has gone. */
export function lostTests(file: string, text: string, readTest: (target: string) => string): Finding[] {
  return text.split("\n").flatMap((content, index) =>
    linksIn(content)
      .filter((link) => isTest(link) && link.target.endsWith(".ts"))
      .filter((link) => !readTest(link.target).includes(link.text))
      .map((link) => ({ file, line: index + 1, problem: `${link.target} has no "${link.text}"` })),
  );
}
