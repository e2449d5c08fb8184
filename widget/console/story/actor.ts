/** Who has done something, as an operator knows them: `operator:ana` is `ana`. */
import { fill } from "../../i18n/text.ts";
import type { Texts } from "../i18n/texts.ts";

export function nameOfActor(actor: string, texts: Texts): string {
  const [kind = "", id] = actor.split(":", 2);
  if (kind === "operator" && id !== undefined) return id;
  if (kind === "key" && id !== undefined) return fill(texts.story.actor.key, { id });
  if (kind === "customer") return texts.unnamed;
  return kind === "command" ? texts.story.actor.command : actor;
}
