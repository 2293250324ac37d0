import { bench, describe } from 'vitest';
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document';
import { evaluate } from '@/lib/policy/evaluate';
import type { Policies, Question } from '@/lib/policy/question';
import { executionPolicy } from '@/lib/trial/fixture/seed-wire';

const roleArn = 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq';
const streamArn = 'arn:aws:kinesis:us-east-1:999900009999:stream/kds-sharing-example1';

const streamPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'StreamReadStatementIDa1b2c3',
      Effect: 'Allow',
      Principal: { AWS: [roleArn] },
      Action: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:ListShards',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
      ],
      Resource: streamArn,
    },
  ],
});

function parsed(text: string): PolicyDocument {
  const result = parsePolicy(text);
  if (!result.ok) throw new Error(result.problem.key);
  return result.document;
}

const question: Question = {
  principal: {
    type: 'session',
    arn: 'arn:aws:sts::888800008888:assumed-role/kds-reader1-role-q6zcv9kq/kds-reader1',
    roleArn,
    accountId: '888800008888',
  },
  action: 'kinesis:GetRecords',
  resource: { arn: streamArn, accountId: '999900009999' },
  context: { 'aws:RequestedRegion': 'us-east-1' },
  contextComplete: true,
};

const policies: Policies = {
  identity: [{ name: 'AWSLambdaKinesisExecutionRole', document: parsed(executionPolicy) }],
  resource: { name: 'resource-policy', document: parsed(streamPolicy) },
};

/** What one would write first: parse, make a regular expression of each pattern, look for a match. */
function naive(action: string, resource: string, principal: string, texts: readonly string[]): boolean {
  const matches = (patterns: string | string[], value: string) =>
    [patterns].flat().some((pattern) => {
      const escaped = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');
      return new RegExp(`^${escaped}$`, 'i').test(value);
    });
  return texts.every((text) => {
    const { Statement } = JSON.parse(text) as {
      Statement: { Action: string[]; Resource: string; Principal?: { AWS: string[] } }[];
    };
    return Statement.some(
      (statement) =>
        matches(statement.Action, action) &&
        matches(statement.Resource, resource) &&
        (!statement.Principal || statement.Principal.AWS.includes(principal)),
    );
  });
}

describe('one decision: may the role of kds-reader1 read kds-sharing-example1?', () => {
  bench('evaluate', () => {
    if (evaluate(question, policies).decision !== 'allow') throw new Error('not allowed');
  });

  bench('evaluate and explain every statement', () => {
    if (evaluate(question, policies).perPolicy.length !== 2) throw new Error('not explained');
  });

  bench('parse each time, a regular expression for each pattern', () => {
    if (!naive(question.action, streamArn, roleArn, [streamPolicy, executionPolicy])) throw new Error('not allowed');
  });
});

let made = 0;

/** A document of 200 statements that nobody has seen before, of which the last opens the stream. */
function fresh(principal: object): string {
  made += 1;
  const other = (index: number) => ({
    Sid: `Other${index}`,
    Effect: 'Allow',
    ...principal,
    Action: ['kinesis:GetRecords', 'kinesis:DescribeStream'],
    Resource: `${streamArn}-${index}`,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '888800008888' } },
  });
  const open = { Sid: 'Open', Effect: 'Allow', ...principal, Action: 'kinesis:*', Resource: streamArn };
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `fresh-${made}`,
    Statement: [...Array.from({ length: 199 }, (_, index) => other(index)), open],
  });
}

const asked = ['GetRecords', 'DescribeStream', 'GetShardIterator', 'ListShards', 'DescribeStreamSummary'];
const needs = [...asked, ...asked, ...asked, ...asked].map((name) => ({ ...question, action: `kinesis:${name}` }));

describe('twenty needs against documents of 200 statements that were just read', () => {
  bench('parse them once', () => {
    parsed(fresh({}));
    parsed(fresh({ Principal: { AWS: roleArn } }));
  });

  bench('parse them and judge', () => {
    const [identity, resource] = [fresh({}), fresh({ Principal: { AWS: roleArn } })];
    for (const need of needs) {
      const policies = {
        identity: [{ name: 'inline', document: parsed(identity) }],
        resource: { name: 'resource-policy', document: parsed(resource) },
      };
      if (evaluate(need, policies).decision !== 'allow') throw new Error('not allowed');
    }
  });
});
