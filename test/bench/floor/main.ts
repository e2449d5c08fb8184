/** The floor as a program: `node main.ts FILE`, where FILE is JSON of its options. */
import { readFileSync } from "node:fs";
import { floorOptions } from "./options.ts";
import { startFloor } from "./server.ts";

const [file = ""] = process.argv.slice(2);
const floor = await startFloor(floorOptions.parse(JSON.parse(readFileSync(file, "utf8"))));
process.once("SIGTERM", () => void floor.stop());
