/** Checks what the pages show for deploying: the shapes of YAML, and what nginx and Caddy say of their files. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { readText } from "../structure/repository.ts";
import { type Block, blocksOf, filesIn } from "./support/blocks.ts";

const yamlFiles = filesIn("docs/deploy/", ".yaml");
const labels = z.record(z.string(), z.string());
const probe = z.object({ httpGet: z.object({ path: z.enum(["/healthz", "/readyz"]), port: z.string() }) });

const compose = z.strictObject({
  services: z.record(
    z.string(),
    z
      .looseObject({
        image: z.string(),
        volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(?::ro)?$/)).optional(),
        ports: z.array(z.string().regex(/^(?:[\d.]+:)?\d+:\d+$/)).optional(),
        env_file: z.array(z.string()).optional(),
        depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
      })
      .readonly(),
  ),
  volumes: z.record(z.string(), z.null()).optional(),
});

const deployment = z.looseObject({
  kind: z.literal("Deployment"),
  spec: z.looseObject({
    replicas: z.int().min(1),
    selector: z.object({ matchLabels: labels }),
    template: z.looseObject({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            image: z.string(),
            readinessProbe: probe,
            livenessProbe: probe,
            volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
          }),
        ),
        volumes: z.array(z.looseObject({ name: z.string() })),
      }),
    }),
  }),
});
const resource = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(["Deployment", "Service", "PodDisruptionBudget"]),
  metadata: z.looseObject({ name: z.string() }),
});

function documentsOf({ text }: Block): unknown[] {
  return parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

test("every compose file has the shape of one, and uses only services and volumes that it has", () => {
  const files = yamlFiles.filter(({ file }) => file.includes("compose"));
  for (const file of files) {
    const [document] = documentsOf(file);
    const { services, volumes = {} } = compose.parse(document);
    for (const service of Object.values(services)) {
      const { depends_on: needed = [] } = service;
      const names = Array.isArray(needed) ? needed : Object.keys(needed);
      expect(Object.keys(services)).toEqual(expect.arrayContaining(names));
      const sources = (service.volumes ?? []).map((volume) => volume.split(":")[0] ?? "");
      const named = sources.filter((source) => !source.startsWith("."));
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    }
  }
  expect(files.length).toBe(2);
});

test("every compose file gives the server the secrets from where the page puts them", () => {
  expect(readText("docs/deploying.md")).toContain("docs/deploy/checkout.env");
  for (const file of yamlFiles.filter((one) => one.file.includes("compose"))) {
    const [document] = documentsOf(file);
    expect(compose.parse(document).services["pay-checkout"]?.env_file, file.file).toEqual(["checkout.env"]);
  }
});

test("the Kubernetes file has a Deployment whose pods its Service and its budget find", () => {
  const [file] = yamlFiles.filter((one) => one.file.includes("kubernetes"));
  const documents = file === undefined ? [] : documentsOf(file);
  expect(documents.map((document) => resource.parse(document).kind)).toEqual([
    "Deployment",
    "Service",
    "PodDisruptionBudget",
  ]);
  const [first, service, budget] = documents;
  const { spec } = deployment.parse(first);
  const wanted = spec.template.metadata.labels;
  expect(spec.selector.matchLabels).toEqual(wanted);
  expect(service).toMatchObject({ spec: { selector: wanted } });
  expect(budget).toMatchObject({ spec: { selector: { matchLabels: wanted } } });
  const volumes = spec.template.spec.volumes.map(({ name }) => name);
  for (const { volumeMounts } of spec.template.spec.containers)
    expect(volumes).toEqual(expect.arrayContaining(volumeMounts.map(({ name }) => name)));
});

/** What the program says of a file, in a folder of its own; empty when it is content. */
function say(program: string, name: string, text: string, args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-server-"));
  try {
    writeFileSync(join(folder, name), text);
    const { status, stdout, stderr } = spawnSync(program, [...args, join(folder, name)], {
      cwd: folder,
      encoding: "utf8",
    });
    return status === 0 ? "" : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const nginx = process.env.NGINX_PATH ?? "nginx";
const caddy = process.env.CADDY_PATH ?? "caddy";
const isThere = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined;

/** No certificate is on this machine, and nobody may listen on the ports of the web. */
function whole(server: string): string {
  const plain = server
    .replaceAll(/^\s*ssl_certificate.*$/gm, "")
    .replaceAll(/listen (\d+)(?: ssl)?;/g, "listen 127.0.0.1:1$1;");
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${kind};`,
  );
  return `pid nginx.pid; error_log stderr; events {} http { access_log off; ${folders.join(" ")} ${plain} }`;
}

test("every server of nginx closes what it opens", () => {
  const blocks = blocksOf("nginx");
  for (const { at, text } of blocks) {
    const braces = [...text.matchAll(/[{}]/g)].map(([brace]) => brace);
    expect(`${at}: ${braces.filter((brace) => brace === "{").length}`).toBe(`${at}: ${braces.length / 2}`);
    const lines = text.split("\n").map((line) => line.trim());
    expect(lines.filter((line) => line !== "" && !/[;{}]$/.test(line))).toEqual([]);
  }
  expect(blocks.length).toBe(2);
});

test.skipIf(!isThere(nginx, "-v"))("nginx, where it is installed, takes every server", () => {
  for (const { at, text } of blocksOf("nginx"))
    expect(`${at}: ${say(nginx, "nginx.conf", whole(text), ["-p", ".", "-t", "-q", "-c"])}`).toBe(`${at}: `);
});

test.skipIf(!isThere(caddy, "version"))("Caddy, where it is installed, takes every Caddyfile", () => {
  for (const { at, text } of [...blocksOf("caddyfile"), ...filesIn("docs/deploy/", "Caddyfile")])
    expect(`${at}: ${say(caddy, "Caddyfile", text, ["adapt", "--config"])}`).toBe(`${at}: `);
});
