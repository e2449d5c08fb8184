/** The one suite that every provider must pass. The provider's data file says what is particular about it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ConformanceData } from "./data-shape.ts";
import { describeAnswers } from "./support/describe-answers.ts";
import { describeCallbacks } from "./support/describe-callbacks.ts";
import { describeCalls } from "./support/describe-calls.ts";
import { describeFaults } from "./support/describe-faults.ts";
import {
  describeCapabilities,
  describeConfiguration,
  describeObjections,
  describeVectors,
} from "./support/describe-static.ts";
import { type Lab, startLab } from "./support/lab.ts";

export function describeConformance(data: ConformanceData): void {
  describe(data.provider.title, () => {
    let running: Lab | undefined;
    const lab = () => {
      if (!running) throw new Error("the sandbox is not started");
      return running;
    };
    const printed = [
      vi.spyOn(console, "log"),
      vi.spyOn(console, "info"),
      vi.spyOn(console, "warn"),
      vi.spyOn(console, "error"),
      vi.spyOn(console, "debug"),
    ];

    beforeAll(async () => {
      running = await startLab(data);
    });
    beforeEach(() => lab().sandbox.state.reset());
    afterAll(() => running?.stop());

    describeVectors(data);
    describeConfiguration(data, lab);
    describeCapabilities(data, lab);
    describeObjections(data, lab);
    describeCalls(data, lab);
    describeFaults(data, lab);
    describeCallbacks(data, lab);
    // Last, because the connections to the sandbox are idle meanwhile, and the sandbox closes them.
    describeAnswers(data, lab);

    test("nothing of all this was printed", () => {
      for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    });
  });
}
