/**
 * The bill of materials: every package that an installed pay-checkout has or that is bundled into it, in CycloneDX's
 * form. It follows from the manifest and the lockfile alone, so it needs no network, and is the same on every machine.
 */
import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});
const lockedPackage = z.looseObject({
  name: z.string().optional(),
  version: z.string(),
  license: z.string(),
  integrity: z.string(),
  dependencies: names,
  optionalDependencies: names,
});
const lockSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ license: z.string().optional() })),
});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  dependencies: names,
  /** Names of development dependencies that are bundled into dist. */
  bundled: z.array(z.string()).default([]),
});

type Locked = z.infer<typeof lockedPackage>;

interface Entry {
  /** Its place in the lockfile, such as `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly locked: Locked;
  readonly purl: string;
}

const folder = "node_modules/";

/** A package URL, without the registry that it came from. */
function purlOf(name: string, version: string): string {
  const [scope, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const path = scope === undefined ? rest : `${encodeURIComponent(scope)}/${rest}`;
  return `pkg:npm/${path}@${encodeURIComponent(version)}`;
}

/** An SPDX identifier, or an expression of several. */
function licenseOf(text: string): object {
  return /[\s()]/.test(text) ? { expression: text } : { license: { id: text } };
}

/** npm writes `sha512-` and base64; CycloneDX `SHA-512` and hexadecimal digits. */
function hashOf(integrity: string): { readonly alg: string; readonly content: string } {
  const [kind = "", digest = ""] = integrity.split("-");
  const alg = kind.replace(/^sha(\d+)$/, "SHA-$1");
  return { alg, content: Buffer.from(digest, "base64").toString("hex") };
}

/** The package that Node would find under that name, from the innermost folder outwards. */
function findFrom<T>(byPath: ReadonlyMap<string, T>, from: string, name: string): T | undefined {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf(`/${folder}`)))) {
    const found = byPath.get(place === "" ? folder + name : `${place}/${folder}${name}`);
    if (found !== undefined || place === "") return found;
  }
}

function needsOf({ dependencies, optionalDependencies }: Locked): readonly string[] {
  return Object.keys({ ...dependencies, ...optionalDependencies });
}

/**
 * The packages that the roots need, directly or not. Throws when one of them has no licence or no checksum in the lockfile.
 */
function readEntries(lockText: string, roots: readonly string[]): Entry[] {
  const { packages } = lockSchema.parse(JSON.parse(lockText));
  const paths = new Map(Object.keys(packages).map((path) => [path, path]));
  const entries = new Map<string, Entry>();
  const waiting = roots.map((name) => ({ from: "", name }));
  for (const { from, name: wanted } of waiting) {
    const path = findFrom(paths, from, wanted);
    if (path === undefined || entries.has(path)) continue;
    const locked = lockedPackage.parse(packages[path], {
      error: () => `package-lock.json: ${path} lacks something`,
    });
    const name = locked.name ?? path.slice(path.lastIndexOf(folder) + folder.length);
    entries.set(path, { path, name, locked, purl: purlOf(name, locked.version) });
    waiting.push(...needsOf(locked).map((needed) => ({ from: path, name: needed })));
  }
  return [...entries.values()];
}

function byText<T>(textOf: (each: T) => string): (a: T, b: T) => number {
  return (a, b) => (textOf(a) < textOf(b) ? -1 : Number(textOf(a) > textOf(b)));
}

/**
 * @param files.manifest the text of package.json.
 * @param files.lock the text of package-lock.json.
 * @returns the document, as JSON. It has neither a time nor a serial number.
 */
export function makeSbom(files: { readonly manifest: string; readonly lock: string }): string {
  const product = manifestSchema.parse(JSON.parse(files.manifest));
  const roots = [...Object.keys(product.dependencies), ...product.bundled];
  const entries = readEntries(files.lock, roots);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  // npm may install one version of a package in several places.
  const packages = [...new Map(entries.map((entry) => [entry.purl, entry])).values()].sort(
    byText(({ purl }) => purl),
  );
  const productPurl = purlOf(product.name, product.version);
  const dependsOn = (from: string, needed: readonly string[]) => {
    const found = needed.flatMap((name) => findFrom(byPath, from, name)?.purl ?? []);
    return [...new Set(found)].sort();
  };
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      lifecycles: [{ phase: "build" }],
      component: {
        type: "application",
        "bom-ref": productPurl,
        name: product.name,
        version: product.version,
        description: product.description,
        licenses: [licenseOf(product.license)],
        purl: productPurl,
      },
      properties: [{ name: "cdx:reproducible", value: "true" }],
    },
    components: packages.map(({ name, locked, purl }) => {
      const [group, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
      return {
        type: "library",
        "bom-ref": purl,
        ...(group === undefined ? {} : { group }),
        name: rest,
        version: locked.version,
        scope: "required",
        hashes: [hashOf(locked.integrity)],
        licenses: [licenseOf(locked.license)],
        purl,
      };
    }),
    dependencies: [
      { ref: productPurl, dependsOn: dependsOn("", roots) },
      ...packages.map(({ path, locked, purl }) => ({
        ref: purl,
        dependsOn: dependsOn(path, needsOf(locked)),
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
