import { futureStreamArn, tableName, unknownLabel, withoutLabel } from '../resource/dynamodb-arn';
import type { ViewType } from '../resource/view-type';
import type { ArnReading, CallType, Option, Output } from './call';
import { replaced, statementsLeft, statementsTaken } from './policy';

/** `revision`: that of the policy that is replaced, for whoever runs the command by hand. */
type PutPolicy = { streamArn: string; policy: string; expected: string | null; revision: string | null };
type DeletePolicy = { streamArn: string; expected: string; revision: string | null };

/** Switches a table's stream on; or the very stream that `off` names, off. */
type Update = { tableArn: string; viewType: ViewType; off?: string };

type Policy = Pick<DeletePolicy, 'streamArn'> & { expected: string | null; policy?: string };

const streamArn: Output = {
  placeholder: unknownLabel,
  foretold: /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/\{label\}$/,
  variable: 'STREAM_ARN',
  meaning: 'the ARN of the table’s stream',
};

const resourcePolicy = {
  values: ({ streamArn: arn }: Policy) => ({ table: tableName(arn) }),
  document: replaced,
  ends: ({ streamArn: arn }: Policy) => ({ source: arn }),
  locks: ({ streamArn: arn }: Policy, _place: object, { stable }: ArnReading) => [stable(arn)],
  leaves: (input: Policy) => statementsLeft(input.streamArn, replaced(input)),
  takes: (input: Policy) => statementsTaken(input.streamArn, replaced(input)),
  namesPrincipals: true as const,
};

/** Nobody else’s policy is written over: `NO_POLICY` where there was none (wirings §0.4). */
function revisionOption({ expected, revision }: { expected: string | null; revision: string | null }): Option[] {
  if (expected === null) return [['expected-revision-id', 'NO_POLICY']];
  return revision === null ? [] : [['expected-revision-id', revision]];
}

const putResourcePolicy: CallType<PutPolicy> = {
  ...resourcePolicy,
  cli: (input) => ({
    verb: 'put-resource-policy',
    options: [['resource-arn', input.streamArn], ['policy', input.policy], ...revisionOption(input)],
  }),
  // CloudFormation writes it only together with the table whose stream it is on.
  template: () => ({ none: 'no-type' }),
};

const deleteResourcePolicy: CallType<DeletePolicy> = {
  ...resourcePolicy,
  cli: (input) => ({
    verb: 'delete-resource-policy',
    options: [['resource-arn', input.streamArn], ...revisionOption(input)],
  }),
  template: () => ({ none: 'removal' }),
};

const updateTable: CallType<Update> = {
  values: ({ tableArn, viewType }) => ({ table: tableName(tableArn), viewType }),
  lines: ({ viewType, off }) => (off ? [] : [{ name: 'streamViewType', value: viewType }]),
  ends: ({ tableArn }) => ({ source: tableArn }),
  // One name with the policy of whichever stream the table has.
  locks: ({ tableArn }) => [withoutLabel(futureStreamArn(tableArn))],
  leaves: ({ tableArn, off }, result) =>
    off ? [] : [{ on: result.streamArn ?? futureStreamArn(tableArn), name: tableName(tableArn) }],
  takes: ({ tableArn, off }) => (off ? [{ on: off, name: tableName(tableArn) }] : []),
  output: streamArn,
  // An undo switches a stream on again, under another ARN.
  outputs: ({ tableArn, off }, result) =>
    result.streamArn ? { [off ?? futureStreamArn(tableArn)]: result.streamArn } : {},
  cli: ({ tableArn, viewType, off }) => {
    const table: Option = ['table-name', tableName(tableArn)];
    if (off) return { verb: 'update-table', options: [table, ['stream-specification', 'StreamEnabled=false']] };
    return {
      verb: 'update-table',
      options: [table, ['stream-specification', `StreamEnabled=true,StreamViewType=${viewType}`]],
      keeps: 'TableDescription.LatestStreamArn',
      // Until then there is no stream that a policy could be put on.
      until: { verb: 'describe-table', options: [table], query: 'Table.TableStatus', is: 'ACTIVE' },
    };
  },
  template: ({ off }) => ({ none: off ? 'removal' : 'exists' }),
};

export const calls = {
  'dynamodb:UpdateTable': updateTable,
  'dynamodb:PutResourcePolicy': putResourcePolicy,
  'dynamodb:DeleteResourcePolicy': deleteResourcePolicy,
};
