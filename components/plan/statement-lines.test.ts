import { describe, expect, test } from 'vitest';
import { lineDifference, statementLines } from './statement-lines';

const read = {
  Sid: 'TributaryRead',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::888800008888:role/service-role/kds-reader1-role-q6zcv9kq' },
  Action: ['kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:ListShards'],
};

describe('statement lines', () => {
  test('a minified statement is broken so that each member has its line', () => {
    const lines = statementLines(JSON.stringify(read));
    expect(lines).toContain('  "Effect": "Allow",');
    expect(JSON.parse(lines.join('\n'))).toEqual(read);
  });

  test('text that is not JSON is shown as it came', () => {
    expect(statementLines('{ not json\n at all')).toEqual(['{ not json', ' at all']);
  });

  test('a statement that gains one action differs in that line only', () => {
    const after = { ...read, Action: ['kinesis:DescribeStream', ...read.Action] };
    const changed = lineDifference(JSON.stringify(read), JSON.stringify(after)).filter((line) => line.mark !== 'same');
    expect(changed.some((line) => line.mark === 'added' && line.text.includes('"kinesis:DescribeStream"'))).toBe(true);
    expect(changed.every((line) => !line.text.includes('Principal'))).toBe(true);
  });

  test('equal statements have no difference, whatever their spacing', () => {
    const lines = lineDifference(JSON.stringify(read), JSON.stringify(read, null, 4));
    expect(lines.every((line) => line.mark === 'same')).toBe(true);
  });
});
