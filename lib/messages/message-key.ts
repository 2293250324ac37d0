import type { Messages } from './catalogues';

type Leaves<Branch> = {
  [Key in keyof Branch & string]: Branch[Key] extends string ? Key : `${Key}.${Leaves<Branch[Key]>}`;
}[keyof Branch & string];

/** Every key of a sentence, such as `ui.copy`. */
export type MessageKey = Leaves<Messages>;

type Sentences<Branch> = {
  [Key in keyof Branch & string]: Branch[Key] extends string ? Key : never;
}[keyof Branch & string];

/** The names of the sentences right under a room, such as the codes of its verdicts: `no-policy` of `verdict.no-policy`. */
export type CodeOf<Room extends keyof Messages> = Sentences<Messages[Room]>;
