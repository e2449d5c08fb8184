/** Computes the sizes of the widget's parts from Vite's manifest, and compares them with their budgets. */
import { z } from "zod";

const chunk = z.looseObject({
  file: z.string(),
  name: z.string().optional(),
  isEntry: z.boolean().default(false),
  imports: z.array(z.string()).default([]),
  dynamicImports: z.array(z.string()).default([]),
});

/** Vite's `manifest.json`: source path → chunk. */
export const manifestSchema = z.record(z.string(), chunk);
export type Manifest = z.infer<typeof manifestSchema>;

/** The compressed sizes of one file, in bytes. */
export interface FileSize {
  readonly gzip: number;
  readonly brotli: number;
}

export interface SizeRow {
  readonly title: string;
  readonly files: readonly string[];
  readonly gzip: number;
  readonly brotli: number;
  /** The limit of its size after gzip -9, in bytes; undefined without a budget. */
  readonly budget: number | undefined;
}

const kibBytes = 1024;
const startBudgetBytes = 20 * kibBytes;
const otherLanguageBudgetBytes = 22 * kibBytes;
const consoleBudgetBytes = 60 * kibBytes;
const textsBudgetBytes = 2 * kibBytes;

/** The budgets of chunks that are loaded on demand, by their source path. */
const budgets: readonly { readonly pattern: RegExp; readonly budget: number }[] = [
  { pattern: /\bqr[^/]*$/i, budget: 9 * kibBytes },
  { pattern: /\bbarcode[^/]*$|\bcode-?128[^/]*$/i, budget: 4 * kibBytes },
];

/** `key` and everything that it imports, directly or indirectly, by the given kind of import. */
function reach(manifest: Manifest, key: string, links: (name: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name) || manifest[name] === undefined) return;
    found.add(name);
    for (const next of links(name)) visit(next);
  };
  visit(key);
  return found;
}

/** The file of a language's messages, which the list needs; a guide comes with a payment. */
const isMessages = (file: string) => !/-guide-[^/]*$/.test(file);

/**
 * One row for everything that `entryFile` loads before a customer can choose a method in English, one for the largest of
 * all other languages, one for each chunk that it may load later, and one for each file of `texts`. A later chunk counts
 * with its imports, except those that are loaded already. Throws when the manifest lacks the entry, or without texts.
 */
export function reportSizes(options: {
  readonly manifest: Manifest;
  readonly entryFile: string;
  /** The files with the texts of the languages other than English, and with all instructions. */
  readonly texts: readonly string[];
  readonly sizeOf: (file: string) => FileSize;
}): SizeRow[] {
  const { manifest, entryFile, texts, sizeOf } = options;
  const [entry] =
    Object.entries(manifest).find(([, { file, isEntry }]) => isEntry && file === entryFile) ?? [];
  if (entry === undefined) throw new Error(`the build has no entry ${entryFile}`);

  const atOnce = (name: string) => manifest[name]?.imports ?? [];
  const later = (name: string) => manifest[name]?.dynamicImports ?? [];
  const start = reach(manifest, entry, atOnce);
  const filesOf = (keys: Iterable<string>) => [...keys].flatMap((key) => manifest[key]?.file ?? []);
  const row = (title: string, files: readonly string[], budget: number | undefined): SizeRow => {
    const sizes = files.map(sizeOf);
    const sum = (kind: keyof FileSize) => sizes.reduce((total, size) => total + size[kind], 0);
    return { title, files, gzip: sum("gzip"), brotli: sum("brotli"), budget };
  };

  const textRows = texts.map((file) => row(file, [file], textsBudgetBytes));
  const [largest] = textRows.filter(({ title }) => isMessages(title)).sort((a, b) => b.gzip - a.gzip);
  if (largest === undefined) throw new Error("the build has no languages");
  const startFiles = filesOf(start);
  const all = reach(manifest, entry, (name) => [...atOnce(name), ...later(name)]);
  const onDemand = [...new Set([...all].flatMap(later))].filter((key) => !start.has(key)).sort();
  return [
    row("the list can be used, in English", startFiles, startBudgetBytes),
    row(
      "the list can be used, in any other language",
      [...startFiles, largest.title],
      otherLanguageBudgetBytes,
    ),
    ...onDemand.map((key) => {
      const missing = [...reach(manifest, key, atOnce)].filter((name) => !start.has(name));
      return row(key, filesOf(missing), budgets.find(({ pattern }) => pattern.test(key))?.budget);
    }),
    ...textRows,
  ];
}

/**
 * What the console loads before its first screen can be used, in English: the page's script and style, the texts, and the
 * first screen with all that it imports. Throws when the manifest lacks one of them.
 */
export function reportConsole(options: {
  readonly manifest: Manifest;
  readonly sizeOf: (file: string) => FileSize;
}): SizeRow {
  const { manifest, sizeOf } = options;
  const keys = ["console.ts", "screens/today.ts", "i18n/load-en.ts"];
  const missing = keys.filter((key) => manifest[key] === undefined);
  if (missing.length > 0) throw new Error(`the build of the console has no ${missing.join(" and no ")}`);
  const loaded = new Set(
    keys.flatMap((key) => [...reach(manifest, key, (name) => manifest[name]?.imports ?? [])]),
  );
  const files = [...[...loaded].flatMap((key) => manifest[key]?.file ?? []), "console.css"];
  const sizes = files.map(sizeOf);
  const sum = (kind: keyof FileSize) => sizes.reduce((total, size) => total + size[kind], 0);
  return {
    title: "the console's first screen",
    files,
    gzip: sum("gzip"),
    brotli: sum("brotli"),
    budget: consoleBudgetBytes,
  };
}

/** The rows that exceed their budget. */
export function overBudget(rows: readonly SizeRow[]): SizeRow[] {
  return rows.filter(({ gzip, budget }) => budget !== undefined && gzip > budget);
}
