/** The blocks of code of the pages for users. */
import { listFiles, readText } from "../../structure/repository.ts";

export interface Block {
  /** Where it begins: `docs/webhooks.md:12`. */
  readonly at: string;
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

export const pages: readonly string[] = listFiles().filter(
  (file) => /^(README|CONTRIBUTING|SECURITY|widget\/README)\.md$/.test(file) || /^docs\/.*\.md$/.test(file),
);

function blocksIn(file: string): Block[] {
  const text = readText(file);
  const found = text.matchAll(/^( *)```([^\n]*)\n([\s\S]*?)^\1```$/gm);
  return [...found].map(({ 1: indent = "", 2: language = "", 3: code = "", index }) => ({
    at: `${file}:${text.slice(0, index).split("\n").length}`,
    file,
    language,
    text: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

export const allBlocks: readonly Block[] = pages.flatMap(blocksIn);

export function blocksOf(...languages: readonly string[]): readonly Block[] {
  return allBlocks.filter(({ language }) => languages.includes(language));
}

/** The same language in a file of its own, such as `docs/deploy/compose.yaml`, looked at as one block. */
export function filesIn(folder: string, ending: string): readonly Block[] {
  return listFiles()
    .filter((file) => file.startsWith(folder) && file.endsWith(ending))
    .map((file) => ({ at: file, file, language: ending.slice(1), text: readText(file) }));
}
