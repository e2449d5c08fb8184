/** What the built scripts use, held against the oldest supported browsers. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type ESTree, parseSync, Visitor } from "vite";
import { z } from "zod";

/** Versions by the names of `@mdn/browser-compat-data`. Safari 14.1 came to iOS as 14.5; the promise says 14.1. */
const floor: Readonly<Record<string, number>> = {
  chrome: 83,
  firefox: 78,
  safari: 14.1,
  safari_ios: 14.1,
  samsunginternet_android: 13,
  webview_android: 83,
};

const versionAdded = z.union([z.string(), z.boolean(), z.null()]);
const statement = z.looseObject({ version_added: versionAdded, flags: z.unknown().optional() });
const support = z.record(z.string(), z.union([statement, z.array(statement)]));
const node = z.record(z.string(), z.unknown());

function isInFloor(value: unknown): boolean {
  const compat = z.looseObject({ support }).safeParse(value);
  if (!compat.success) return true;
  return Object.entries(floor).every(([browser, oldest]) => {
    const found = compat.data.support[browser];
    const statements = found === undefined ? [] : Array.isArray(found) ? found : [found];
    return statements.some(({ version_added: added, flags }) => {
      if (flags !== undefined) return false;
      if (added === true) return true;
      return typeof added === "string" && Number.parseFloat(added.replace("≤", "")) <= oldest;
    });
  });
}

const children = (value: unknown): readonly (readonly [string, unknown])[] => {
  const parsed = node.safeParse(value);
  return parsed.success ? Object.entries(parsed.data).filter(([name]) => name !== "__compat") : [];
};

const compatOf = (value: unknown): unknown => node.safeParse(value).data?.__compat;

/**
 * The names of members that no interface had in the oldest browsers, and of interfaces that were missing: `canParse`,
 * `structuredClone`. A name that any interface had (`at`, `any`) cannot be judged by name.
 */
export function readMissingNames(): ReadonlySet<string> {
  const path = createRequire(import.meta.url).resolve("@mdn/browser-compat-data");
  const data = node.parse(JSON.parse(readFileSync(path, "utf8")));
  const builtins = node.parse(node.parse(data.javascript).builtins);
  const owners = [...children(data.api), ...Object.entries(builtins)];
  const known = new Map<string, boolean>();
  const note = (name: string, compat: unknown) => {
    const plain = name.replace(/_(static|event)$/, "");
    known.set(plain, known.get(plain) === true || isInFloor(compat));
  };
  for (const [owner, members] of owners) {
    note(owner, compatOf(members));
    for (const [member, value] of children(members)) {
      note(member, compatOf(value));
      // `Intl` holds interfaces of its own.
      for (const [inner, deeper] of children(value)) note(inner, compatOf(deeper));
    }
  }
  return new Set([...known].filter(([, had]) => !had).map(([name]) => name));
}

/** Syntax that the oldest browsers lack, and the names of everything that a script calls or makes. */
export function readUses(
  file: string,
  text: string,
): { readonly syntax: readonly string[]; readonly names: ReadonlySet<string> } {
  const syntax = new Set<string>();
  const names = new Set<string>();
  const note = (callee: ESTree.Expression) => {
    // Shorter ones are names that the minifier has given.
    if (callee.type === "Identifier" && callee.name.length > 2) names.add(callee.name);
    if (callee.type !== "MemberExpression" || callee.computed) return;
    if (callee.property.type === "Identifier") names.add(callee.property.name);
  };
  const visitor = new Visitor({
    PrivateIdentifier: () => void syntax.add("a private name"),
    StaticBlock: () => void syntax.add("a static block"),
    PropertyDefinition: () => void syntax.add("a class field"),
    AssignmentExpression({ operator }) {
      if (["??=", "||=", "&&="].includes(operator)) syntax.add(operator);
    },
    CallExpression({ callee, optional, arguments: given }) {
      note(callee);
      if (optional && given.some(({ type }) => type === "SpreadElement")) syntax.add("?.(...)");
    },
    Literal(literal) {
      if ("regex" in literal && /\(\?<[=!]|\(\?[a-z-]+:/.test(literal.regex.pattern)) syntax.add("(?<=");
      if ("regex" in literal && /[dv]/.test(literal.regex.flags)) syntax.add("a flag of a pattern");
    },
    NewExpression: ({ callee }) => note(callee),
  });
  visitor.visit(parseSync(file, text).program);
  return { syntax: [...syntax], names };
}
