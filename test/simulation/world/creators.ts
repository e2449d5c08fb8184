/**
 * Processes for those who create something: its times are those of the process. So the clock of such a process is not far
 * ahead meanwhile, but where that is switched on.
 */
import type { Switchboard } from "./hostile-switches.ts";
import type { SimulatedProcess } from "./process.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface Creators {
  /** One that is up, and in time. */
  anyProcess(): SimulatedProcess | undefined;
  /** True while nobody creates anything at that process. */
  mayJump(process: SimulatedProcess): boolean;
}

const farAheadMs = 24 * 60 * 60_000;

export function createCreators(options: {
  readonly time: VirtualTime;
  readonly switchboard: Switchboard;
  readonly anyProcess: () => SimulatedProcess | undefined;
}): Creators {
  const { time, switchboard } = options;
  /** How many requests each process works on, by its name. */
  const creating = new Map<string, number>();
  const count = (name: string, more: number) => creating.set(name, (creating.get(name) ?? 0) + more);
  return {
    anyProcess() {
      const process = options.anyProcess();
      if (process === undefined || switchboard.isOn("createdFarAhead")) return process;
      const { clock, instanceId } = process.context;
      if (clock.now() > time.now() + farAheadMs) return undefined;
      return {
        ...process,
        async perform(action) {
          count(instanceId, 1);
          try {
            return await process.perform(action);
          } finally {
            count(instanceId, -1);
          }
        },
      };
    },
    mayJump: ({ context }) =>
      switchboard.isOn("createdFarAhead") || (creating.get(context.instanceId) ?? 0) === 0,
  };
}
