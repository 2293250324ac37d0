import { beforeEach, describe, expect, test } from 'vitest';
import { type Call, Fault } from '../service';
import { emptyWorld, type World } from '../world';
import { filterPattern } from './filter-pattern';
import { logs } from './logs';

const ACCOUNT = '888800008888';
const GROUP = '/aws/lambda/kds-reader1';
const NOON = Date.UTC(2026, 0, 5, 12);

let world: World;
let now: number;

beforeEach(() => {
  world = emptyWorld();
  now = NOON;
});

function run(operation: string, input: object) {
  const found = logs.operations[operation];
  if (!found) throw new Error(`no operation ${operation}`);
  found.asks(input, call());
  return found.run(input, call());
}

function call(): Call {
  const arn = `arn:aws:iam::${ACCOUNT}:root`;
  const caller = {
    principal: { type: 'root', arn, accountId: ACCOUNT } as const,
    accountId: ACCOUNT,
    accessKeyId: 'A',
  };
  const clock = { scale: 1, now: () => now, after: (seconds: number) => now + seconds * 1000 };
  return { caller, accountId: ACCOUNT, region: 'eu-west-1', requestId: 'r', world, clock };
}

function write(stream: string, ...lines: [number, string][]): void {
  const target = { logGroupName: GROUP, logStreamName: stream };
  run('PutLogEvents', {
    ...target,
    logEvents: lines.map(([offset, message]) => ({ timestamp: NOON + offset, message })),
  });
}

function makeStreams(...names: string[]): void {
  run('CreateLogGroup', { logGroupName: GROUP });
  for (const logStreamName of names) run('CreateLogStream', { logGroupName: GROUP, logStreamName });
}

function messages(input: object = {}): string[] {
  const { events } = run('FilterLogEvents', { logGroupName: GROUP, ...input });
  return events.map((event: { message: string }) => event.message);
}

function faultOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

describe('log groups', () => {
  test('say when they are there already, and when they are not', () => {
    makeStreams();
    expect(faultOf(() => run('CreateLogGroup', { logGroupName: GROUP })).code).toBe('ResourceAlreadyExistsException');
    expect(faultOf(() => run('FilterLogEvents', { logGroupName: '/aws/lambda/none' }))).toEqual({
      code: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  test('are found by prefix or by a part of the name, page by page', () => {
    for (const name of ['/aws/lambda/a', '/aws/lambda/b', '/app/x']) run('CreateLogGroup', { logGroupName: name });
    const first = run('DescribeLogGroups', { logGroupNamePrefix: '/aws/', limit: 1 });
    expect(first.logGroups[0]).toMatchObject({ arn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/a:*` });
    const second = run('DescribeLogGroups', { logGroupNamePrefix: '/aws/', limit: 1, nextToken: first.nextToken });
    expect(second.logGroups[0].logGroupName).toBe('/aws/lambda/b');
    expect(second.nextToken).toBeUndefined();
    expect(run('DescribeLogGroups', { logGroupNamePattern: 'APP' }).logGroups).toHaveLength(1);
  });

  test('list their streams by name, or the latest first', () => {
    makeStreams('b', 'a');
    write('a', [0, 'one']);
    write('b', [5, 'two']);
    const byName = run('DescribeLogStreams', { logGroupName: GROUP });
    expect(byName.logStreams.map((stream: { logStreamName: string }) => stream.logStreamName)).toEqual(['a', 'b']);
    const latest = run('DescribeLogStreams', { logGroupName: GROUP, orderBy: 'LastEventTime', descending: true });
    expect(latest.logStreams[0]).toMatchObject({ logStreamName: 'b', lastEventTimestamp: NOON + 5 });
  });

  test('ask for permission on the streams of the group', () => {
    const [ask] = logs.operations.FilterLogEvents?.asks({ logGroupName: GROUP }, call()) ?? [];
    expect(ask).toEqual({
      action: 'logs:FilterLogEvents',
      resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${GROUP}:log-stream:`,
    });
  });
});

describe('lines', () => {
  test('of several streams come back in the order of their times', () => {
    makeStreams('a', 'b');
    write('a', [0, 'one'], [20, 'three']);
    write('b', [10, 'two'], [30, 'four']);
    expect(messages()).toEqual(['one', 'two', 'three', 'four']);
    expect(messages({ logStreamNames: ['b'] })).toEqual(['two', 'four']);
    expect(messages({ startTime: NOON + 10, endTime: NOON + 20 })).toEqual(['two', 'three']);
    expect(messages({ startTime: NOON, startFromHead: false })).toEqual(['four', 'three', 'two', 'one']);
  });

  test('come in pages, and the last page has no token', () => {
    makeStreams('a');
    write('a', [0, 'one'], [0, 'two'], [1, 'three']);
    const first = run('FilterLogEvents', { logGroupName: GROUP, limit: 2 });
    expect(first.events).toHaveLength(2);
    const second = run('FilterLogEvents', { logGroupName: GROUP, limit: 2, nextToken: first.nextToken });
    expect(second.events.map((event: { message: string }) => event.message)).toEqual(['three']);
    expect(second.nextToken).toBeUndefined();
  });

  test('that match nothing in a large group give an empty page with a token', () => {
    makeStreams('a');
    for (let batch = 0; batch < 6; batch += 1) write('a', [batch, 'x'.repeat(1_000_000)]);
    const first = run('FilterLogEvents', { logGroupName: GROUP, filterPattern: 'nothing' });
    expect(first.events).toEqual([]);
    const second = run('FilterLogEvents', {
      logGroupName: GROUP,
      filterPattern: 'nothing',
      nextToken: first.nextToken,
    });
    expect(second.nextToken).toBeUndefined();
  });

  test('of one stream are read forwards and backwards from a token', () => {
    makeStreams('a');
    write('a', [0, 'one'], [1, 'two'], [2, 'three']);
    const target = { logGroupName: GROUP, logStreamName: 'a' };
    const texts = (answer: { events: { message: string }[] }) => answer.events.map((event) => event.message);
    const tail = run('GetLogEvents', { ...target, limit: 2 });
    expect(texts(tail)).toEqual(['two', 'three']);
    expect(texts(run('GetLogEvents', { ...target, nextToken: tail.nextBackwardToken }))).toEqual(['one']);
    const end = run('GetLogEvents', { ...target, nextToken: tail.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: tail.nextForwardToken });
    write('a', [3, 'four']);
    expect(texts(run('GetLogEvents', { ...target, nextToken: end.nextForwardToken }))).toEqual(['four']);
  });

  test('too old or too new are left out and counted', () => {
    makeStreams('a');
    const logEvents = [{ timestamp: NOON + 3 * 3_600_000, message: 'tomorrow' }];
    const { rejectedLogEventsInfo } = run('PutLogEvents', { logGroupName: GROUP, logStreamName: 'a', logEvents });
    expect(rejectedLogEventsInfo.tooNewLogEventStartIndex).toBe(0);
    expect(messages()).toEqual([]);
  });

  test('must be put in the order of their times', () => {
    makeStreams('a');
    expect(faultOf(() => write('a', [5, 'late'], [0, 'early'])).code).toBe('InvalidParameterException');
  });

  test('expire with the retention of the group', () => {
    makeStreams('a');
    write('a', [0, 'old']);
    run('PutRetentionPolicy', { logGroupName: GROUP, retentionInDays: 1 });
    now = NOON + 25 * 3_600_000;
    write('a', [25 * 3_600_000, 'new']);
    expect(messages()).toEqual(['new']);
  });
});

describe('a filter pattern', () => {
  const json = '{"level":"ERROR","status":503,"user":{"id":"u-1","tags":["vip"]},"gone":null,"ok":true}';
  const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
  test.each<[string, string, boolean]>([
    ['ERROR', '[ERROR] broken', true],
    ['ERROR', '[error] broken', false],
    ['ERROR broken', '[ERROR] broken', true],
    ['ERROR missing', '[ERROR] broken', false],
    ['?ERROR ?WARN', 'a WARN', true],
    ['?ERROR ?WARN', 'fine', false],
    ['ERROR -timeout', 'ERROR timeout', false],
    ['-timeout', 'ERROR', true],
    ['"Task timed out"', '2026 Task timed out after 3.00 seconds', true],
    ['"Task timed out"', 'timed out Task', false],
    ['"a \\"b\\""', 'say a "b" now', true],
    ['%ERR[A-Z]+%', '[ERROR] broken', true],
    ['%^ERR%', '[ERROR] broken', false],
    ['broken -%ERR%', '[ERROR] broken', false],
    ['', 'anything', true],
    ['{ $.level = "ERROR" }', json, true],
    ['{ $.level = "ERR*" }', json, true],
    ['{ $.level = "*ROR" && $.status >= 500 }', json, true],
    ['{ $.status = 503 }', json, true],
    ['{ $.status = %5[0-9]{1,2}% }', json, true],
    ['{ $.level != %^ERR% && $.status = 503 }', json, false],
    ['{ $.status < 500 }', json, false],
    ['{ ($.level = "WARN") || ($.user.id = "u-1") }', json, true],
    ['{ $.user.tags[0] = "vip" }', json, true],
    ['{ $.level != "ERROR" }', json, false],
    ['{ $.gone IS NULL }', json, true],
    ['{ $.ok IS TRUE }', json, true],
    ['{ $.absent NOT EXISTS }', json, true],
    ['{ $.level = "ERROR" }', 'plain text', false],
    ['[ip, id, user, time, request, status, size]', access, true],
    ['[ip, id, user, time, request, status = 4*, size]', access, true],
    ['[ip, id, user, time, request, status = 4*, size > 2000]', access, false],
    ['[..., status = 404, size]', access, true],
    ['[ip, ..., request = "GET *", status, size]', access, true],
    ['[ip, user]', access, false],
  ])('%s on %s', (pattern, line, expected) => {
    expect(filterPattern(pattern)(line)).toBe(expected);
  });

  test.each(['a-b', '%a(b)%', '%a[%', '{ $.a > %1% }', '{ $.a = }', '{ a = 1 }', '[a, b', '"open', '{ $.a == 1 }'])(
    '%s is refused',
    (pattern) => {
      expect(faultOf(() => filterPattern(pattern)).code).toBe('InvalidParameterException');
    },
  );
});

test('a stream that was just made stands in a group that is full', () => {
  makeStreams('full');
  write('full', ...Array.from({ length: 10_000 }, (_, index): [number, string] => [index, 'line']));
  run('CreateLogStream', { logGroupName: GROUP, logStreamName: 'new' });
  now += 1_000;
  write('full', [20_000, 'one more']);
  write('new', [20_001, 'first']);
  expect(messages({ startTime: NOON + 20_000 })).toEqual(['one more', 'first']);
});
