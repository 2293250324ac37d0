import type { z } from 'zod/mini';
import type { MessageKey } from '@/lib/messages/message-key';

/** The options of a mapping by what they are about, in the order in which a person meets them. */
export const optionGroups = ['reading', 'batching', 'failure', 'watching'] as const;

/** Values by the names of their settings. */
export type Values = Readonly<Record<string, unknown>>;

/** How a person sets a value, and what it may be. */
export type Control<Value> = {
  /** What may be asked for. */
  schema: z.ZodMiniType<Value>;
  /** What there may be: AWS holds values that cannot be asked for here. */
  shape: z.ZodMiniType<Value>;
} & (
  | { input: 'switch'; off: NoInfer<Value>; on: NoInfer<Value> }
  /** Both ends of the range count. `unlimited` stands outside it and means that there is no limit. */
  | { input: 'number'; range: readonly [from: number, to: number]; unlimited?: number }
  | { input: 'choice'; choices: readonly (Value & string)[] }
  | { input: 'time' }
  /** `example`: how such an ARN begins. */
  | { input: 'arn'; example: string }
  | { input: 'patterns' }
  | { input: 'name' }
);

/** How AWS calls an option of a mapping, and its value. */
export type AwsOption<Value, Name extends string, Written, Field extends string = Name, Answer = Written> = {
  /** As the SDK and CloudFormation spell it; the CLI spells the same in kebab-case, Terraform in snake_case. */
  name: Name;
  to: (value: Value) => Written;
  /** The field of an answer that tells it, where that is called otherwise. */
  field?: Field;
  /** What Lambda leaves out stands at its own default (domain: event-source-mapping §1). */
  from: (answer: Answer | undefined) => NoInfer<Value>;
  /** A new mapping has this anyway, and `CreateEventSourceMapping` refuses some of them when they are written out. */
  omitted?: NoInfer<Value>;
};

type Rules<Value, Aws> = {
  /** A question is no option of a mapping, but of how it is wired. */
  group: (typeof optionGroups)[number] | 'question';
  /** Where a new mapping starts from. */
  initial: NoInfer<Value>;
  /** AWS lets it be changed on a mapping that exists (domain: event-source-mapping §1, "In Update?"). */
  updatable: boolean;
  /** Whether it counts beside the other values; always, where nothing is said. */
  applies?: (others: Values) => boolean;
  /** The key of what is wrong with it beside the other values, or null. */
  problem?: (value: Value, others: Values, now: string) => MessageKey | null;
  aws: Aws;
};

/** An option of a mapping, or with `aws: null` a question of its own. Its words stand in `messages` under `setting.<name>`. */
export type Setting<Value, Aws> = Control<Value> & Rules<Value, Aws>;

/** An option of a mapping, typed by its own values. */
export function option<Value, const Name extends string, Written, const Field extends string = Name, Answer = Written>(
  setting: Setting<Value, AwsOption<Value, Name, Written, Field, Answer>>,
): Setting<Value, AwsOption<Value, Name, Written, Field, Answer>> {
  return setting;
}

/** A question of its own, with the control that asks it. */
export function question<Value, Asked extends Control<Value>>(
  control: Asked & Control<Value>,
  rules: Pick<Rules<Value, null>, 'initial' | 'problem'>,
): Asked & Rules<Value, null> {
  return { ...control, ...rules, group: 'question', updatable: false, aws: null };
}
