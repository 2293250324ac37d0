import { describe, expect, it } from 'vitest';
import { parsePolicy } from '@/lib/policy/document';
import { resourceSide, sessionAsks } from './session-question';

const roleArn = 'arn:aws:iam::888800008888:role/reader';
const stream = 'arn:aws:kinesis:us-east-1:999900009999:stream/orders';

/** What a key policy with one condition says to a reader whose records Kinesis decrypts. */
function decided(Condition: object): string {
  const statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'kms:Decrypt', Resource: '*', Condition };
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }));
  if (!parsed.ok) throw new Error(parsed.problem.key);
  const question = sessionAsks(
    { roleArn, region: 'us-east-1' },
    'kms:Decrypt',
    { arn: 'arn:aws:kms:us-east-1:999900009999:key/1', accountId: '999900009999' },
    { 'kms:EncryptionContext:aws:kinesis:arn': stream },
  );
  return resourceSide(question, { name: 'key-policy', document: parsed.document }, 'key').decision;
}

describe('the encryption context that is sent', () => {
  it.each([
    ['a value', { StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': stream } }, 'allow'],
    ['another value', { StringEquals: { 'kms:EncryptionContext:aws:kinesis:arn': `${stream}2` } }, 'deny'],
    ['a key that is not in it', { StringEquals: { 'kms:EncryptionContext:team': 'blue' } }, 'deny'],
    ['that a key is not in it', { Null: { 'kms:EncryptionContext:team': 'true' } }, 'allow'],
    ['its keys', { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:kinesis:arn'] } }, 'allow'],
    ['one of its keys', { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['aws:kinesis:arn'] } }, 'allow'],
    ['other keys', { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['team'] } }, 'deny'],
    ['a key that it does not tell of', { StringEquals: { 'kms:RequestAlias': 'alias/orders' } }, 'depends'],
  ])('decides a condition on %s', (_, condition, expected) => {
    expect(decided(condition)).toBe(expected);
  });
});
