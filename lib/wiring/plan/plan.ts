import type { Call } from '../call/calls';
import type { Half, MappingSettings } from '../inventory';
import type { Verdict } from '../need';
import type { Said } from '../said';

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
  title: Said;
  undo: Said;
  call: Call;
  diff?: StatementDiff;
  /** What a person should know of this change before it is made. */
  notes?: Said[];
  /** The same as one `aws` command. */
  command: string;
  /** Ids of the verdicts that this change turns to `met`. */
  answers: string[];
};

/** Something looked at before a plan may run. */
export type PreCheck = { id: string; state: 'passed' | 'failed' | 'unknown'; title: Said; cause?: Said };

export type Plan = {
  id: string;
  purpose: 'wire' | 'remove';
  kind: string;
  wireId: string;
  createdAt: string;
  /** The stream, and the registered consumer where the kind has one. */
  source: { connection: string; arn: string; consumerName?: string };
  reader: { connection: string; functionArn: string; roleArn: string };
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
  keeps: Said[];
  /** What it will cost from then on, and whom. */
  costs: Said[];
};

/** How the role gets its right: `managed` attaches AWS's managed policy, `least` adds an inline policy. */
export type RoleGrant = 'managed' | 'least';

/** How a customer managed key is opened to the role: by a statement in its policy, or by a grant. */
export type KeyShare = 'policy' | 'grant';

export type PlanRequest = {
  kind: string;
  /** A stream, or one of its registered consumers. `consumerName`: which consumer to use or to register. */
  source: { connection: string; arn: string; consumerName?: string };
  reader: { connection: string; functionArn: string };
  settings?: Partial<MappingSettings>;
  roleGrant?: RoleGrant;
  keyGrant?: KeyShare;
};
