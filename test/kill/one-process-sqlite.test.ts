import { describeOneProcess } from "./support/one-process.ts";

describeOneProcess("sqlite");
