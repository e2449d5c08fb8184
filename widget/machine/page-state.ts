import { problemKind } from "../net/problem.ts";
import type { Screen } from "./screen.ts";
import type { PageState, State } from "./state.ts";

/** Whether the screen has a main button that leads on. What a form asks for may still be missing in it. */
function leadsOn(screen: Screen, { selected }: State): boolean {
  if (screen.name === "methods") return selected !== null;
  if (screen.name === "error") return problemKind(screen.problem) !== "token";
  return "canChoose" in screen ? screen.canChoose : /payer|leaving|failed/.test(screen.name);
}

/** What the page may know of a state. */
export function pageStateOf(state: State, screen: Screen): PageState {
  const { session, selected, busy } = state;
  const isChoosing = /methods|payer/.test(screen.name);
  return Object.freeze({
    screen: screen.name,
    method: (isChoosing ? null : session?.payment?.method) ?? selected,
    canSubmit: busy === null && leadsOn(screen, state),
    busy: busy !== null,
    status: session?.status ?? null,
    exceptions: Object.freeze([...(session?.exceptions ?? [])]),
  });
}
