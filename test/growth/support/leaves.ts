/** The places of a JSON value, and the value with another text in one of them. */

export type Template =
  | string
  | number
  | boolean
  | null
  | readonly Template[]
  | { readonly [name: string]: Template };
export type Path = readonly (string | number)[];

/** Where the scalars are. */
export function leavesOf(template: Template, path: Path = []): Path[] {
  if (typeof template !== "object" || template === null) return [path];
  return Object.entries(template).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

/** JSON in which `text` stands at the path: as a string, or as it is. */
export function withLeaf(template: Template, path: Path, text: string, how: "string" | "bare"): string {
  const mark = "@the leaf@";
  const json = JSON.stringify(replaced(template, path, mark));
  return json.replace(JSON.stringify(mark), () => (how === "string" ? JSON.stringify(text) : text));
}

function replaced(template: Template, [first, ...rest]: Path, text: string): Template {
  if (first === undefined) return text;
  if (typeof template !== "object" || template === null) return template;
  const parts = Object.entries(template).map(([name, part]): [string, Template] => [
    name,
    name === String(first) ? replaced(part, rest, text) : part,
  ]);
  return Array.isArray(template) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}
