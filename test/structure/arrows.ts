/** Which part of the code may know which: the arrows of the architecture, as a table. rooms.ts has those inside a part. */
import { dirname, join } from "node:path/posix";
import type { Import } from "./read-imports.ts";

interface Rule {
  readonly part: string;
  /** The files of this part. A file belongs to the first part that has it. */
  readonly files: RegExp;
  /** What else of ours it may import; its own part it may always. */
  readonly may: readonly RegExp[];
  /** What it may import as types alone. */
  readonly mayKnowTypesOf?: readonly RegExp[];
  /** Never runs in an installed package, so it may use packages for development. */
  readonly isTool?: boolean;
  /** Packages that its users bring along (`peerDependencies`). */
  readonly brought?: readonly string[];
}

const core = /^bff\/core\//;
const money = /^bff\/core\/money\.ts$/;
const beneficiary = /^bff\/core\/beneficiary\//;
const secret = /^bff\/core\/secret\.ts$/;
// Of both contracts, others may import the one file, and none of the folder behind it.
const publicContract = /^bff\/contract\.ts$/;
const fieldErrors = /^bff\/(field-errors|input-schema)\.ts$/;
const config = /^bff\/config(\.ts$|\/)/;
const basePath = /^bff\/base-path\.ts$/;
const metrics = /^bff\/metrics\.ts$/;
const net = /^bff\/net\//;
const providerContract = /^bff\/providers\/contract\.ts$/;
const providerHttp =
  /^bff\/providers\/(http-client|circuit|log-calls|measure-calls|record-calls|trace-calls)\.ts$/;
const signing = /^bff\/providers\/signing\//;
const parsing = /^bff\/providers\/parsing\//;
const registry = /^bff\/providers\/registry\.ts$/;
const providerFolder = /^bff\/providers\/(?!contract\/)[^/]+\//;
const storage = /^bff\/storage\//;
const services = /^bff\/services\//;
const webhooks = /^bff\/webhooks\//;

const rules: readonly Rule[] = [
  { part: "core", files: core, may: [] },
  { part: "the public contract", files: /^bff\/contract(\.ts$|\/)/, may: [core] },
  { part: "reading what comes from outside", files: fieldErrors, may: [core, publicContract] },
  { part: "net", files: net, may: [core] },
  {
    part: "the provider contract",
    files: /^bff\/providers\/contract(\.ts$|\/)/,
    may: [core, fieldErrors],
    mayKnowTypesOf: [providerHttp],
  },
  { part: "the way out to providers", files: providerHttp, may: [core, net, providerContract] },
  { part: "parsing", files: parsing, may: [core, providerContract, providerHttp] },
  { part: "signing", files: signing, may: [core], mayKnowTypesOf: [parsing] },
  { part: "the registry", files: registry, may: [providerContract, providerFolder] },
  {
    part: "a provider",
    files: providerFolder,
    may: [providerContract, signing, parsing, providerHttp, money, beneficiary],
    mayKnowTypesOf: [secret],
  },
  { part: "storage", files: storage, may: [core, publicContract] },
  {
    part: "config",
    files: config,
    may: [core, publicContract, fieldErrors, providerContract, registry],
    mayKnowTypesOf: [providerHttp, services],
  },
  {
    part: "services",
    files: services,
    may: [core, publicContract, fieldErrors, storage, webhooks, providerContract],
    mayKnowTypesOf: [config],
  },
  { part: "webhooks", files: webhooks, may: [core, net, publicContract] },
  {
    part: "jobs",
    files: /^bff\/jobs\//,
    may: [core, publicContract, services, storage, webhooks, providerContract],
    mayKnowTypesOf: [config],
  },
  {
    part: "http",
    files: /^bff\/http\//,
    may: [basePath, core, publicContract, fieldErrors, services],
    mayKnowTypesOf: [config, metrics],
  },
  { part: "the client", files: /^bff\/client(\.ts$|\/)/, may: [], mayKnowTypesOf: [publicContract] },
  // The files that put the programs together know every part. They get the providers from the registry.
  {
    part: "the programs",
    files: /^bff\/[^/]+\.ts$|^bff\/(cli|metrics)\//,
    may: [/^bff\/(?!contract\/|providers\/[^/]+\/)/, signing],
  },
  {
    part: "the widget's tools",
    files: /^widget\/(build|gallery)\//,
    may: [/^widget\//],
    mayKnowTypesOf: [publicContract],
    isTool: true,
  },
  {
    part: "the widget's mock",
    files: /^widget\/testing\//,
    may: [/^widget\/(?!build|gallery|console)/],
    mayKnowTypesOf: [publicContract],
  },
  {
    part: "the component for React",
    files: /^widget\/react\//,
    may: [/^widget\/(?!build|gallery|testing|console)/],
    brought: ["react"],
  },
  {
    part: "the console",
    files: /^widget\/console\//,
    may: [/^widget\/i18n\/(money|format|text)\.ts$/],
    mayKnowTypesOf: [publicContract],
  },
  // It checks a number before it is sent, by the same rules as the server.
  {
    part: "the claim page",
    files: /^widget\/claim\//,
    may: [/^widget\/(?!build|gallery|testing|console)/, beneficiary],
    mayKnowTypesOf: [publicContract],
  },
  { part: "the widget", files: /^widget\//, may: [], mayKnowTypesOf: [publicContract] },
  { part: "the shop", files: /^demo\/shop\//, may: [] },
  { part: "the sandbox", files: /^demo\/sandbox\//, may: [] },
  { part: "the demo", files: /^demo\//, may: [/^demo\//] },
];

const sql = /^(kysely|pg|pg-.*|node:sqlite)(\/|$)/;

/** Why this import is wrong, in words; undefined when it is right. */
function judge(from: string, found: Import, dependencies: ReadonlySet<string>): string | undefined {
  const { specifier, typeOnly } = found;
  const rule = rules.find(({ files }) => files.test(from));
  if (rule === undefined) return "belongs to no part that the arrows know";
  if (specifier.startsWith(".")) {
    const target = join(dirname(from), specifier);
    const allowed = [...rule.may, ...(typeOnly ? (rule.mayKnowTypesOf ?? []) : [])];
    if (isSamePart(rule, from, target) || allowed.some((pattern) => pattern.test(target))) return undefined;
    return `${rule.part} must not ${typeOnly ? "know" : "import"} ${target}`;
  }
  if (specifier === "(computed)") return "imports something that only shows when it runs";
  if (sql.test(specifier) && !storage.test(from))
    return `only storage speaks SQL, and this imports ${specifier}`;
  if (specifier.startsWith("node:") || typeOnly || rule.isTool === true) return undefined;
  const [scope = "", name = ""] = specifier.split("/");
  const dependency = scope.startsWith("@") ? `${scope}/${name}` : scope;
  const isThere = dependencies.has(dependency) || rule.brought?.includes(dependency) === true;
  return isThere ? undefined : `${dependency} is not among the package's dependencies`;
}

function isSamePart(rule: Rule, from: string, target: string): boolean {
  if (rule.part !== "a provider") return rules.find(({ files }) => files.test(target)) === rule;
  const [, , folder] = from.split("/");
  return target.startsWith(`bff/providers/${folder}/`);
}

/**
 * Everything wrong with the imports of one file, as sentences that begin with its path.
 * @param options.file its path from the repository's root, with `/`
 * @param options.dependencies names of the packages that are installed with ours
 */
export function findWrongArrows(options: {
  readonly file: string;
  readonly imports: readonly Import[];
  readonly dependencies: ReadonlySet<string>;
}): string[] {
  const { file, imports, dependencies } = options;
  return imports.flatMap((found) => {
    const complaint = judge(file, found, dependencies);
    return complaint === undefined ? [] : [`${file}: ${complaint}`];
  });
}
