import { describe, expect, it } from 'vitest';
import { awsServices } from '@/lib/aws/aws-services';
import { aConnection } from '@/lib/trial/fixture/a-connection';
import { assumeRoleInput, renewing } from './credentials';
import { openSession, ReadOnlyConnection } from './open-session';

const connection = aConnection({ regions: ['eu-west-1'] });

function assumer(now: () => number) {
  let asked = 0;
  const assume = async () => {
    asked += 1;
    return { accessKeyId: `key-${asked}`, secretAccessKey: 's', expiration: new Date(now() + 3_600_000) };
  };
  return { assume, asked: () => asked };
}

describe('credentials', () => {
  it('are asked for once by callers that come together', async () => {
    const { assume, asked } = assumer(() => 0);
    const credentials = renewing(assume, () => 0);
    const keys = await Promise.all([credentials.provide(), credentials.provide(), credentials.provide()]);
    expect(keys.map((one) => one.accessKeyId)).toEqual(['key-1', 'key-1', 'key-1']);
    expect(asked()).toBe(1);
  });

  it('are renewed after 80 % of their life, not before', async () => {
    let now = 0;
    const { assume } = assumer(() => now);
    const credentials = renewing(assume, () => now);
    const key = async () => (await credentials.provide()).accessKeyId;
    expect(await key()).toBe('key-1');
    now = 2_879_000;
    expect(await key()).toBe('key-1');
    now = 2_881_000;
    expect(await key()).toBe('key-2');
  });

  it('are asked for again when AWS knows them no more', async () => {
    const { assume } = assumer(() => 0);
    const credentials = renewing(assume, () => 0);
    await credentials.provide();
    credentials.forget();
    expect((await credentials.provide()).accessKeyId).toBe('key-2');
  });

  it('are tried for again after a refusal', async () => {
    let refuse = true;
    const credentials = renewing(async () => {
      if (refuse) throw new Error('AccessDenied');
      return { accessKeyId: 'key', secretAccessKey: 's' };
    });
    await expect(credentials.provide()).rejects.toThrow('AccessDenied');
    refuse = false;
    expect((await credentials.provide()).accessKeyId).toBe('key');
  });
});

describe('a session', () => {
  it('that reads carries a policy that allows reads only, with the external ID and a name of ours', () => {
    const input = assumeRoleInput(connection, 'read', awsServices);
    expect(input).toMatchObject({ ExternalId: connection.externalId, RoleSessionName: 'tributary-read' });
    expect(input.Policy).toContain('kinesis:GetResourcePolicy');
    expect(assumeRoleInput(connection, 'change', awsServices).Policy).toBeUndefined();
  });

  it('that changes is refused on a connection that only reads', () => {
    expect(() => openSession(connection, 'eu-west-1', 'change', awsServices)).toThrow(ReadOnlyConnection);
  });

  it('is one for each Region, and cannot be written out', () => {
    const session = openSession(connection, 'eu-west-1', 'read', awsServices);
    expect(openSession(connection, 'eu-west-1', 'read', awsServices)).toBe(session);
    expect(openSession(connection, 'us-east-1', 'read', awsServices)).not.toBe(session);
    expect(JSON.stringify({ session })).toBe('{"session":"[session]"}');
    expect(session.principalArn).toBe('arn:aws:sts::111122223333:assumed-role/operator/tributary-read');
  });
});
