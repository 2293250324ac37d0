import type { Half, MappingSettings } from './inventory';
import type { Verdict } from './need';
import type { Said } from './said';

export type Place = { connectionId: string; accountId: string; region: string };

/** Lines of a statement-level difference between two policies. */
export type StatementDiff = {
  kept: { sid: string | null; text: string }[];
  added: { sid: string | null; text: string }[];
  removed: { sid: string | null; text: string }[];
  changed: { sid: string | null; before: string; after: string }[];
};

export type Call =
  | { call: 'kinesis:PutResourcePolicy'; resourceArn: string; policy: string; expected: string | null }
  | { call: 'kinesis:DeleteResourcePolicy'; resourceArn: string; expected: string }
  | { call: 'iam:AttachRolePolicy'; roleName: string; policyArn: string }
  | { call: 'iam:DetachRolePolicy'; roleName: string; policyArn: string }
  | { call: 'iam:PutRolePolicy'; roleName: string; policyName: string; policy: string; expected: string | null }
  | { call: 'iam:DeleteRolePolicy'; roleName: string; policyName: string; expected: string }
  | { call: 'lambda:CreateEventSourceMapping'; sourceArn: string; functionArn: string; settings: MappingSettings }
  | {
      call: 'lambda:UpdateEventSourceMapping';
      uuid: string;
      functionArn: string;
      settings: MappingSettings;
      previous: MappingSettings;
    }
  | {
      call: 'lambda:DeleteEventSourceMapping';
      uuid: string;
      functionArn: string;
      sourceArn: string;
      settings: MappingSettings;
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
  source: { connection: string; arn: string };
  reader: { connection: string; functionArn: string; roleArn: string };
  settings: MappingSettings;
  /** How the role was to get its right, so that the plan can be made once more. */
  roleGrant?: 'managed' | 'least';
  verdicts: Verdict[];
  changes: Change[];
  checks: PreCheck[];
  /** A check failed in a way that no change of this plan mends. */
  blocked: boolean;
  /** Said of what stays as it is. */
  keeps: Said[];
};

export type PlanRequest = {
  kind: string;
  source: { connection: string; arn: string };
  reader: { connection: string; functionArn: string };
  settings?: Partial<MappingSettings>;
  /** How the role gets its right: `managed` attaches AWS's managed policy, `least` adds an inline policy. */
  roleGrant?: 'managed' | 'least';
};
