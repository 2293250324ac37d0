import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { functionArn, MappingTrial, roleArn, trust } from '@/lib/trial/sandbox/mapping-trial';
import { pythonAvailable } from './python';
import { closeRuntimes } from './warm-runtimes';
import { zipOf } from './zip';

let trial: MappingTrial;

beforeEach(async () => {
  trial = await MappingTrial.open();
  trial.withoutLimits();
  await trial.makeRole();
});

afterAll(closeRuntimes);

type Invoked = { StatusCode: number; FunctionError?: string; Payload: Uint8Array; LogResult?: string };

async function invoke(event: unknown = {}, more: object = {}) {
  const Payload = Buffer.from(JSON.stringify(event));
  const input = { FunctionName: 'kds-reader1', Payload, LogType: 'Tail', ...more };
  const answer = await trial.lambda<Invoked>('Invoke', input);
  return {
    failed: answer.FunctionError,
    answer: JSON.parse(Buffer.from(answer.Payload).toString()),
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
  };
}

const python = (code: string) => ({
  Runtime: 'python3.12',
  Handler: 'app.handler',
  Code: { ZipFile: zipOf({ 'app.py': code }) },
});

describe('a function', () => {
  test('is Pending at first and Active a little later', async () => {
    trial.clock.scale = 1;
    await trial.wait(30);
    await trial.makeFunction('exports.handler = async () => 1', {
      MemorySize: 256,
      Environment: { Variables: { A: 'b' } },
    });
    const read = () => trial.lambda('GetFunctionConfiguration', { FunctionName: 'kds-reader1' });
    expect(await read()).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    expect(await trial.fault('Invoke', { FunctionName: 'kds-reader1' })).toMatchObject({
      code: 'ResourceConflictException',
      message:
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    });
    await trial.wait(5);
    expect(await read()).toMatchObject({
      FunctionName: 'kds-reader1',
      FunctionArn: functionArn,
      Role: roleArn,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Timeout: 10,
      MemorySize: 256,
      Version: '$LATEST',
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      LastModified: expect.stringMatching(/^2026-11-20T09:\d\d:\d\d\.\d{3}\+0000$/),
      Environment: { Variables: { A: 'b' } },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/kds-reader1' },
    });
  });

  test.each([
    [{ FunctionName: 'a b' }, 'ValidationException', /functionName/],
    [{ Role: 'nobody' }, 'ValidationException', /role/],
    [
      { Role: 'arn:aws:iam::888800008888:role/nobody' },
      'InvalidParameterValueException',
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      { Role: 'arn:aws:iam::999900009999:role/nobody' },
      'AccessDeniedException',
      /^Cross-account pass role is not allowed\.$/,
    ],
    [{ Timeout: 901 }, 'ValidationException', /'timeout'.*less than or equal to 900$/],
    [{ MemorySize: 64 }, 'ValidationException', /'memorySize'.*greater than or equal to 128$/],
    [{ Runtime: 'cobol85' }, 'InvalidParameterValueException', /'runtime'/],
    [{ Code: { ZipFile: Buffer.from('no zip') } }, 'InvalidParameterValueException', /^Could not unzip uploaded file/],
    [
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      /reserved keys.*AWS_REGION$/,
    ],
  ])('is refused with %j', async (change, code, message) => {
    const input = { FunctionName: 'f', Runtime: 'nodejs20.x', Handler: 'index.handler', Role: roleArn };
    const fault = await trial.fault('CreateFunction', {
      ...input,
      Code: { ZipFile: zipOf({ 'index.js': '' }) },
      ...change,
    });
    expect(fault.code).toBe(code);
    expect(fault.message).toMatch(message);
  });

  test('is refused while its role does not trust Lambda, and when its name is taken', async () => {
    await trial.makeFunction();
    await expect(trial.makeFunction()).rejects.toThrow('Function already exist: kds-reader1');
    await trial.ask('consumer', 'iam', 'UpdateAssumeRolePolicy', {
      RoleName: 'kds-reader1-role-q6zcv9kq',
      PolicyDocument: trust('ec2.amazonaws.com'),
    });
    await expect(trial.makeFunction(undefined, { FunctionName: 'other' })).rejects.toThrow(
      'The role defined for the function cannot be assumed by Lambda.',
    );
  });

  test('that is not there is named in full', async () => {
    expect(await trial.fault('GetFunction', { FunctionName: 'nobody' })).toEqual({
      code: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:888800008888:function:nobody',
      status: 404,
    });
  });

  test('runs its new code after an update', async () => {
    await trial.makeFunction('exports.handler = async () => 1');
    expect((await invoke()).answer).toBe(1);
    const ZipFile = zipOf({ 'index.js': 'exports.handler = async () => 2' });
    await trial.lambda('UpdateFunctionCode', { FunctionName: 'kds-reader1', ZipFile });
    expect((await invoke()).answer).toBe(2);
    await trial.lambda('DeleteFunction', { FunctionName: 'kds-reader1' });
    expect((await trial.fault('Invoke', { FunctionName: 'kds-reader1' })).code).toBe('ResourceNotFoundException');
  });

  test('are listed in pages of fifty', async () => {
    for (let number = 0; number < 51; number += 1) await trial.makeFunction('', { FunctionName: `f${number}` });
    type Page = { Functions: object[]; NextMarker?: string };
    const first = await trial.lambda<Page>('ListFunctions', {});
    const second = await trial.lambda<Page>('ListFunctions', { Marker: first.NextMarker });
    expect([first.Functions.length, second.Functions.length, second.NextMarker]).toEqual([50, 1, undefined]);
    expect(first.Functions[0]).not.toHaveProperty('State');
  });

  test('reserves concurrency, and none is too much of nothing', async () => {
    await trial.makeFunction();
    await trial.lambda('PutFunctionConcurrency', { FunctionName: 'kds-reader1', ReservedConcurrentExecutions: 0 });
    expect(await trial.fault('Invoke', { FunctionName: 'kds-reader1' })).toEqual({
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      status: 429,
    });
    expect(
      await trial.fault('PutFunctionConcurrency', { FunctionName: 'kds-reader1', ReservedConcurrentExecutions: 950 }),
    ).toMatchObject({ code: 'InvalidParameterValueException', message: /\[100\]\.$/ });
  });
});

describe('a JavaScript handler', () => {
  test.each([
    ['async', 'index.js', 'exports.handler = async ({ n }) => n + 1;'],
    [
      'with a callback',
      'index.js',
      'exports.handler = ({ n }, context, callback) => setTimeout(() => callback(null, n + 1), 1);',
    ],
    ['in a module', 'index.mjs', 'export const handler = async ({ n }) => n + 1;'],
  ])('answers when it is written %s', async (_, file, code) => {
    await trial.makeFunction(undefined, { Code: { ZipFile: zipOf({ [file]: code }) } });
    expect((await invoke({ n: 1 })).answer).toBe(2);
  });

  test('reads its variables and its context, and nothing of this machine', async () => {
    await trial.makeFunction(
      `exports.handler = async (event, context) => {
        const tried = (action) => { try { action(); return 'done'; } catch (error) { return error.code; } };
        return {
          own: process.env.OWN,
          server: Object.keys(process.env).filter((name) => /VITEST|HOME|npm_|SECRET|ACCESS_KEY/.test(name)),
          file: tried(() => require('node:fs').readFileSync('/etc/hostname')),
          program: tried(() => require('node:child_process').execFileSync('id')),
          name: context.functionName,
          left: context.getRemainingTimeInMillis() > 0,
        };
      };`,
      { Environment: { Variables: { OWN: 'yes' } } },
    );
    expect((await invoke()).answer).toEqual({
      own: 'yes',
      server: [],
      file: 'ERR_ACCESS_DENIED',
      program: 'ERR_ACCESS_DENIED',
      name: 'kds-reader1',
      left: true,
    });
  });

  test('that throws answers with the error and logs it as Lambda does', async () => {
    const code = 'const error = new RangeError("too far"); console.error(error); throw error;';
    await trial.makeFunction(`exports.handler = async () => { ${code} };`);
    const { failed, answer, log } = await invoke();
    expect(failed).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    expect(answer.trace[1]).toMatch(/\/var\/task\/index\.js:1:/);
    expect(answer.trace.join() + log).not.toContain('tributary-function-');
    expect(log).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"too far","stack":\[/);
  });

  test.each([
    ['without its file', 'other.handler', 'Runtime.ImportModuleError'],
    ['without its export', 'index.other', 'Runtime.HandlerNotFound'],
  ])('%s fails', async (_, Handler, errorType) => {
    await trial.makeFunction(undefined, { Handler });
    expect(await invoke()).toMatchObject({ failed: 'Unhandled', answer: { errorType } });
  });

  test('that runs too long is stopped', async () => {
    await trial.makeFunction('exports.handler = async () => { for (;;); };', { Timeout: 1 });
    const { failed, answer, log } = await invoke();
    expect(failed).toBe('Unhandled');
    expect(answer.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
    expect(log).toMatch(/Z [0-9a-f-]{36} Task timed out after 1\.00 seconds\n/);
  });

  test('that ends its process fails, and the next call starts anew', async () => {
    await trial.makeFunction('exports.handler = async ({ end }) => (end ? process.exit(3) : "fresh");');
    expect((await invoke({ end: true })).answer).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited with error: exit status 3$/),
    });
    expect((await invoke()).answer).toBe('fresh');
  });

  test('that takes more memory than it has fails', async () => {
    await trial.makeFunction(
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(1)); };',
      {
        Timeout: 60,
      },
    );
    expect((await invoke()).answer.errorType).toBe('Runtime.ExitError');
  });
});

describe.runIf(pythonAvailable())('a Python handler', () => {
  test('answers, logs its lines and reads its variables', async () => {
    const code =
      'import os, logging\n\ndef handler(event, context):\n    print("one\\ntwo")\n    logging.getLogger().warning("three")\n    return {"own": os.environ["OWN"], "home": os.environ.get("HOME")}\n';
    await trial.makeFunction(undefined, { ...python(code), Environment: { Variables: { OWN: 'yes' } } });
    const { answer, log } = await invoke();
    expect(answer).toEqual({ own: 'yes', home: null });
    expect(log).toMatch(/\none\ntwo\n\[WARNING\]\t\d{4}-\d\d-\d\dT[\d:.]+Z\t[0-9a-f-]{36}\tthree\n/);
  });

  test('that raises logs its traceback', async () => {
    await trial.makeFunction(undefined, python('def handler(event, context):\n    raise ValueError("wrong")\n'));
    const { failed, answer, log } = await invoke();
    expect(failed).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'ValueError', errorMessage: 'wrong' });
    expect(log).toContain(
      '[ERROR] ValueError: wrong\nTraceback (most recent call last):\n  File "/var/task/app.py", line 2, in handler\n    raise ValueError("wrong")\n',
    );
  });

  test('without its module fails', async () => {
    await trial.makeFunction(undefined, { ...python(''), Handler: 'other.handler' });
    expect((await invoke()).answer.errorType).toBe('Runtime.ImportModuleError');
  });

  test('that runs too long is stopped', async () => {
    await trial.makeFunction(undefined, {
      ...python('def handler(event, context):\n    while True: pass\n'),
      Timeout: 1,
    });
    expect((await invoke()).answer.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
  });
});
