/** `npm run reference` writes the pages in docs/ that are made from the code. */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configJsonSchema } from "../bff/config/json-schema.ts";
import { referencePage } from "../bff/config/reference.ts";
import { errorsPage, eventsPage } from "../bff/http/reference.ts";

const pages = new Map([
  ["configuration-reference.md", referencePage(configJsonSchema())],
  ["errors.md", errorsPage()],
  ["webhook-events.md", eventsPage()],
]);
for (const [name, text] of pages) {
  const file = join(dirname(import.meta.dirname), "docs", name);
  writeFileSync(file, text);
  console.log(`${file} is written.`);
}
