import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ensureWidget } from "../../scripts/build-widget.ts";

const root = join(import.meta.dirname, "../..");

function run(script: string): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, encoding: "utf8" });
}

describe("widget 11: in Node, where there are no elements", () => {
  for (const file of ["widget/element.ts", "widget/pay-checkout.ts"]) {
    test(`importing ${file} does not throw`, () => {
      const { stdout, stderr } = run(
        `const m = await import("./${file}"); console.log(Object.keys(m).join())`,
      );
      expect(stderr).toBe("");
      expect(stdout.trim()).toBe(file.endsWith("element.ts") ? "PayCheckout,define" : "");
    });
  }

  test("the element's file defines nothing by itself, and define() does nothing there", () => {
    const { stdout, stderr } = run(
      'const { define } = await import("./widget/element.ts"); define(); console.log(typeof customElements)',
    );
    expect(stderr).toBe("");
    expect(["undefined", "object"]).toContain(stdout.trim());
  });

  test("the built element.js can be imported too", () => {
    ensureWidget();
    const { stderr, status } = run('await import("./dist/widget/element.js")');
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });
});
