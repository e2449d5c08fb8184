/**
 * Makes something of a part of the configuration, once for each state of it: a configuration that is read again has
 * other objects.
 *
 * @param read the part as it is now.
 */
export function onceForEach<Part, Made>(read: () => Part, make: (part: Part) => Made): () => Made {
  let last: { readonly part: Part; readonly made: Made } | undefined;
  return () => {
    const part = read();
    if (last === undefined || last.part !== part) last = { part, made: make(part) };
    return last.made;
  };
}
