import type { Mark } from '../mark';
import type { MappingSettings } from '../setting/settings';

/** What AWS answered, as a run's journal keeps it. */
export type Result = Readonly<Record<string, string>>;

/** One option of a command of the `aws` CLI. */
export type Option = readonly [name: string, value: string | number];

/** The `aws` command that makes a call; its service is the call's. */
export type Command = {
  verb: string;
  options: readonly Option[];
  /** Switches, after everything else. */
  flags?: readonly string[];
  /** The service is in no Region. */
  global?: true;
  /** What of the answer the shell variable of the call's output keeps, as a `--query`. */
  keeps?: string;
  /** Asked again and again until it answers `is`: before that, the commands after this one are refused. */
  until?: { verb: string; options: readonly Option[]; query: string; is: string };
};

/** A resource of CloudFormation, or why a call has none. */
export type Template =
  | { type: `AWS::${string}::${string}`; properties: Readonly<Record<string, unknown>> }
  | {
      /**
       * `shared-policy`: the document is there and others write it too. `exists`: it changes what another stack or
       * nobody made. `removal`: templates make, they do not take away. `no-type`: CloudFormation has nothing for it.
       */
      none: 'shared-policy' | 'exists' | 'removal' | 'no-type';
    };

/** What only AWS's answer to a call tells, such as the end of an ARN. */
export type Output = {
  /** Stands for it in the texts of a plan. */
  placeholder: `{${string}}`;
  /** The whole ARN that it ends; no thing's own ARN and no other text of AWS or of a person has this form. */
  foretold: RegExp;
  /** The shell variable that holds the text around the placeholder, and what a script says that it lacks. */
  variable: string;
  meaning: string;
};

/** How the resources of the product read an ARN, whichever service's it is. */
export type ArnReading = {
  /** As a person calls the thing: without its path, version or epoch. */
  name: (arn: string) => string;
  /** Without what changes when the thing is made again: the epoch of a consumer, the label of a table's stream. */
  stable: (arn: string) => string;
  /** The source that the thing is part of, as a consumer is of its stream; otherwise the thing itself. */
  source: (arn: string) => string;
};

/** What a call is made with, where no difference of a policy shows it. */
export type Line = { name: string; value: unknown; before?: unknown };

/** The options that a mapping is given, and those that it had. */
export type GivenSettings = { wanted: MappingSettings; before: MappingSettings | null };

/**
 * A kind of write to AWS: all that is known of it outside `lib/aws`. `Input` is stored in plans and journals. A call of
 * one `Form` has words of its own.
 */
export type CallType<Input, Form extends string = never> = {
  forms?: Readonly<Record<Form, (input: Input) => boolean>>;
  /** The names that its sentences speak of. */
  values: (input: Input, arns: ArnReading) => Record<string, string>;
  /** The document it replaces; `null` stands for none. */
  document?: (input: Input) => [before: string | null, after: string | null];
  lines?: (input: Input) => Line[];
  settings?: (input: Input) => GivenSettings;
  /** The ARNs of the source and of the reader, where it names them. */
  ends: (input: Input) => { source?: string; reader?: string };
  /** What it writes to, each as one name that every change to the same thing has in common. */
  locks: (input: Input, place: { accountId: string }, arns: ArnReading) => string[];
  /** What stands in AWS because of it. Taken back, it stands no more. */
  leaves: (input: Input, result: Result) => Mark[];
  /** What stands in AWS no more because of it. Taken back, it stands again, as `outputs` says by another ARN. */
  takes: (input: Input, result: Result) => Mark[];
  /** The output that its answer gives, for the texts of the changes after it. */
  output?: Output;
  /** Texts of the plan that its answer has made another: the planned ARN, or after an undo, the ARN of before. */
  outputs?: (input: Input, result: Result) => Record<string, string>;
  /** Whether what it takes away can never be made again. */
  lasting?: (input: Input) => boolean;
  /** It, or its undo, writes a document with principals, which AWS refuses while one of them is not there. */
  namesPrincipals?: true;
  /** How long it may take to stand, and the longest pause between two looks; `usualSettling` where nothing is said. */
  settles?: Settling;
  cli: (input: Input) => Command;
  template: (input: Input) => Template;
};

export type Settling = { withinSeconds: number; everySeconds: number };

/** Policies are seen and mappings are Enabled in less than a minute; past this something is wrong (event-source-mapping §8). */
export const usualSettling: Settling = { withinSeconds: 300, everySeconds: 8 };
