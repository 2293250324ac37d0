import { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';
import type { Control } from './setting';

type Of<Value, Input> = Extract<Control<Value>, { input: Input }>;

type Range = readonly [from: number, to: number];

/** Whole numbers of a range. */
export function whole(range: Range): Of<number, 'number'> {
  const [from, to] = range;
  return { input: 'number', range, shape: z.int(), schema: z.int().check(z.gte(from), z.lte(to)) };
}

/** The same, or -1, which means without limit. `problem`: the key of what is said of another number. */
export function wholeOrUnlimited(range: Range, problem: MessageKey): Of<number, 'number'> {
  const [from, to] = range;
  const unlimited = -1;
  const schema =
    from === 0
      ? z.int().check(z.gte(unlimited), z.lte(to))
      : z.int().check(z.refine((value) => value === unlimited || (value >= from && value <= to), problem));
  return { input: 'number', range, unlimited, shape: z.int(), schema };
}

export function onOff(): Of<boolean, 'switch'> {
  return { input: 'switch', off: false, on: true, shape: z.boolean(), schema: z.boolean() };
}

export function choice<const Choice extends string>(choices: readonly Choice[]): Of<Choice, 'choice'> {
  const schema = z.enum(choices);
  return { input: 'choice', choices, shape: schema, schema };
}
