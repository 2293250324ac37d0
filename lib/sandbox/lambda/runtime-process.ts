import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FunctionRecord } from './lambda-state';
import { pythonCommand } from './python';
import { filesOf } from './zip';

type HandlerError = { errorType: string; errorMessage: string; trace: string[] };

export type HandlerOutcome =
  | { type: 'result'; payload: string; memoryMb: number }
  | { type: 'error'; error: HandlerError; memoryMb: number }
  | { type: 'timeout' }
  | { type: 'exit'; reason: string };

type HandlerRequest = {
  requestId: string;
  event: string;
  handler: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  logGroup: string;
  logStream: string;
  timeoutSeconds: number;
};

/** A process that runs one function's handler, one request after another, apart from this one. */
export type RuntimeProcess = {
  run: (request: HandlerRequest, log: (text: string) => void) => Promise<HandlerOutcome>;
  /** Whether it can take another request. */
  alive: () => boolean;
  kill: () => void;
};

type Message = { type: 'log'; text: string } | Extract<HandlerOutcome, { type: 'result' | 'error' }>;

/** What a process says and when it ends; replaced with each request. */
type Ears = { hear: (message: Message) => void; ended: (reason: string) => void };

const deaf: Ears = { hear: () => {}, ended: () => {} };

/** Starts a process with the function's code, its own environment variables and nothing of the server's. */
export function startRuntime(record: FunctionRecord): RuntimeProcess {
  const folder = unpack(record);
  const child = spawnRuntime(record, folder);
  let alive = true;
  let ears = deaf;

  const channel = child.stdio[3] as Socket;
  createInterface({ input: channel }).on('line', (line) => {
    const message = readMessage(line);
    if (message) ears.hear(message);
  });
  child.stdin?.on('error', () => {});
  const gone = (reason: string) => {
    if (!alive) return;
    alive = false;
    forget(folder);
    ears.ended(reason);
  };
  child.on('error', (error) => gone(error.message));
  child.on('close', (code, signal) => gone(signal ? `signal: ${signalWord(signal)}` : `exit status ${code}`));
  // An idle process does not keep the server from ending.
  child.unref();
  channel.unref();
  (child.stdin as Socket | null)?.unref();

  return {
    alive: () => alive,
    kill: () => {
      child.kill('SIGKILL');
      forget(folder);
    },
    run: async (request, log) => {
      if (!alive) return { type: 'exit', reason: 'exit status 1' };
      const outcome = await answerTo(child, request, log, (listening) => {
        ears = listening;
      });
      ears = deaf;
      if (outcome.type === 'timeout') child.kill('SIGKILL');
      return outcome;
    },
  };
}

function answerTo(
  child: ChildProcess,
  request: HandlerRequest,
  log: (text: string) => void,
  listen: (ears: Ears) => void,
): Promise<HandlerOutcome> {
  return new Promise((resolve) => {
    const milliseconds = request.timeoutSeconds * 1000;
    const limit = setTimeout(() => resolve({ type: 'timeout' }), milliseconds);
    const settle = (outcome: HandlerOutcome) => {
      clearTimeout(limit);
      resolve(outcome);
    };
    listen({
      hear: (message) => (message.type === 'log' ? log(message.text) : settle(message)),
      ended: (reason) => settle({ type: 'exit', reason }),
    });
    child.stdin?.write(`${JSON.stringify({ ...request, deadline: Date.now() + milliseconds })}\n`);
  });
}

function forget(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function unpack(record: FunctionRecord): string {
  // Node's permissions compare real paths, and a temporary folder is often a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tributary-function-')));
  for (const [path, bytes] of filesOf(record.zip)) {
    const file = join(folder, 'code', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  mkdirSync(join(folder, 'tmp'));
  const program = isPython(record) ? 'python.py' : 'node.mjs';
  // The path is put together at run time so that the bundler leaves the program where it is.
  const source = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'sandbox', 'lambda', 'runtime', program);
  writeFileSync(join(folder, program), readFileSync(source));
  return folder;
}

function spawnRuntime(record: FunctionRecord, folder: string): ChildProcess {
  const [command, parameters] = isPython(record)
    ? [pythonCommand() ?? 'python3', ['-u', join(folder, 'python.py'), String(record.memoryMb)]]
    : [process.execPath, [...nodeOptions(record, folder), join(folder, 'node.mjs')]];
  return spawn(command, parameters, {
    cwd: folder,
    env: environmentOf(record, folder),
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
}

/** Node's permission model keeps a handler from this machine's files and from starting other programs. */
function nodeOptions(record: FunctionRecord, folder: string): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    '--no-warnings',
    permission,
    `--allow-fs-read=${folder}/*`,
    `--allow-fs-write=${folder}/tmp/*`,
    `--max-old-space-size=${record.memoryMb}`,
  ];
}

function environmentOf(record: FunctionRecord, folder: string): NodeJS.ProcessEnv {
  const region = record.arn.split(':')[3] ?? '';
  return {
    NODE_ENV: 'production',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    TMPDIR: join(folder, 'tmp'),
    LAMBDA_TASK_ROOT: join(folder, 'code'),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${record.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: record.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(record.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: record.logGroup,
    _HANDLER: record.handler,
    ...record.environment,
  };
}

function isPython(record: FunctionRecord): boolean {
  return record.runtime.startsWith('python');
}

function signalWord(signal: NodeJS.Signals): string {
  return signal === 'SIGKILL' ? 'killed' : signal === 'SIGABRT' ? 'aborted' : signal;
}

/** A handler may write on the channel itself: what is no message is dropped. */
function readMessage(line: string): Message | null {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === 'object' && message !== null && 'type' in message ? (message as Message) : null;
  } catch {
    return null;
  }
}
