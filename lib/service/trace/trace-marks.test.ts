import { describe, expect, test } from 'vitest';
import type { LogLine } from '@/lib/wiring/log-line';
import { invocationOf, invocationsIn, lineNaming, marksOf, patternFor } from './trace-marks';

const sequence = '49649683864473953433843496278632352517587667908684677122';

function line(second: number, message: string, stream = 's'): LogLine {
  const at = `2026-02-09T14:00:${String(second).padStart(2, '0')}.000Z`;
  return { id: `${second}${stream}`, at, ingestedAt: at, stream, group: 'g', message };
}

describe('the line that names a record', () => {
  const marks = marksOf(sequence, '{"wiring-test": "0b7a2a54-3c1e-4a43-9d4e-3a5f8f2f6c10"}');

  test.each([
    ['by its sequence number', `{'sequenceNumber': '${sequence}'}`],
    ['by its data in base64', `{"data":"${marks.base64}"}`],
    ['by the id in its data', 'got 0b7a2a54-3c1e-4a43-9d4e-3a5f8f2f6c10'],
  ])('is known %s', (_, message) => {
    expect(lineNaming([line(1, 'START'), line(2, message)], marks)?.message).toBe(message);
  });

  test('is none when the function logs nothing of it', () => {
    expect(lineNaming([line(1, 'processed 1 record')], marks)).toBeNull();
  });

  test('is not guessed from short words', () => {
    expect(marksOf(sequence, '{"this_is": "test record"}').word).toBeNull();
  });

  test('is asked for within what CloudWatch takes', () => {
    expect(patternFor(marksOf(sequence, 'x'.repeat(100_000))).length).toBeLessThan(600);
  });
});

describe('the invocations in a log', () => {
  const lines = [
    line(1, 'START RequestId: a-1 Version: $LATEST\n'),
    line(2, 'START RequestId: b-1 Version: $LATEST\n', 'other'),
    line(3, 'said by a'),
    line(4, 'REPORT RequestId: a-1\tDuration: 12 ms'),
  ];

  test('are told apart by their streams', () => {
    const found = invocationsIn(lines);
    expect(found.map((one) => one.requestId)).toEqual(['a-1', 'b-1']);
    expect(invocationOf(line(3, 'said by a'), found)?.requestId).toBe('a-1');
    expect(invocationOf(line(3, 'said by b', 'other'), found)?.requestId).toBe('b-1');
  });

  test('are read from JSON logs too', () => {
    const start =
      '{"time":"2026-02-09T14:00:01Z","type":"platform.start","record":{"requestId":"j-1","version":"$LATEST"}}';
    expect(invocationsIn([line(1, start)])[0]?.requestId).toBe('j-1');
  });
});
