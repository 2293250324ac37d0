/**
 * Remembers what was made of a text, for the texts that were asked for last: as many as hold this many characters
 * together. One that is longer than all that is made anew each time.
 */
export function rememberedByText<Result>(mostCharacters: number, make: (text: string) => Result) {
  const kept = new Map<string, Result>();
  let characters = 0;
  return (text: string): Result => {
    const known = kept.get(text);
    if (known !== undefined) {
      kept.delete(text);
      kept.set(text, known);
      return known;
    }
    const made = make(text);
    if (text.length > mostCharacters) return made;
    kept.set(text, made);
    characters += text.length;
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) break;
      kept.delete(oldest);
      characters -= oldest.length;
    }
    return made;
  };
}
