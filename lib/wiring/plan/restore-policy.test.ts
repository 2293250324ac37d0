import { describe, expect, test } from 'vitest';
import { mergeStatements } from '@/lib/policy/merge';
import { withoutOurChange } from './restore-policy';

const theirs = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Theirs", "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::111111111111:role/other"},
      "Action":   "kinesis:GetRecords",
      "Resource": "arn:aws:kinesis:us-east-1:999900009999:stream/orders"
    }
  ]
}`;

const statement = (sid: string, action = 'kinesis:DescribeStream') => ({
  sid,
  statement: {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::888800008888:role/reader' },
    Action: action,
    Resource: 'arn:aws:kinesis:us-east-1:999900009999:stream/orders',
  },
});

function merged(text: string | null, ...sids: string[]): string {
  const result = mergeStatements(
    text,
    sids.map((sid) => statement(sid)),
  );
  if (!result.ok) throw new Error('does not merge');
  return result.text;
}

describe('taking our change out of a policy that somebody else has changed since', () => {
  test('leaves the statement that came later, and the one that was there before, byte for byte', () => {
    const after = merged(theirs, 'TributaryRead');
    const now = merged(after, 'Later');
    expect(withoutOurChange(now, { before: theirs, after })).toEqual({ ok: true, text: merged(theirs, 'Later') });
  });

  test('leaves no policy when ours was all there was', () => {
    const after = merged(null, 'TributaryRead');
    expect(withoutOurChange(after, { before: null, after })).toEqual({ ok: true, text: null });
  });

  test('leaves things alone when somebody has taken our statement out already', () => {
    const after = merged(theirs, 'TributaryRead');
    const now = merged(theirs, 'Later');
    expect(withoutOurChange(now, { before: theirs, after })).toEqual({ ok: true, text: now });
  });

  test('puts a statement back that the change took away', () => {
    const before = merged(theirs, 'TributaryRead');
    const restored = withoutOurChange(merged(theirs, 'Later'), { before, after: theirs });
    expect(restored.ok && restored.text).toContain('"Theirs", "Effect": "Allow"');
    expect(restored.ok && restored.text).toContain('"Sid": "TributaryRead"');
    expect(restored.ok && restored.text).toContain('"Sid": "Later"');
  });

  test('puts a policy back that the change deleted', () => {
    const before = merged(null, 'TributaryRead');
    const restored = withoutOurChange(null, { before, after: null });
    expect(restored.ok && restored.text).toContain('"Sid": "TributaryRead"');
  });

  test('refuses what does not parse', () => {
    const after = merged(theirs, 'TributaryRead');
    expect(withoutOurChange('{"Statement": [', { before: theirs, after }).ok).toBe(false);
  });
});
