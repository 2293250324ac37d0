import type { Call } from '../call/calls';
import type { CheckCode, Coded, StatusCode, VerdictCode } from '../code';
import type { Message } from '../message';
import type { ProblemCode } from '../problem';
import type { Read } from '../read';
import type { QuestionName } from '../setting/settings';
import type { PolicyText, Slot } from '../thing';
import type { Demanded } from './statement';

/** What a whole policy is replaced with, and what it was read as; `revision` where AWS keeps one. */
export type Replacement = { arn: string; before: string | null; after: string | null; revision?: string | null };

/**
 * How a document comes to say what a wire needs. AWS has three ways: it is written whole (some services compare a
 * revision), under names of its own beside others (policies of a role), or by single statements (grants on a key).
 */
export type Writing<T> = {
  whole?: {
    /** `after` is `null` where no statement is left; answers `null` where the document always keeps one. */
    call: (replacement: Replacement) => Call | null;
    /** What AWS takes in all, in bytes of UTF-8, blanks included. */
    mostBytes: number;
    /** What a statement names as `Resource`: the thing itself, or `*` where the document is on the thing alone. */
    resource: 'arn' | '*';
  };
  named?: {
    put: (arn: string, name: string, replacement: Omit<Replacement, 'arn'>) => Call;
    attach: (arn: string, policyArn: string) => Call;
    detach: (arn: string, policyArn: string) => Call;
  };
  single?: {
    create: (arn: string, name: string, demands: readonly Demanded[]) => Call;
    /** Those that stand there, by name and whom they let in. */
    standing(thing: T): Read<readonly Single[]>;
    revoke: (arn: string, single: Single) => Call;
  };
};

/** A statement of its own: a grant. `opens` tells whether it allows what is demanded. */
export type Single = { id: string; name: string | null; principal: string; opens: (demanded: Demanded) => boolean };

/** A policy of a thing: how it is read, judged, named and written. */
export type DocumentType<T> = {
  as: 'identity' | 'resource' | 'key' | 'trust' | 'boundary';
  /** How a verdict names it. Policies of a role have names of their own. */
  name: string;
  /** What there is of it, each list a read of its own: a role's attached policies and its inline ones. */
  texts(thing: T): readonly Read<readonly PolicyText[]>[];
  writing?: Writing<T>;
  /** Which question of the wizard decides between two ways of writing, and the answer that means singles. */
  choice?: { setting: QuestionName; single: string };
  /** The check that says it could not be read. */
  unread?: CheckCode;
  /** Why nobody is let in here who was let in elsewhere: `opened` are other things of this kind that the asker may use. */
  replacedBy?: {
    code: VerdictCode & StatusCode;
    values(thing: T, opened: readonly string[], asker: string): Message['values'] | null;
  };
};

/**
 * Why a document or a thing stays as it is when a wire is made or taken away, said of the thing. `unnamed`: of one of which
 * a read that gave nothing was to tell which it is.
 */
export type Kept = 'statements' | 'unread' | 'unnamed' | 'unparsed' | 'shared' | 'attached' | 'in-use' | 'of-others';

/** What a mapping, a pipe, or whatever else moves records says of itself, in the words that a status is made of. */
export type Pulse = (
  | { phase: 'changing' | 'paused' | 'unknown'; code: StatusCode; values?: Message['values'] }
  | { phase: 'running'; result: 'flowing' | 'idle' | 'failing' | 'problem' | 'unknown'; code: StatusCode }
) & {
  /** AWS's own words, by the names of their fields. */
  said?: { state: string; lastProcessingResult: string };
};

/** Which list of an inventory a thing is in, and how that list is called where its reading is told. */
export type Listing = { in: 'sources' | 'functions' | 'mappings' | 'things'; name: string };

/** One kind of thing in AWS. Methods take what its own reader gives. `Resource<T, Listing>` is one that is listed. */
export type Resource<T extends { arn: string }, Listed extends Listing | undefined = undefined> = {
  arn: {
    service: string;
    resource: RegExp;
    /** It names no Region. */
    everywhere?: true;
    /** What a planned ARN looks like, where it differs. */
    foretold?: RegExp;
  };
  /** Without its path, version or epoch. */
  name: (arn: string) => string;
  /** Without what changes when it is made again (an epoch, a label): what ids and locks are made of. */
  stable: (arn: string) => string;
  /** As AWS answers an ARN that a person gave. */
  given?: (arn: string) => string;
  /** The ARN of one of which nothing is known but where it is. */
  nameless: (place: { partition: string; accountId: string; region: string }) => string;
  /** The ARN of what it is part of, where its own tells that. */
  within?: (arn: string) => string;
  /** The ARN it will have, as a plan writes it before it is made. */
  foretold?: (by: Readonly<Record<string, string>>) => string;
  /** What an identity policy names, where that must be wider than the ARN that is asked for. */
  identityPattern?: (arn: string) => string;
  documents: Partial<Record<Slot, DocumentType<T>>>;
  /** Whether the thing itself could be read, where its parts are read apart. */
  ownRead?(thing: T): Read<unknown>;
  /** The id by which policies know one that was deleted: `AROA…`. */
  uniqueId?(thing: T): string | null;
  /** The tags that a session of it carries, all of them; `null` where they were not read. */
  sessionTags?(thing: T): Readonly<Record<string, string>> | null;
  /** What is said where AWS says that it is not there. */
  gone: (arn: string) => Coded<VerdictCode>;
  /** What a wire is called one of whose ends it is, and is not there. */
  endGone?: StatusCode;
  /** The problems with which a plan is refused while this end of the wire cannot be read. */
  problems?: Partial<Record<'absent' | 'refused' | 'failed', ProblemCode>>;
  /** The problem with which an undo is refused while others use it, or what it says. */
  inUse?: (arn: string) => { code: ProblemCode; values: Record<string, string> };
  /** When it was made, ISO: one that is seconds old may not be known to all of AWS yet. */
  madeAt?(thing: T): string | null;
  /** Where what it does is logged; by its name where it could not be read. */
  logGroup?(thing: T | null, arn: string): string;
  listing?: Listed;
  pulse?(thing: T): Pulse;
  kept?: Partial<Record<Kept, (arn: string, values: Record<string, string | number>) => Message>>;
  /** What a wire is called whose document of this thing does not let it in. */
  ungranted?: (arn: string) => Coded<StatusCode>;
};
