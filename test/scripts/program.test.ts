import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProgram } from "../../scripts/program.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Options for a program of one file with this text. */
function programOf(name: string, text: string) {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, text);
  return { name: `The ${name}`, entry: relative(root, file), logFile: join(folder, `${name}.log`) };
}

const server = `import { createServer } from "node:http";
  let status = 503;
  const server = createServer((_request, response) => { response.statusCode = status; status = 200; response.end(); });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

test("a program answers when its address does with 200, and is gone when stopped", async () => {
  const program = startProgram(programOf("server", server));
  const url = `http://127.0.0.1:${await program.firstLine}/`;
  await program.answers(url, 10_000);
  await program.stop();
  expect(await program.ended).toBe("signal SIGTERM");
  await expect(fetch(url)).rejects.toThrow();
});

test("a program that ends by itself is named, with how it ended and its last words", async () => {
  const program = startProgram(programOf("singer", `console.error("no such port"); process.exit(3);`));
  const failure = "The singer ended (exit code 3). Its last lines:\nno such port";
  await expect(program.firstLine).rejects.toThrow(failure);
  await expect(program.answers("http://127.0.0.1:1/", 10_000)).rejects.toThrow(failure);
  await expect.poll(() => readFileSync(join(folder, "singer.log"), "utf8")).toBe("no such port\n");
});

test("a program that never answers is given up when the time is over", async () => {
  const program = startProgram(programOf("sleeper", `console.log("up"); setInterval(() => {}, 1000);`));
  await program.firstLine;
  await expect(program.answers("http://127.0.0.1:1/", 100)).rejects.toThrow("The sleeper did not answer");
  await program.stop("SIGKILL");
  expect(await program.ended).toBe("signal SIGKILL");
});

test("a program does not outlive the process that started it, even when that was killed", async () => {
  const mark = join(folder, "told");
  const orphan = `import { writeFileSync } from "node:fs";
    process.on("SIGTERM", () => { writeFileSync(${JSON.stringify(mark)}, ""); process.exit(); });
    console.log("up"); setInterval(() => {}, 1000);`;
  const options = JSON.stringify(programOf("orphan", orphan));
  const module = new URL("../../scripts/program.ts", import.meta.url).href;
  const script = `import { startProgram } from ${JSON.stringify(module)};
    console.log(await startProgram(${options}).firstLine);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(createInterface({ input: parent.stdout }), "line");
  parent.kill("SIGKILL");
  await expect.poll(() => existsSync(mark), { timeout: 10_000 }).toBe(true);
});
