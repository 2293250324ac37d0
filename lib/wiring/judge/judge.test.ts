import { describe, expect, it } from 'vitest';
import { judge, statementsOn } from '@/lib/trial/fixture/seed-view';
import {
  absent,
  at,
  consolePolicy,
  customerKey,
  encryptedSummary,
  ends,
  evidence,
  known,
  managedPolicy,
  refusedRead,
  roleEvidence,
  source,
} from '@/lib/trial/fixture/seed-wire';
import { lambdaTrust } from '@/lib/trial/sandbox/reader-role';
import { settle } from '../discover/settle';
import { kinesis } from '../kind/kinesis';
import type { Verdict } from '../need';
import type { EvidenceFields } from '../projection';
import type { Read } from '../read';
import type { KeyGrant } from '../resource/key-grant';
import type { Stream } from '../resource/kinesis';
import type { Key } from '../resource/kms';
import { resources } from '../resource/resources';
import type { Thing } from '../thing';
import { judge as judgeView } from './judge';

function verdicts(over: Partial<EvidenceFields>): Map<string, Verdict> {
  return new Map(judge(kinesis, ends, evidence(over)).map((verdict) => [verdict.need.id, verdict]));
}

function unmet(over: Partial<EvidenceFields>): string[] {
  return [...verdicts(over).values()]
    .filter((verdict) => verdict.state !== 'met')
    .map((verdict) => `${verdict.need.id} ${verdict.state}`);
}

const withPolicy = (edit: (text: string) => string): Partial<EvidenceFields> => ({
  source: known(source({ policy: known(edit(consolePolicy)) })),
});

const inline = (statement: object) => ({
  name: 'inline',
  arn: null,
  document: known(JSON.stringify({ Version: '2012-10-17', Statement: statement })),
});

const ofAnother: KeyGrant = {
  id: 'g',
  name: 'theirs',
  granteePrincipal: 'arn:aws:iam::888800008888:role/other',
  operations: ['Decrypt'],
  encryptionContext: {},
};

/** Denies everybody but one. */
const allBut = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Deny',
    Principal: '*',
    Action: 'kinesis:*',
    Resource: ends.sourceArn,
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': ends.roleArn } },
  },
};

const complete = (text: string) => text.replace('"Action":[', '"Action":["kinesis:DescribeStream",');
const resourceNeeds = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'];

describe('a wire', () => {
  it('with the policy of the console’s visual editor lacks exactly DescribeStream on the stream', () => {
    expect(unmet({})).toEqual(['producer:resource-policy:kinesis:DescribeStream missing']);
  });

  it('with all five actions lacks nothing', () => {
    expect(unmet(withPolicy(complete))).toEqual([]);
  });

  it('quotes the statement that grants', () => {
    const verdict = verdicts({}).get('producer:resource-policy:kinesis:GetRecords');
    expect(verdict?.statement).toMatchObject({ policy: 'resource-policy', sid: 'readOnly' });
    expect(verdict?.statement?.text).toContain('"Sid":"readOnly"');
  });

  it('quotes the policy of the role that grants', () => {
    const verdict = verdicts({}).get('consumer:identity-policy:kinesis:GetRecords');
    expect(verdict?.statement?.policy).toBe('AWSLambdaKinesisExecutionRole');
  });

  it('without any policy on the stream lacks all five there', () => {
    expect(unmet({ source: known(source({ policy: absent })) })).toEqual(
      resourceNeeds.map((action) => `producer:resource-policy:kinesis:${action} missing`),
    );
  });

  it('shared with the reader’s whole account is granted', () => {
    const root = (text: string) => complete(text).replace(/"AWS":"[^"]+"/, '"AWS":"arn:aws:iam::888800008888:root"');
    expect(unmet(withPolicy(root))).toEqual([]);
  });

  it('shared with another role is not granted', () => {
    const other = (text: string) =>
      complete(text).replace(/"AWS":"[^"]+"/, '"AWS":"arn:aws:iam::888800008888:role/other"');
    expect(unmet(withPolicy(other))).toHaveLength(5);
  });

  it('whose grant names a deleted role says that the grant is dead', () => {
    const dead = (text: string) => complete(text).replace(/"AWS":"[^"]+"/, '"AWS":"AROAOLDOLDOLDOLDOLD1"');
    const verdict = verdicts(withPolicy(dead)).get('producer:resource-policy:kinesis:GetRecords');
    expect(verdict).toMatchObject({
      state: 'missing',
      because: { key: 'verdict.dead-principal', values: { principal: 'AROAOLDOLDOLDOLDOLD1' } },
    });
  });

  it('whose role has nothing lacks six rights to read and three to log', () => {
    const lacking = unmet({ ...withPolicy(complete), role: roleEvidence({ attached: known([]) }) });
    expect(lacking.filter((line) => line.includes('kinesis:'))).toHaveLength(6);
    expect(lacking.filter((line) => line.includes('logs:'))).toHaveLength(3);
  });

  it('with least privilege on this stream only is granted', () => {
    const own = statementsOn(kinesis, ends, evidence(), 'abcdef012345', 'role');
    const role = roleEvidence({ attached: known([]), inline: known([inline(own)]) });
    expect(unmet({ ...withPolicy(complete), role })).toEqual([]);
  });

  it('with rights on another stream is not', () => {
    const own = JSON.parse(
      JSON.stringify(statementsOn(kinesis, ends, evidence(), 'abcdef012345', 'role')).replaceAll(
        'kds-sharing-example1',
        'other',
      ),
    );
    const role = roleEvidence({ attached: known([]), inline: known([inline(own)]) });
    expect(unmet({ ...withPolicy(complete), role })).toHaveLength(5);
  });

  it('with an explicit deny is denied, and the statement is quoted', () => {
    const deny = inline({ Sid: 'No', Effect: 'Deny', Action: 'kinesis:GetRecords', Resource: '*' });
    const verdict = verdicts({ role: roleEvidence({ inline: known([deny]) }) }).get(
      'consumer:identity-policy:kinesis:GetRecords',
    );
    expect(verdict).toMatchObject({ state: 'denied', statement: { sid: 'No' } });
  });

  it('with a permissions boundary that leaves Kinesis out is denied', () => {
    const boundary = known('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}');
    const denied = unmet({ ...withPolicy(complete), role: roleEvidence({ boundary }) });
    expect(denied).toHaveLength(6);
    expect(denied.every((line) => line.endsWith('denied'))).toBe(true);
  });

  it('whose stream denies a canonical user id depends: nothing tells whose account that is', () => {
    const denied = withPolicy((text) => {
      const policy = JSON.parse(complete(text));
      const [first] = policy.Statement;
      policy.Statement.push({ ...first, Sid: 'Who', Effect: 'Deny', Principal: { CanonicalUser: '79a59df9' } });
      return JSON.stringify(policy);
    });
    const verdict = verdicts(denied).get('producer:resource-policy:kinesis:GetRecords');
    expect(verdict).toMatchObject({ state: 'depends', code: 'depends-unsaid', statement: { sid: 'Who' } });
  });

  it('shared with a session named as the function depends: AWS names its sessions as it likes', () => {
    const session = `arn:aws:sts::888800008888:assumed-role/${ends.roleArn.split('/').at(-1)}/kds-reader1`;
    const named = (text: string) => complete(text).replace(/"AWS":"[^"]+"/, `"AWS":"${session}"`);
    expect(unmet(withPolicy(named))).toEqual(
      resourceNeeds.map((action) => `producer:resource-policy:kinesis:${action} depends`),
    );
  });

  describe('shared for a time', () => {
    const during = (Condition: object) =>
      withPolicy((text) => {
        const policy = JSON.parse(complete(text));
        for (const statement of policy.Statement) statement.Condition = Condition;
        return JSON.stringify(policy);
      });
    const readAt = Date.parse(at);
    const second = (after: number) => Math.floor(readAt / 1000) + after;
    const day = (after: number) => new Date(readAt + after * 86_400_000).toISOString();
    const onStream = (over: Partial<EvidenceFields>) =>
      verdicts(over).get('producer:resource-policy:kinesis:GetRecords');

    it.each([
      ['that is over', { DateLessThan: { 'aws:CurrentTime': day(-1) } }],
      ['that is over, in seconds', { NumericLessThan: { 'aws:EpochTime': second(-10) } }],
      ['that has not begun', { DateGreaterThan: { 'aws:CurrentTime': day(1) } }],
    ])('%s is missing', (_, condition) => {
      expect(onStream(during(condition))).toMatchObject({ state: 'missing', code: 'not-in-resource-policy' });
    });

    it.each([
      ['that ends', { DateLessThan: { 'aws:CurrentTime': day(1) } }],
      [
        'that has begun and ends',
        { DateGreaterThan: { 'aws:CurrentTime': day(-1) }, DateLessThan: { 'aws:CurrentTime': day(1) } },
      ],
    ])('%s is met until then', (_, condition) => {
      expect(onStream(during(condition))).toMatchObject({
        state: 'met',
        code: 'granted-until',
        because: { values: { until: day(1) } },
      });
    });

    it('that has begun and does not end is met', () => {
      expect(onStream(during({ DateGreaterThan: { 'aws:CurrentTime': day(-1) } }))?.code).toBe(
        'granted-in-resource-policy',
      );
    });

    it('and denied after another is met until the Deny begins', () => {
      const denied = withPolicy((text) => {
        const policy = JSON.parse(complete(text));
        const [first] = policy.Statement;
        policy.Statement.push({
          ...first,
          Sid: 'Later',
          Effect: 'Deny',
          Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': day(2) } },
        });
        return JSON.stringify(policy);
      });
      expect(onStream(denied)?.because).toMatchObject({ key: 'verdict.granted-until', values: { until: day(2) } });
    });

    it('by the role’s own policies and its trust is told as well', () => {
      const Condition = { DateLessThan: { 'aws:CurrentTime': day(1) } };
      const open = inline({ Effect: 'Allow', Action: ['kinesis:*', 'logs:*'], Resource: '*', Condition });
      const trust = JSON.parse(lambdaTrust);
      trust.Statement[0].Condition = Condition;
      const itself = known({ uniqueId: 'AROAX', createdAt: '', trustPolicy: JSON.stringify(trust), boundaryArn: null });
      const judged = verdicts({ role: roleEvidence({ role: itself, attached: known([]), inline: known([open]) }) });
      expect(judged.get('consumer:identity-policy:kinesis:GetRecords')?.code).toBe('granted-until');
      expect(judged.get('consumer:trust-policy:sts:AssumeRole')?.code).toBe('granted-until');
    });
  });

  describe('shared with roles of a tag', () => {
    const tagged = withPolicy((text) => {
      const policy = JSON.parse(complete(text));
      for (const statement of policy.Statement) {
        statement.Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
      }
      return JSON.stringify(policy);
    });
    const state = (tags?: Record<string, string>) => {
      const itself = { uniqueId: 'AROAX', createdAt: '', trustPolicy: lambdaTrust, boundaryArn: null };
      const role = roleEvidence({ role: known(tags ? { ...itself, tags } : itself) });
      return verdicts({ ...tagged, role }).get('producer:resource-policy:kinesis:GetRecords')?.state;
    };

    it.each([
      ['is met where the role has it', { Team: 'blue' }, 'met'],
      ['is missing where it has another value', { team: 'red' }, 'missing'],
      ['is missing where the role has no such tag', { stage: 'blue' }, 'missing'],
      ['is missing where the role has no tags', {}, 'missing'],
      ['depends where its tags were not read', undefined, 'depends'],
    ])('%s', (_, tags, expected) => {
      expect(state(tags)).toBe(expected);
    });
  });

  describe('whose stream denies all but some', () => {
    const allBut = (...AWS: string[]) =>
      withPolicy((text) => {
        const policy = JSON.parse(complete(text));
        policy.Statement.push({
          Sid: 'Rest',
          Effect: 'Deny',
          NotPrincipal: { AWS },
          Action: 'kinesis:*',
          Resource: '*',
        });
        return JSON.stringify(policy);
      });
    const { roleArn } = ends;
    const root = 'arn:aws:iam::888800008888:root';
    const session = (name: string) => `arn:aws:sts::888800008888:assumed-role/${roleArn.split('/').at(-1)}/${name}`;
    const everywhere = known('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
    const bounded = known({ uniqueId: 'AROAX', createdAt: '', trustPolicy: lambdaTrust, boundaryArn: 'arn:b' });
    const onStream = (over: Partial<EvidenceFields>) =>
      verdicts(over).get('producer:resource-policy:kinesis:GetRecords')?.state;

    it('but the role alone is denied: its sessions and its account are not listed', () => {
      expect(onStream(allBut(roleArn))).toBe('denied');
    });

    it('but the role and the owner’s account is denied', () => {
      expect(onStream(allBut(roleArn, 'arn:aws:iam::999900009999:root'))).toBe('denied');
    });

    it('but the role and its account is denied', () => {
      expect(onStream(allBut(roleArn, root))).toBe('denied');
    });

    it('but everybody is not', () => {
      expect(onStream(allBut('*'))).toBe('met');
    });

    it('but everybody is denied where the role has a permissions boundary', () => {
      expect(onStream({ ...allBut('*'), role: roleEvidence({ boundary: everywhere }) })).toBe('denied');
    });

    it('but everybody is denied where the boundary may not be read', () => {
      const role = roleEvidence({ role: bounded, boundary: refusedRead('iam:GetPolicyVersion') });
      expect(onStream({ ...allBut('*'), role })).toBe('denied');
    });

    it('but everybody is unknown where nobody may read whether the role has a boundary', () => {
      const hidden = refusedRead('iam:GetRole');
      const role = roleEvidence({ role: hidden, boundary: hidden });
      const verdict = verdicts({ ...allBut('*'), role }).get('producer:resource-policy:kinesis:GetRecords');
      expect(verdict).toMatchObject({ state: 'unknown', unread: { action: 'iam:GetRole' } });
      expect(onStream({ ...withPolicy(complete), role })).toBe('met');
      expect(onStream({ ...allBut(roleArn), role })).toBe('denied');
    });

    it('but the role, its account and a session depends: nobody knows how AWS names its own', () => {
      const verdict = verdicts(allBut(roleArn, root, session('kds-reader1'))).get(
        'producer:resource-policy:kinesis:GetRecords',
      );
      expect(verdict).toMatchObject({ state: 'depends', dependsOn: ['aws:userid'] });
    });

    it('with a wildcard for its sessions is denied: such is no wildcard there', () => {
      expect(onStream(allBut(roleArn, root, session('*')))).toBe('denied');
    });
  });

  it.each(['aws:SourceAccount', 'aws:SourceArn'])(
    'shared on condition of %s lacks all five: no role sends it',
    (key) => {
      const shared = (text: string) => {
        const policy = JSON.parse(complete(text));
        for (const statement of policy.Statement) statement.Condition = { StringEquals: { [key]: '888800008888' } };
        return JSON.stringify(policy);
      };
      expect(unmet(withPolicy(shared))).toEqual(
        resourceNeeds.map((action) => `producer:resource-policy:kinesis:${action} missing`),
      );
    },
  );

  it('with a condition on a key that the poller may not send depends on it', () => {
    const allow = inline({
      Effect: 'Allow',
      Action: ['kinesis:*', 'logs:*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    });
    const role = roleEvidence({ attached: known([]), inline: known([allow]) });
    expect(verdicts({ role }).get('consumer:identity-policy:kinesis:GetRecords')).toMatchObject({
      state: 'depends',
      dependsOn: ['aws:SourceVpc'],
    });
  });
});

describe('what could not be read', () => {
  it('leaves every verdict on the role’s policies unknown and names the read', () => {
    const role = roleEvidence({ attached: refusedRead('iam:ListAttachedRolePolicies') });
    const judged = verdicts({ ...withPolicy(complete), role });
    const identity = [...judged.values()].filter((verdict) => verdict.need.id.startsWith('consumer:identity-policy'));
    expect(identity.map((verdict) => verdict.state)).toEqual(identity.map(() => 'unknown'));
    expect(identity[0]?.unread?.action).toBe('iam:ListAttachedRolePolicies');
    expect(judged.get('producer:resource-policy:kinesis:GetRecords')?.state).toBe('met');
  });

  it('is unknown even when a policy that was read allows: the unread one may deny', () => {
    const unread = { name: 'hidden', arn: null, document: refusedRead('iam:GetRolePolicy') };
    const role = roleEvidence({ attached: known([managedPolicy]), inline: known([unread]) });
    expect(verdicts({ role }).get('consumer:identity-policy:kinesis:GetRecords')?.state).toBe('unknown');
  });

  it('does not hide an explicit deny that was read', () => {
    const deny = inline({ Effect: 'Deny', Action: 'kinesis:GetRecords', Resource: '*' });
    const role = roleEvidence({ attached: refusedRead('iam:ListAttachedRolePolicies'), inline: known([deny]) });
    expect(verdicts({ role }).get('consumer:identity-policy:kinesis:GetRecords')?.state).toBe('denied');
  });

  it('on the stream’s side leaves the resource rows unknown', () => {
    const policy = refusedRead('kinesis:GetResourcePolicy');
    const lines = unmet({ source: known(source({ policy })) });
    expect(lines).toEqual(resourceNeeds.map((action) => `producer:resource-policy:kinesis:${action} unknown`));
  });

  it('is not guessed from a policy that does not parse', () => {
    expect(unmet(withPolicy(() => '{"Statement":['))).toEqual(
      resourceNeeds.map((action) => `producer:resource-policy:kinesis:${action} unknown`),
    );
  });
});

describe('a role that only its function names', () => {
  const refused = refusedRead('lambda:GetFunctionConfiguration');
  const named = (text: string) =>
    complete(text).replace(/"AWS":"[^"]+"/, '"AWS":"arn:aws:iam::888800008888:role/other"');
  const withKey = (over: Partial<Key>) =>
    source({
      policy: known(complete(consolePolicy)),
      summary: known(encryptedSummary),
      key: known({ ...customerKey, ...over }),
    });

  /** Each need by the policy that must give it. */
  function told(read: Read<Stream>, reader: Read<Thing> = refused): Map<string, Verdict> {
    const view = settle(
      resources,
      kinesis,
      { source: ends.sourceArn, reader: ends.functionArn },
      { others: known({ wires: [], unseen: [] }), ours: [] },
      (name): Read<Thing> => (name === 'source' ? read : name === 'reader' ? reader : absent),
    );
    return new Map(judgeView(resources, kinesis, view).map((verdict) => [verdict.need.id, verdict]));
  }

  const onStream = 'producer:resource-policy:kinesis:GetRecords';
  const onKey = 'producer:key-policy:kms:Decrypt';

  it.each<[string, string, Read<Stream>]>([
    ['that lets it in', onStream, known(source({ policy: known(complete(consolePolicy)) }))],
    ['that lets another in', onStream, known(source({ policy: known(named(consolePolicy)) }))],
    [
      'that names one that is gone',
      onStream,
      known(source({ policy: known(consolePolicy.replace(/"AWS":"[^"]+"/, '"AWS":"AROAOLDOLDOLDOLDOLD1"')) })),
    ],
    ['that denies all but one', onStream, known(source({ policy: known(JSON.stringify(allBut)) }))],
    ['of the key', onKey, known(withKey({}))],
    ['of the key beside grants', onKey, known(withKey({ grants: known([ofAnother]) }))],
  ])('is not said to be shut out by a policy %s', (_, id, read) => {
    const verdict = told(read).get(id);
    expect(verdict).toMatchObject({ state: 'unknown', code: 'read-refused' });
    expect(verdict?.unread?.action).toBe('lambda:GetFunctionConfiguration');
  });

  it.each<[string, Read<Thing>]>([
    ['failed', { state: 'failed', message: 'timed out', at: '' }],
    ['is under way', { state: 'pending' }],
  ])('is unknown as well while that read %s', (_, reader) => {
    expect(told(known(source()), reader).get(onStream)).toMatchObject({ state: 'unknown', code: 'read-failed' });
  });

  it('is told apart from a stream without a policy, which lets nobody in', () => {
    expect(told(known(source({ policy: absent }))).get(onStream)).toMatchObject({
      state: 'missing',
      code: 'no-policy',
    });
  });

  it('lacks what is not there where the function is gone', () => {
    expect(told(known(source()), absent).get(onStream)?.state).toBe('missing');
  });
});

describe('facts', () => {
  it.each([
    ['an encrypted stream with the AWS managed key can never be shared', 'alias/aws/kinesis', 'denied'],
    ['the same by its alias ARN', 'arn:aws:kms:us-east-1:999900009999:alias/aws/kinesis', 'denied'],
    ['another key that could not be read', 'arn:aws:kms:us-east-1:999900009999:key/0a1b', 'unknown'],
  ])('%s', (_, keyId, state) => {
    const summary = known({
      openShards: 1,
      retentionHours: 24,
      consumers: 0,
      encryption: { type: 'KMS' as const, keyId },
    });
    const key = refusedRead('kms:DescribeKey');
    expect(verdicts({ source: known(source({ summary, key })) }).get('readable-encryption')?.state).toBe(state);
  });

  it('two Regions can never be joined', () => {
    const far = { ...ends, functionArn: ends.functionArn.replace('us-east-1', 'ap-northeast-1') };
    const judged = judge(kinesis, far, evidence());
    expect(judged.find((verdict) => verdict.need.id === 'same-region')?.state).toBe('denied');
  });
});

describe('the trust policy', () => {
  const trusted = (trustPolicy: string) =>
    verdicts({
      role: roleEvidence({ role: known({ uniqueId: 'AROAX', createdAt: '', trustPolicy, boundaryArn: null }) }),
    }).get('consumer:trust-policy:sts:AssumeRole');

  it('that lets Lambda in is met', () => {
    expect(trusted(lambdaTrust)?.state).toBe('met');
  });

  it('for another service is missing', () => {
    expect(trusted(lambdaTrust.replace('lambda', 'ec2'))?.state).toBe('missing');
  });

  it.each([
    ['kds-reader1', 'depends'],
    ['awslambda_*', 'depends'],
    ['*', 'met'],
  ])('that demands the session name %s: %s', (name, state) => {
    const demanding = JSON.parse(lambdaTrust);
    demanding.Statement[0].Condition = { StringLike: { 'sts:RoleSessionName': name } };
    expect(trusted(JSON.stringify(demanding))?.state).toBe(state);
  });

  it('that demands a source identity is missing, since Lambda sends none', () => {
    const demanding = JSON.parse(lambdaTrust);
    demanding.Statement[0].Condition = { StringLike: { 'sts:SourceIdentity': '*' } };
    expect(trusted(JSON.stringify(demanding))).toMatchObject({
      state: 'missing',
      because: { key: 'verdict.trust-demands' },
    });
  });
});
