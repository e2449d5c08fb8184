import type { ElementDeclaration } from "./manifest.ts";

const cell = (text: string | undefined) => (text ?? "").replaceAll("|", "\\|").replaceAll("\n", " ");

function table(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const line = (cells: readonly (string | undefined)[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const code = (text: string | undefined) => (text === undefined ? "" : `\`${text}\``);

/** The README's tables, by the name of their place. */
export function readmeTables(element: ElementDeclaration): Readonly<Record<string, string>> {
  const {
    attributes = [],
    members = [],
    events = [],
    slots = [],
    cssParts = [],
    cssProperties = [],
  } = element;
  return {
    attributes: table(
      ["Attribute", "Property", "Type", "What"],
      attributes.map(({ name, fieldName, type, description }) => [
        code(name),
        code(fieldName),
        code(type?.text),
        description,
      ]),
    ),
    members: table(
      ["Property", "What"],
      members
        .filter(
          ({ kind, name }) => kind === "field" && !attributes.some(({ fieldName }) => fieldName === name),
        )
        .map(({ name, description }) => [code(name), description]),
    ),
    methods: table(
      ["Method", "What"],
      members
        .filter(({ kind }) => kind === "method")
        .map(({ name, parameters = [], description }) => [
          code(`${name ?? ""}(${parameters.map((one) => one.name).join(", ")})`),
          description,
        ]),
    ),
    events: table(
      ["Event", "What"],
      events.map(({ name, description }) => [code(name), description]),
    ),
    slots: table(
      ["Slot", "What"],
      slots.map(({ name, description }) => [code(name), description]),
    ),
    parts: table(
      ["Part", "What"],
      cssParts.map(({ name, description }) => [code(name), description]),
    ),
    properties: table(
      ["Custom property", "Default", "What"],
      cssProperties.map(({ name, default: value, description }) => [
        code(name),
        value === undefined ? "" : code(value),
        description,
      ]),
    ),
  };
}

/** Replaces the tables between `<!-- name -->` and `<!-- /name -->` of a README. Throws when a place is missing. */
export function fillReadme(readme: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, content]) => {
    const mark = `<!-- ${name} -->`;
    const start = text.indexOf(mark);
    const end = text.indexOf(`<!-- /${name} -->`, start);
    if (start < 0 || end < 0) throw new Error(`the README has no place for ${name}`);
    return `${text.slice(0, start + mark.length)}\n${content}\n${text.slice(end)}`;
  }, readme);
}
