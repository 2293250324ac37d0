import { beforeEach, describe, expect, test } from 'vitest';
import { owner, policyOf, readerArn, TableTrial, tableArn } from '@/lib/trial/sandbox/table-trial';

let trial: TableTrial;

beforeEach(async () => {
  trial = await TableTrial.open();
});

const invalid = 'ValidationException: One or more parameter values were invalid: ';

function put(Policy: string, more: object = {}) {
  return trial.asOwner('PutResourcePolicy', { ResourceArn: trial.streamArn, Policy, ...more });
}

function get(ResourceArn = trial.streamArn) {
  return trial.asOwner('GetResourcePolicy', { ResourceArn });
}

async function revision(answer: Promise<Record<string, unknown> | string>): Promise<string> {
  const given = await answer;
  if (typeof given === 'string') throw new Error(given);
  return String(given.RevisionId);
}

describe('the policy of a stream', () => {
  test('is kept as it was written, and arrives after a while', async () => {
    const text = policyOf().replaceAll(',', ' ,\n');
    const RevisionId = await revision(put(text));
    expect(RevisionId).toMatch(/^\d{13}$/);
    expect(await get()).toMatch(/^PolicyNotFoundException: /);
    expect(await trial.asReader('DescribeStream', { StreamArn: trial.streamArn })).toMatch(
      /^AccessDeniedException: .* because no resource-based policy allows the dynamodb:DescribeStream action$/,
    );
    trial.staged.pass(10);
    expect(await get()).toEqual({ Policy: text, RevisionId });
    expect(await trial.asReader('DescribeStream', { StreamArn: trial.streamArn })).toHaveProperty('StreamDescription');
  });

  test('says nothing about the table, nor the table’s about the stream', async () => {
    await put(policyOf({ Action: 'dynamodb:*' }));
    const Policy = policyOf({ Action: 'dynamodb:*', Resource: [tableArn, `${tableArn}/stream/*`] });
    await trial.asOwner('PutResourcePolicy', { ResourceArn: tableArn, Policy });
    trial.staged.pass(20);
    await trial.asOwner('DeleteResourcePolicy', { ResourceArn: trial.streamArn });
    trial.staged.pass(20);
    expect(await trial.asReader('DescribeStream', { StreamArn: trial.streamArn })).toMatch(/^AccessDeniedException/);
    expect(await get(tableArn)).toMatchObject({ Policy });
  });

  test('goes with its stream: a new one has none', async () => {
    await put(policyOf());
    trial.staged.pass(20);
    await trial.switchStream(false);
    const remade = await trial.switchStream(true);
    expect(await get(remade)).toMatch(/^PolicyNotFoundException/);
    expect(await get()).toHaveProperty('Policy');
  });

  test('shows the unique id of a role that is gone, and lets one of its name not in', async () => {
    await put(policyOf());
    const RoleName = 'CrossAccountStreamProcessor';
    const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole';
    await trial.asOther('iam:DetachRolePolicy', { RoleName, PolicyArn });
    await trial.asOther('iam:DeleteRole', { RoleName });
    trial.staged.pass(20);
    expect(await get()).toMatchObject({ Policy: expect.stringMatching(/"AWS":"AROA[A-Z0-9]{17}"/) });
  });
});

describe('a second write', () => {
  test('is refused for 15 seconds, unless it changes nothing', async () => {
    const RevisionId = await revision(put(policyOf()));
    expect(await put(policyOf())).toEqual({ RevisionId });
    expect(await put(policyOf({ Sid: 'Other' }))).toMatch(/^ResourceInUseException: .* blocked for 15 seconds/);
    expect(await trial.asOwner('DeleteResourcePolicy', { ResourceArn: trial.streamArn })).toMatch(
      /^ResourceInUseException: /,
    );
    trial.staged.pass(15);
    expect(await revision(put(policyOf({ Sid: 'Other' })))).not.toBe(RevisionId);
  });

  test('is held against the revision that it expects, seen by others or not', async () => {
    const first = await revision(put(policyOf(), { ExpectedRevisionId: 'NO_POLICY' }));
    trial.staged.pass(20);
    const stale = /^PolicyNotFoundException: /;
    expect(await put(policyOf({ Sid: 'A' }), { ExpectedRevisionId: 'NO_POLICY' })).toMatch(stale);
    const second = await revision(put(policyOf({ Sid: 'B' }), { ExpectedRevisionId: first }));
    expect(await put(policyOf({ Sid: 'C' }), { ExpectedRevisionId: first })).toMatch(stale);
    trial.staged.pass(20);
    const remove = (ExpectedRevisionId?: string) =>
      trial.asOwner('DeleteResourcePolicy', { ResourceArn: trial.streamArn, ExpectedRevisionId });
    expect(await remove(first)).toMatch(stale);
    expect(await remove(second)).toEqual({ RevisionId: second });
    expect(await remove()).toEqual({ RevisionId: undefined });
    expect(await remove(second)).toMatch(stale);
  });
});

describe('a policy is refused', () => {
  const document = `${invalid}Invalid policy document: `;
  test.each([
    [
      'that names ListStreams',
      policyOf({ Action: ['dynamodb:DescribeStream', 'dynamodb:ListStreams'] }),
      `${document}The following action names are invalid: "dynamodb:ListStreams"`,
    ],
    [
      'for a role that is not there',
      policyOf({ Principal: { AWS: `${readerArn}Two` } }),
      `${invalid}Invalid principal in policy document`,
    ],
    [
      'for a service',
      policyOf({ Principal: { Service: 'lambda.amazonaws.com' } }),
      `${document}Policy contains invalid service principal`,
    ],
    ['for everybody', policyOf({ Principal: '*' }), `${document}The policy grants public access`],
    ['for another stream', policyOf({ Resource: `${tableArn}/stream/2020` }), `${document}The Resource of every`],
    ['of more than 20 KB with its white space', policyOf() + ' '.repeat(20_480), `${document}The size of the policy`],
    ['that is no JSON', 'allow all', `${document}The policy is not valid JSON`],
  ])('%s', async (_, text, refusal) => {
    expect(await put(text)).toEqual(expect.stringContaining(refusal));
  });

  test('on a table when it names what is asked of streams', async () => {
    const answer = await trial.asOwner('PutResourcePolicy', { ResourceArn: tableArn, Policy: policyOf() });
    const names = '"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"';
    expect(answer).toBe(`${document}The following action names are invalid: ${names}`);
  });

  test('for a role too young to be known, and taken a little later', async () => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await trial.asOther('iam:CreateRole', { RoleName: 'young', AssumeRolePolicyDocument });
    const text = policyOf({ Principal: { AWS: 'arn:aws:iam::888800008888:role/young' } });
    expect(await put(text)).toBe(`${invalid}Invalid principal in policy document`);
    trial.staged.pass(20);
    expect(await put(text)).toHaveProperty('RevisionId');
  });

  test('that locks its writer out, unless that is confirmed', async () => {
    const lock = { Effect: 'Deny', Principal: { AWS: owner }, Action: 'dynamodb:PutResourcePolicy' };
    expect(await put(policyOf(lock))).toBe(
      'ValidationException: The new resource policy will not allow you to update the resource policy in the future',
    );
    expect(await put(policyOf(lock), { ConfirmRemoveSelfResourceAccess: true })).toHaveProperty('RevisionId');
    trial.staged.pass(20);
    expect(await put(policyOf())).toMatch(
      /^AccessDeniedException: .* with an explicit deny in a resource-based policy/,
    );
  });

  test('on a stream that is being switched on, and on one that is not there', async () => {
    await trial.switchStream(false);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };
    const updated = await trial.asOwner('UpdateTable', { TableName: 'Orders', StreamSpecification });
    const { LatestStreamArn } = (updated as { TableDescription: { LatestStreamArn: string } }).TableDescription;
    const early = await put(policyOf(), { ResourceArn: LatestStreamArn });
    expect(early).toMatch(/^ResourceInUseException: .* Stream is being enabled/);
    trial.staged.pass(10);
    expect(await put(policyOf(), { ResourceArn: LatestStreamArn })).toHaveProperty('RevisionId');
    const ResourceArn = `${tableArn}/stream/2020-01-01T00:00:00.000`;
    expect(await put(policyOf(), { ResourceArn })).toBe(
      `ResourceNotFoundException: Requested resource not found: Stream: ${ResourceArn} not found`,
    );
  });
});
