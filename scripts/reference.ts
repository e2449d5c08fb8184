/** `npm run reference` writes docs/configuration-reference.md. */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configJsonSchema } from "../bff/config/json-schema.ts";
import { referencePage } from "../bff/config/reference.ts";

const file = join(dirname(import.meta.dirname), "docs/configuration-reference.md");
writeFileSync(file, referencePage(configJsonSchema()));
console.log(`${file} is written.`);
