/** Reads documents and the references to them, for the tests of this folder. */
import { dirname, join } from "node:path/posix";

/** A reference that leads nowhere: its place, and what is wrong with it. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export interface Heading {
  readonly text: string;
  /** As GitHub makes it from the text. */
  readonly anchor: string;
}

const fence = /^( {0,3})(`{3,}|~{3,})/;

/** The lines of a Markdown text, those of code blocks emptied, so that line numbers stay. */
function linesOutsideCode(text: string): string[] {
  let open: string | null = null;
  return text.split("\n").map((line) => {
    const mark = fence.exec(line)?.[2];
    if (open !== null) {
      if (mark?.startsWith(open)) open = null;
      return "";
    }
    if (mark === undefined) return line;
    open = mark;
    return "";
  });
}

/** GitHub's rule: lower case, no punctuation, blanks to hyphens. */
function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** Every heading of a Markdown text. A heading whose text comes again gets `-1`, `-2` … behind its anchor. */
export function headingsOf(text: string): Heading[] {
  const seen = new Map<string, number>();
  return linesOutsideCode(text).flatMap((line) => {
    const title = /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (title === undefined) return [];
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
    const anchor = anchorOf(plain);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return [{ text: plain, anchor: count === 0 ? anchor : `${anchor}-${count}` }];
  });
}

/** The targets of the links and pictures of a Markdown text, with their lines. */
export function linksOf(text: string): { readonly target: string; readonly line: number }[] {
  return linesOutsideCode(text).flatMap((line, index) => {
    const bare = line.replace(/`[^`]*`/g, "");
    const links = [
      ...bare.matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g),
      ...bare.matchAll(/\bsrc="([^"]+)"/g),
    ];
    return links.flatMap(([, target]) => (target === undefined ? [] : [{ target, line: index + 1 }]));
  });
}

export interface Comment {
  /** Without comment marks, lines joined by blanks. */
  readonly text: string;
  /** Of its first character. */
  readonly line: number;
}

/** The comments of a program's text. A run of `//` lines is one comment. */
export function commentsOf(text: string): Comment[] {
  const found = text.matchAll(/(?<![\w"'*/])\/\*[\s\S]*?\*\/|(?:^|(?<=\s))\/\/.*(?:\n\s*\/\/.*)*/g);
  return [...found].map(({ 0: comment, index }) => ({
    text: comment
      .replace(/^\/\*+|\*+\/$/g, "")
      .replace(/\n\s*(?:\*|\/\/) ?/g, " ")
      .replace(/^\/\/\s?/, "")
      .trim(),
    line: text.slice(0, index).split("\n").length,
  }));
}

const reference =
  /^(?:(docs\/[\w/.-]+\.md)#([\w-]+)|https:\/\/[^\s,]*[^\s,.]|RFC \d+(?:, section [\d.]*\d)?)/;

export interface Source {
  readonly document: string;
  readonly anchor: string;
}

/**
 * What follows `Source:` in a comment: documents with a heading each, web addresses or RFCs, joined by commas and "and".
 *
 * @returns the documents, or undefined when something else stands there.
 */
export function readSources(text: string): Source[] | undefined {
  const sources: Source[] = [];
  let rest = text;
  for (;;) {
    const match = reference.exec(rest);
    if (match === null) return undefined;
    const [whole, document, anchor] = match;
    if (document !== undefined && anchor !== undefined) sources.push({ document, anchor });
    rest = rest.slice(whole.length);
    const joint = /^(?:,? and |, )(?=docs\/|https:|RFC )/.exec(rest)?.[0];
    if (joint !== undefined) rest = rest.slice(joint.length);
    else return /^(?:$|[.:;)])/.test(rest) ? sources : undefined;
  }
}

/** The numbers that a comment names as rules: "rule 5", "rules 2 and 5 to 11". */
export function rulesNamedIn(text: string): number[] {
  const mentions = text.matchAll(/\brules? (\d+(?:(?:, | and | to )\d+)*)/gi);
  return [...mentions].flatMap(([, list = ""]) =>
    list.split(/, | and /).flatMap((part) => {
      const [first = 0, last = first] = part.split(" to ").map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
  );
}

/** Where a relative link leads: a path from the root, and an anchor if it names one. */
export function resolveLink(
  file: string,
  target: string,
): { readonly path: string; readonly anchor: string | null } {
  const [path = "", anchor = null] = target.split("#");
  const full = path === "" ? file : join(dirname(file), decodeURIComponent(path));
  return { path: full.replace(/\/$/, ""), anchor };
}
