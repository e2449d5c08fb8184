import { type Effect, type Input, initialState, type State } from "../../../widget/machine/state.ts";
import { transition } from "../../../widget/machine.ts";

/** Gives the machine inputs, one after the other. */
export function play(
  inputs: readonly Input[],
  from: State = initialState,
): { readonly state: State; readonly effects: readonly Effect[] } {
  let state = from;
  const effects: Effect[] = [];
  for (const input of inputs) {
    const step = transition(state, input);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** The names of the events among effects, in order. */
export function namesOf(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.type === "report" ? [effect.report.name] : []));
}
