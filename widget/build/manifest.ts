import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";

const described = z.looseObject({ name: z.string().optional(), description: z.string().optional() });
const typed = described.extend({ type: z.looseObject({ text: z.string() }).optional() });

const declaration = z.looseObject({
  name: z.string(),
  customElement: z.boolean().optional(),
  tagName: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  members: z
    .array(
      typed.extend({
        kind: z.string(),
        privacy: z.string().optional(),
        attribute: z.string().optional(),
        parameters: z.array(z.looseObject({ name: z.string() })).optional(),
      }),
    )
    .optional(),
  attributes: z.array(typed.extend({ fieldName: z.string().optional() })).optional(),
  events: z.array(typed).optional(),
  slots: z.array(described).optional(),
  cssParts: z.array(described).optional(),
  cssProperties: z.array(described.extend({ default: z.string().optional() })).optional(),
});

const manifestSchema = z.looseObject({
  modules: z.array(z.looseObject({ path: z.string(), declarations: z.array(declaration).optional() })),
});

/** The parts of a custom-elements manifest that are used here. */
export type ElementManifest = z.infer<typeof manifestSchema>;
/** The description of the element in the manifest. */
export type ElementDeclaration = z.infer<typeof declaration>;

const inherited = /^#|^render$|^willUpdate$|^updated$|^(dis)?connectedCallback$|^(styles|properties)$/;

/** Analyzes the element's source and drops its private and inherited members. Throws when the analyzer fails. */
export function analyzeElement(root: string): ElementManifest {
  // The analyzer resolves every path against its working directory, even an absolute one.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/manifest-"));
  try {
    const cem = join(root, "node_modules/@custom-elements-manifest/analyzer/cem.js");
    // By default, the analyzer writes the path of its result into package.json.
    const config = join(folder, "analyzer.config.mjs");
    writeFileSync(config, "export default { packagejson: false };\n");
    const args = [
      cem,
      "analyze",
      "--config",
      relative(root, config),
      "--litelement",
      "--globs",
      "widget/element.ts",
      "--outdir",
      relative(root, folder),
      "--quiet",
    ];
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(`The element could not be analyzed:\n${stdout}${stderr}`);
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, "custom-elements.json"), "utf8")),
    );
    for (const { declarations } of manifest.modules) {
      for (const one of declarations ?? []) {
        one.members = one.members?.filter(
          ({ name = "", privacy }) =>
            privacy !== "private" && privacy !== "protected" && !inherited.test(name),
        );
      }
    }
    return manifest;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The element of a manifest. Throws when there is none. */
export function findElement(manifest: ElementManifest): ElementDeclaration {
  const found = manifest.modules
    .flatMap(({ declarations }) => declarations ?? [])
    .find(({ customElement }) => customElement === true);
  if (found === undefined) throw new Error("the manifest has no element");
  return found;
}
