import type { Call } from '../call/calls';
import type { CheckCode } from '../code';
import type { Message } from '../message';
import type { Verdict } from '../need';
import type { Half } from '../part';
import type { PlanEnds } from '../projection';
import type { KeyShare, RoleGrant } from '../setting/granting';
import type { MappingSettings } from '../setting/settings';
import type { Chosen } from '../view';

export type Place = { connectionId: string; accountId: string; region: string };

/** Lines of a statement-level difference between two policies. */
export type StatementDiff = {
  kept: { sid: string | null; text: string }[];
  added: { sid: string | null; text: string }[];
  removed: { sid: string | null; text: string }[];
  changed: { sid: string | null; before: string; after: string }[];
};

/** One write to AWS. */
export type Change = {
  /** `1`, `2` … in the order they are made. */
  id: string;
  side: Half;
  place: Place;
  glyph: 'add' | 'change' | 'remove';
  title: Message;
  undo: Message;
  call: Call;
  diff?: StatementDiff;
  /** What a person should know of this change before it is made. */
  notes?: Message[];
  /** The same as one `aws` command. */
  command: string;
  /** Ids of the verdicts that this change turns to `met`. */
  answers: string[];
};

/** Something looked at before a plan may run. */
export type PreCheck = {
  /** Of its own among the checks of its plan. */
  id: string;
  /** What was looked at, for whatever reads it. Plans that were stored before have none. */
  code?: CheckCode;
  state: 'passed' | 'failed' | 'unknown';
  title: Message;
  cause?: Message;
};

export type Plan = PlanEnds & {
  id: string;
  purpose: 'wire' | 'remove';
  kind: string;
  wireId: string;
  createdAt: string;
  /** Everything that was chosen for it. Plans that were stored before there were parts have only their ends. */
  chosen?: Chosen;
  settings: MappingSettings;
  /** How the role and the key were to be opened, so that the plan can be made once more. */
  roleGrant?: RoleGrant;
  keyGrant?: KeyShare;
  verdicts: Verdict[];
  changes: Change[];
  checks: PreCheck[];
  /** A check failed in a way that no change of this plan mends. */
  blocked: boolean;
  /** Said of what stays as it is. */
  keeps: Message[];
  /** What it will cost from then on, and whom. */
  costs: Message[];
  /** The last run of it, by id, where it was applied: told when it is asked for, not stored. */
  run?: string;
};
