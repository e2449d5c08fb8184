/**
 * Finds in a provider's message what its documentation does not have: names of fields, the content type, and status codes.
 * Never another value.
 */

export const driftKinds = ["field", "letter_case", "content_type", "code"] as const;
export type DriftKind = (typeof driftKinds)[number];

export interface Drift {
  readonly kind: DriftKind;
  /** A field's path (`data.status`), a media type, or a status code; short, and without anything that a person wrote. */
  readonly name: string;
}

/** What a provider's documentation has of one kind of message. */
export interface KnownMessage {
  /** Paths of fields. One that ends in `*` stands for any last name. Lists are left out: `list.orderNo`. */
  readonly fields: readonly string[];
  /** Media types in small letters; null: the documentation names none. */
  readonly contentTypes: readonly string[] | null;
}

export interface Message {
  /** In clear. */
  readonly text: string;
  /** As in the header; null without one. */
  readonly contentType: string | null;
}

/** In characters. A message that is longer is not looked at. */
const longestText = 64 * 1024;
/** Of one message. */
const mostFound = 10;
const mostPaths = 200;
const deepest = 6;
const longestName = 120;

/** @param known.fields a path of the message that is not among them is drift; one that differs in capitals only is `letter_case`. */
export function findDrift({ text, contentType }: Message, known: KnownMessage): readonly Drift[] {
  if (text.length > longestText) return [];
  const paths = pathsIn(text);
  // No JSON and no form says nothing about fields, and the adapter has refused it.
  if (paths === undefined) return [];
  const exact = new Set(known.fields);
  const small = new Set(known.fields.map((field) => field.toLowerCase()));
  const found = [...paths].flatMap((path): Drift[] => {
    if (isKnown(path, exact)) return [];
    return [
      {
        kind: isKnown(path.toLowerCase(), small) ? "letter_case" : "field",
        name: path.slice(0, longestName),
      },
    ];
  });
  return [...driftOfType(contentType, known), ...found].slice(0, mostFound);
}

/** In place of a name that may be somebody's text. */
export const unprintableName = "?";

/** Whether a status code is one, and not somebody's text. */
export function isPlainCode(code: string): boolean {
  return /^[\w.-]{1,32}$/.test(code);
}

/** A status code that the documentation does not have, as it may be shown. */
export function driftOfCode(code: string): Drift {
  return { kind: "code", name: isPlainCode(code) ? code : unprintableName };
}

function driftOfType(contentType: string | null, { contentTypes }: KnownMessage): readonly Drift[] {
  if (contentTypes === null) return [];
  const [type = ""] = (contentType ?? "").slice(0, 100).toLowerCase().split(";");
  const media = type.trim();
  if (contentTypes.includes(media)) return [];
  const isPlain = /^[\w.+-]{1,40}\/[\w.+-]{1,40}$/.test(media);
  return [{ kind: "content_type", name: media === "" ? "none" : isPlain ? media : unprintableName }];
}

/** A known path that ends in `*` stands for any last name. */
function isKnown(path: string, known: ReadonlySet<string>): boolean {
  if (known.has(path)) return true;
  const end = path.lastIndexOf(".");
  return end >= 0 && known.has(`${path.slice(0, end)}.*`);
}

/** A name that is no plain word may be somebody's text. */
function plainName(name: string): string {
  return /^[A-Za-z_][\w-]{0,39}$/.test(name) ? name : unprintableName;
}

function pathsIn(text: string): ReadonlySet<string> | undefined {
  const paths = new Set<string>();
  try {
    addPaths(JSON.parse(text), "", paths, 0);
    return paths;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!/^[\w.%-]{1,64}=/.test(text)) return undefined;
  for (const name of new URLSearchParams(text).keys()) if (paths.size < mostPaths) paths.add(plainName(name));
  return paths;
}

function addPaths(value: unknown, above: string, paths: Set<string>, depth: number): void {
  if (typeof value !== "object" || value === null || depth > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, mostPaths)) addPaths(item, above, paths, depth + 1);
    return;
  }
  for (const [name, child] of Object.entries(value)) {
    if (paths.size >= mostPaths) return;
    const path = above === "" ? plainName(name) : `${above}.${plainName(name)}`;
    paths.add(path);
    addPaths(child, path, paths, depth + 1);
  }
}
