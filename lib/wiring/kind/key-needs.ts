import { arnOf } from '../arn';
import type { Need } from '../need';
import { statementSid } from '../plan/our-statements';
import type { Ends, PolicyStatement } from './kind';

const source = 'https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html';

/** Both stand in every request with which Kinesis decrypts for a reader (domain: wirings, KMS for K1/K2). */
function requestOf(ends: Ends): Record<string, string> {
  const { region } = arnOf(ends.sourceArn);
  return {
    'kms:ViaService': `kinesis.${region}.amazonaws.com`,
    'kms:EncryptionContext:aws:kinesis:arn': ends.sourceArn,
  };
}

function decrypt(ends: Ends, place: 'identity-policy' | 'key-policy', keyArn: string, former: boolean): Need {
  const side = place === 'key-policy' ? 'producer' : 'consumer';
  const suffix = former ? `:${keyArn.split('/').at(-1)}` : '';
  return {
    id: `${side}:${place}:kms:Decrypt${suffix}`,
    side,
    row: `kms:Decrypt${suffix}`,
    weight: former ? 'advised' : 'required',
    why: { key: former ? 'need.kms-Decrypt-former' : 'need.kms-Decrypt' },
    source,
    demand: {
      type: 'grant',
      place,
      principal: ends.roleArn,
      action: 'kms:Decrypt',
      resource: keyArn,
      context: { ...requestOf(ends), 'kms:CallerAccount': arnOf(ends.roleArn).accountId },
    },
  };
}

/** Both accounts must let the role decrypt: with the stream's key, and with those its older records are under. */
export function keyGrants(ends: Ends): Need[] {
  const both = (keyArn: string, former: boolean) => [
    decrypt(ends, 'key-policy', keyArn, former),
    decrypt(ends, 'identity-policy', keyArn, former),
  ];
  const present = ends.keyArn === null ? [] : both(ends.keyArn, false);
  return [...present, ...ends.formerKeyArns.flatMap((keyArn) => both(keyArn, true))];
}

/** The statement for the key's policy (domain: wirings, sample documents). */
export function keyStatement(ends: Ends, wireId: string): PolicyStatement {
  return {
    Sid: statementSid(wireId, 'Decrypt'),
    Effect: 'Allow',
    Principal: { AWS: ends.roleArn },
    Action: 'kms:Decrypt',
    Resource: '*',
    Condition: { StringEquals: requestOf(ends) },
  };
}

/** The same as a grant, which can hold the encryption context and nothing else. */
export function keyGrant(ends: Ends) {
  return { operations: ['Decrypt'], encryptionContext: { 'aws:kinesis:arn': ends.sourceArn } };
}

/** The role's half. */
export function keyRoleStatements(ends: Ends): PolicyStatement[] {
  const keys = [...(ends.keyArn === null ? [] : [ends.keyArn]), ...ends.formerKeyArns];
  const [only] = keys;
  if (only === undefined) return [];
  return [
    {
      Sid: 'DecryptStream',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: keys.length === 1 ? only : keys,
      Condition: { StringEquals: requestOf(ends) },
    },
  ];
}
