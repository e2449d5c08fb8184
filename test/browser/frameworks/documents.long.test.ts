import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventually, setStage } from "../widget/support/stage.ts";
import { bundleForBrowser, bundleForServer, writeMade } from "./support/bundle.ts";
import { heard, startIn } from "./support/driver.ts";
import { frameworks } from "./support/table.ts";

const stage = setStage();
const text = readFileSync(join(import.meta.dirname, "../../../docs/frameworks.md"), "utf8");

interface Example {
  readonly heading: string;
  /** The language of the block, which is the file's extension. */
  readonly extension: string;
  readonly code: string;
}

/** The first block of code under each heading. */
const examples: readonly Example[] = text
  .split("\n## ")
  .slice(1)
  .flatMap((section) => {
    const [heading = ""] = section.split("\n");
    const [, extension, code] = /```(jsx|vue|svelte|ts)\n([\s\S]*?)```/.exec(section) ?? [];
    return extension === undefined || code === undefined ? [] : [{ heading, extension, code }];
  });

describe("docs/frameworks.md", () => {
  test("has an example for each framework", () => {
    expect(examples.map(({ heading }) => heading)).toEqual([
      "React",
      "Preact",
      "Vue",
      "Svelte",
      "Solid",
      "Angular",
    ]);
  });

  for (const { heading, extension, code } of examples) {
    const versions = frameworks.filter(({ name }) => name.startsWith(heading) && !name.endsWith("the tag"));
    for (const framework of versions) {
      test(`its example for ${heading} works in ${framework.name}, rendered on a server and hydrated`, async () => {
        const { origin, addScenario } = stage.bff();
        const scenario = addScenario();
        const own = code.replaceAll("https://pay.example.com", origin);
        expect(own).not.toBe(code);
        const page = await writeMade(`${framework.name.replaceAll(/\W+/g, "-")}-example.${extension}`, own);
        const [script, server] = await Promise.all([
          bundleForBrowser({ ...framework, page }),
          bundleForServer({ ...framework, page }),
        ]);
        const props = { clientToken: scenario.token };
        const html = await server.render({ ...props, onPaid: () => undefined });
        // What stands between the tags is there before any script.
        expect(html).toContain(`href="${origin}/pay#${scenario.token}"`);
        const opened = await stage.visit(stage.shop().addPage({ head: server.head, body: html }));
        await startIn(opened.page, script, props, true);
        await opened.page.getByRole("radio", { name: "Bank transfer" }).waitFor();
        scenario.update({ status: "succeeded" });
        await opened.page.getByRole("heading", { name: "Payment received" }).waitFor();
        await eventually(async () => expect(await heard(opened.page)).toEqual(["pay-succeeded"]));
      });
    }
  }
});
