/** One key, one answer: what a request under it was answered is what every repeat is answered. */
import type { Records } from "./records.ts";

export function keyInvariants(records: Records): string[] {
  return [...records.keyStories].flatMap(([key, { fresh, repeats, isUntold }]) => {
    if (repeats.size > 1) return [`${key} was repeated with two answers`];
    const [repeat] = repeats;
    if (repeat === undefined || fresh === null || isUntold || repeat === fresh.text) return [];
    return [`${key} was repeated as ${repeat}, its last holder was answered ${fresh.text}`];
  });
}
