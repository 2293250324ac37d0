import type { Call } from '../call/calls';
import type { CheckCode, Coded, FactCode, StatusCode, VerdictCode } from '../code';
import type { Index } from '../discover/index-of';
import type { StandingMark } from '../mark';
import type { Message } from '../message';
import type { Judgement, Need, Verdict, VerdictState } from '../need';
import type { Part, PartName } from '../part';
import type { Change, PreCheck } from '../plan/plan';
import type { ProblemCode } from '../problem';
import type { Read } from '../read';
import type { MappingSettings, QuestionName, Refused } from '../setting/settings';
import type { Slot, Thing } from '../thing';
import type { Chosen, View } from '../view';
import type { KindId } from './kind-id';

/** What a kind knows while it names the parts of a wire. `at` is when it is asked, ISO. */
export type Seen = {
  chosen: Chosen;
  parts: Readonly<Record<PartName, Read<Thing>>>;
  ours: readonly StandingMark[];
  at: string;
};

/** A part, with what was read of it already as part of another: a stream tells its consumers and its key. */
export type NamedPart = Part & { read?: Read<Thing> };

/** Something that must be so, and that no policy says. */
export type Fact = DecisiveFact | { judge: (view: View) => Judgement; unmet?: undefined };

/** One of which the board can know that it does not hold: what was found then has words as a status, too. */
export type DecisiveFact = {
  judge: (view: View) => Judgement & (Unmet | { state: Exclude<VerdictState, Unmet['state']> });
  /** What a wire is called whose fact does not hold. */
  unmet: 'broken' | 'half';
};

type Unmet = { state: 'missing' | 'denied'; code: VerdictCode & StatusCode };

/** A call of a step, and what it answers. */
export type Making = Pick<Change, 'glyph' | 'notes' | 'answers'> & { call: Call };

/** Makes a part that is not there, or brings it to what is wanted. */
export type MakeStep = {
  make: PartName;
  changes: (view: View, verdicts: readonly Verdict[]) => Making[];
  unmake: (view: View, thing: Thing) => Call | null;
  /** What a person should know before it is taken away. */
  loses?: (view: View, thing: Thing) => Message[];
  /** The wire's own, whoever made it. Anything else is taken away only where a run of ours made it and nobody uses it. */
  own?: true;
  /** Options that it begins with where it has to be made again, whatever the old one had. */
  anew?: (verdicts: readonly Verdict[]) => Partial<MappingSettings>;
  /** What must be so before it is made. */
  checks?: (view: View, changes: readonly Change[]) => PreCheck[];
};

/** Lets somebody in by one document of a part. What it says follows from the needs. */
export type GrantStep = { grant: PartName; slot: Slot };

/** One call mends a fact. */
export type MendStep = { mend: FactCode; on: PartName; call: (view: View) => Making | null };

export type Step = MakeStep | GrantStep | MendStep;

/** A wire as an inventory shows it. */
export type Found = {
  chosen: Chosen;
  /** What moves its records, where something does. */
  pulse: Thing | null;
  /** Said instead of a status where only a grant is there: nobody reads with it, or nobody can be seen to. */
  granted?: { status: 'half' | 'unknown'; because: Coded<StatusCode> };
};

/** What a person gave: `is` tells which of the things that may be given for the source. */
export type Given = { chosen: Chosen; is: string; readerName: string };

/** An AWS managed policy that gives a role what a wire needs, and the actions it has. */
export type ManagedPolicy = { arn: string; actions: readonly string[] };

/**
 * A way to wire, as data. Everything else in the program follows from it; nothing else branches on it. A new kind is
 * its own file and one line in `kinds.ts`.
 */
export type Kind = {
  id: KindId;
  /** What a person chooses at either end. An ARN of what stands between may be given for the source, too. */
  source: string;
  via?: string;
  reader: string;
  /** Which part is what is read: its name for good makes the wire's id. */
  reads: PartName;
  /** For whom AWS acts as the roles of the wire: it names its sessions after that part, and calls in its Region. */
  actsFor: PartName;
  /** What the ARN and the answers that a person gave stand for; left out where they stand for themselves. */
  choose?: (given: Given) => { chosen: Chosen } | { problem: ProblemCode; values: Record<string, string> };
  /** Questions of the wizard beyond source and reader. */
  asks: readonly QuestionName[];
  /** Values of a mapping's options that AWS does not take from such a source. */
  refuses?: Refused;
  /** What an inventory lists to see its wires. */
  lists: readonly string[];
  find: (index: Index) => Found[];
  /** What a mapping joins, in one account too; `null` for one that is no wire of this kind. */
  joins?: (pulse: Thing) => Chosen | null;
  /** Asked again after every round of reads, until it names nothing new. */
  parts: (seen: Seen) => Readonly<Record<PartName, NamedPart>>;
  needs: (view: View) => Need[];
  facts: Readonly<Partial<Record<FactCode, Fact>>>;
  /** What is checked before a plan may run, by the id of a need and the words of the check, in the order it is shown. */
  checks: readonly { need: string; as: CheckCode }[];
  /** Made in this order. Taken back: what is made in reverse, each after its own policies, then the other policies. */
  steps: readonly Step[];
  managed?: (view: View) => ManagedPolicy;
  /** Whose state and result are the wire's: the mapping, a pipe; `null` where nothing tells. */
  pulse: PartName | null;
  /** What a made part costs from then on. */
  costs?: (view: View, made: readonly PartName[]) => Message[];
  /** What stays as it is when a wire is made, and when it is taken away. */
  stays?: { made: (view: View, changes: readonly Making[]) => Message[]; removed: (view: View) => Message[] };
};
