import { createHash } from "node:crypto";
import { basename } from "node:path";
import { type Plugin, parseSync, Visitor } from "vite";

interface Place {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function findPrivateNames(id: string, code: string): readonly Place[] {
  const places: Place[] = [];
  const visitor = new Visitor({
    PrivateIdentifier({ start, end, name }) {
      places.push({ start, end, name });
    },
  });
  visitor.visit(parseSync(id, code).program);
  return places.sort((a, b) => a.start - b.start);
}

/** Two letters for a file, so that a class and its base class in another file do not share properties. */
function prefixOf(id: string): string {
  return createHash("sha256")
    .update(basename(id))
    .digest("base64url")
    .replace(/[-_\d]/g, "")
    .slice(0, 2);
}

/**
 * Turns `#name` into a short property such as `_kQ0`, of the file alone. Firefox 78 has no private names, and a bundler's
 * way of lowering them (a WeakMap each) costs a kilobyte.
 */
export function lowerPrivateNames(): Plugin {
  return {
    name: "lower-private-names",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/widget/") || !id.endsWith(".ts") || !code.includes("#")) return null;
      const short = new Map<string, string>();
      let lowered = "";
      let from = 0;
      for (const { start, end, name } of findPrivateNames(id, code)) {
        const property = short.get(name) ?? `_${prefixOf(id)}${short.size.toString(36)}`;
        short.set(name, property);
        lowered += code.slice(from, start) + property;
        from = end;
      }
      return { code: lowered + code.slice(from), map: null };
    },
  };
}
