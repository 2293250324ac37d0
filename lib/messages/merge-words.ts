/** Words as a file has them: a sentence, or more words under each key. */
export type Words = { readonly [key: string]: string | Words };

/** What files of words are together, as one tree. */
export type Merged<Files> = Tree<UnionToIntersection<Files[keyof Files]>>;

type UnionToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

type Tree<Branch> = { [Key in keyof Branch]: Branch[Key] extends string ? string : Tree<Branch[Key]> };

/** `base` with `more` on top, such as the words of one more service. Throws where both say the same key. */
export function mergeWords<Base extends Words, More extends Words>(base: Base, more: More): Tree<Base & More> {
  return merged(base, more, '') as Tree<Base & More>;
}

/** All of a language's files as one catalogue. Throws where two of them say the same key. */
export function mergeFiles<Files extends Readonly<Record<string, Words>>>(files: Files): Merged<Files> {
  return Object.values(files).reduce((all, file) => merged(all, file, ''), {}) as Merged<Files>;
}

function merged(base: Words, more: Words, path: string): Words {
  const all: Record<string, string | Words> = { ...base };
  for (const [key, added] of Object.entries(more)) {
    const there = all[key];
    if (there === undefined) all[key] = added;
    else if (typeof there === 'string' || typeof added === 'string') throw new Error(`${path}${key} is said twice`);
    else all[key] = merged(there, added, `${path}${key}.`);
  }
  return all;
}
