/** Reads the commands of a shell's text, as far as the pages use the shell. */

/** The simple commands, each as its words. Comments, assignments and redirections are left out. */
export function commandsOf(text: string): string[][] {
  const joined = text.replaceAll(/\\\n\s*/g, " ");
  const quoted: string[] = [];
  const bare = joined
    .replaceAll(/"(?:\\.|[^"\\])*"|'[^']*'/g, (whole) => `«${quoted.push(whole.slice(1, -1)) - 1}»`)
    .replaceAll(/(^|\s)#.*$/gm, "");
  return bare
    .split(/\n|&&|\|\||[;|]/)
    .map((command) =>
      command
        .trim()
        .split(/\s+/)
        .map((word) => word.replaceAll(/«(\d+)»/g, (_, index) => quoted[Number(index)] ?? ""))
        .filter((word) => word !== ""),
    )
    .map((words) => {
      const redirection = words.findIndex((word) => /^\d?[<>]/.test(word));
      const kept = redirection < 0 ? words : words.slice(0, redirection);
      const first = kept.findIndex((word) => !/^[A-Z_]+=/.test(word));
      return first < 0 ? [] : kept.slice(first);
    })
    .filter((words) => words.length > 0);
}

const program = /(?:^|\/)cli\.[jt]s$/;

/** The arguments that a command passes to `pay-checkout`, or undefined when it does not run it. */
export function argumentsOf(words: readonly string[]): readonly string[] | undefined {
  const [first, second] = words;
  if (first === "pay-checkout") return words.slice(1);
  if (first === "npm" && second === "start") return ["serve", ...words.slice(words.indexOf("--") + 1)];
  const file = words.findIndex((word) => program.test(word));
  if (file >= 0) return words.slice(file + 1);
  const runsImage =
    (first === "docker" && words.includes("run")) || (first === "kubectl" && second === "exec");
  const image = words.lastIndexOf("pay-checkout");
  if (!runsImage || image < 0) return undefined;
  return image === words.length - 1 ? ["serve"] : words.slice(image + 1);
}
