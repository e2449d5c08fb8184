import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { makeSbom } from "../../scripts/sbom.ts";

const root = join(import.meta.dirname, "../..");
const manifest = readFileSync(join(root, "package.json"), "utf8");
const lock = readFileSync(join(root, "package-lock.json"), "utf8");
const schemas = join(root, "node_modules/@cyclonedx/cyclonedx-library/res/schema");

const component = z.looseObject({
  "bom-ref": z.string(),
  group: z.string().optional(),
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  hashes: z.array(z.object({ alg: z.string(), content: z.string() })),
  licenses: z.array(z.looseObject({})).min(1),
});
const bom = z.looseObject({
  components: z.array(component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

function readSchema(name: string): object {
  return z.looseObject({}).parse(JSON.parse(readFileSync(join(schemas, name), "utf8")));
}

/** CycloneDX's own schema of that document. */
function objectTo(document: unknown): string {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"].map((part) => `${part}.SNAPSHOT.schema.json`))
    ajv.addSchema(readSchema(name), `http://cyclonedx.org/schema/${name}`);
  const validate = ajv.compile(readSchema("bom-1.6.SNAPSHOT.schema.json"));
  return validate(document) ? "" : ajv.errorsText(validate.errors);
}

const made = makeSbom({ manifest, lock });
const sbom = bom.parse(JSON.parse(made));

describe("the bill of materials", () => {
  test("is valid by the schema of CycloneDX 1.6, which refuses a licence that SPDX does not know", () => {
    expect(objectTo(sbom)).toBe("");
    const wrong = makeSbom({ manifest, lock: lock.replaceAll('"license": "MIT"', '"license": "Mitt"') });
    expect(objectTo(JSON.parse(wrong))).toContain("licenses");
  });

  test("names the package, its hash and its licence, and the purl has no registry", () => {
    const pg = sbom.components.find(({ name }) => name === "pg");
    const { version, integrity } = z
      .object({ version: z.string(), integrity: z.string() })
      .parse(Reflect.get(JSON.parse(lock).packages, "node_modules/pg"));
    expect(pg).toEqual({
      type: "library",
      "bom-ref": `pkg:npm/pg@${version}`,
      name: "pg",
      version,
      scope: "required",
      hashes: [
        { alg: "SHA-512", content: Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex") },
      ],
      licenses: [{ license: { id: "MIT" } }],
      purl: `pkg:npm/pg@${version}`,
    });
    expect(sbom.components.find(({ group }) => group === "@lit")?.purl).toMatch(/^pkg:npm\/%40lit\//);
  });

  test("has every direct dependency, and nothing that is for development alone", () => {
    const { dependencies, devDependencies } = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(manifest));
    const named = new Set(sbom.components.map(({ group, name }) => (group ? `${group}/${name}` : name)));
    expect(Object.keys(dependencies).filter((name) => !named.has(name))).toEqual([]);
    expect(["vitest", "vite", "playwright-core", "node"].filter((name) => named.has(name))).toEqual([]);
    expect(Object.keys(devDependencies)).toContain("vitest");
  });

  test("says which package needs which, and each of them is there", () => {
    const known = new Set(sbom.components.map((each) => each["bom-ref"]));
    const needed = sbom.dependencies.flatMap(({ dependsOn }) => dependsOn);
    expect(needed.filter((ref) => !known.has(ref))).toEqual([]);
    // Each is there because something needs it.
    expect([...known].filter((ref) => !needed.includes(ref))).toEqual([]);
    // Two versions are installed, one of them inside the package that needs it.
    const proxy = sbom.dependencies.find(({ ref }) => ref.startsWith("pkg:npm/proxy-addr@"));
    expect(proxy?.dependsOn.filter((ref) => ref.startsWith("pkg:npm/ipaddr.js@"))).toHaveLength(1);
  });

  test("is the same each time, and has no time, serial number or address of a registry", () => {
    expect(makeSbom({ manifest, lock })).toBe(made);
    const urls = made.match(/https?:\/\/[^"]+/g) ?? [];
    expect(urls).toEqual(["http://cyclonedx.org/schema/bom-1.6.schema.json"]);
    expect(made).not.toMatch(/"serialNumber"|"timestamp"|node_modules/);
  });

  test("cannot be made when a package has no licence or no checksum", () => {
    for (const field of ["license", "integrity"]) {
      const broken = JSON.parse(lock);
      Reflect.deleteProperty(broken.packages["node_modules/pg"], field);
      expect(() => makeSbom({ manifest, lock: JSON.stringify(broken) })).toThrow("node_modules/pg");
    }
  });
});
