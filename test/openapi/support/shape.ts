/** What a JSON value is made of: the names and types of its parts. */
import { isObject } from "./document.ts";

function typeOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}

/**
 * Where an answer has another form than its example. A list is compared by its first entry; what is null in one of both
 * may be anything in the other; what has names of its own, such as circuits, is not compared by them.
 */
export function differences(example: unknown, answer: unknown, path = ""): readonly string[] {
  if (example === null || answer === null) return [];
  if (Array.isArray(example) && Array.isArray(answer)) {
    return example.length === 0 || answer.length === 0 ? [] : differences(example[0], answer[0], `${path}[]`);
  }
  if (isObject(example) && isObject(answer)) {
    if (/circuits|before|after|metadata$/.test(path)) return [];
    const names = new Set([...Object.keys(example), ...Object.keys(answer)]);
    return [...names].flatMap((name) => {
      const at = `${path}.${name}`;
      if (!(name in example)) return [`${at} is not in the example`];
      if (!(name in answer)) return [`${at} is not in the answer`];
      return differences(example[name], answer[name], at);
    });
  }
  return typeOf(example) === typeOf(answer)
    ? []
    : [`${path} is ${typeOf(example)}, and not ${typeOf(answer)}`];
}
