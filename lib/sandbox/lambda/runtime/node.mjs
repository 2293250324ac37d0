// What runs a JavaScript handler, in a process of its own. Requests come as lines of JSON on standard input; log
// lines and results go out as lines of JSON on descriptor 3.
import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const codeFolder = join(process.cwd(), 'code');
let requestId;

/** Places in this machine's files, as they are named where Lambda runs. */
const places = [
  [pathToFileURL(codeFolder).href, 'file:///var/task'],
  [codeFolder, '/var/task'],
  [import.meta.url, 'file:///var/runtime/index.mjs'],
];

function asOnLambda(text) {
  return places.reduce((shown, [here, there]) => shown.replaceAll(here, there), text);
}

function send(message) {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at);
}

function log(level, text) {
  const line = `${new Date().toISOString()}\t${requestId}\t${level}\t${asOnLambda(text)}`;
  send({ type: 'log', text: line.replaceAll('\n', '\r') });
}

for (const [method, level] of Object.entries({
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  debug: 'DEBUG',
  trace: 'TRACE',
})) {
  console[method] = (...parts) => log(level, format(...parts));
}
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (text) => {
    for (const line of String(text).split('\n')) if (line) send({ type: 'log', text: asOnLambda(line) });
    return true;
  };
}

class HandlerNotFound extends Error {
  name = 'Runtime.HandlerNotFound';
}
class ImportModuleError extends Error {
  name = 'Runtime.ImportModuleError';
}

function described(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: format(error), trace: [] };
  return {
    errorType: error.name || 'Error',
    errorMessage: asOnLambda(error.message),
    trace: asOnLambda(error.stack ?? '').split('\n'),
  };
}

function fail(title, error) {
  const { trace, ...rest } = described(error);
  log('ERROR', `${title} \t${JSON.stringify({ ...rest, stack: trace })}`);
  send({ type: 'error', error: { ...rest, trace }, memoryMb: memoryMb() });
}

function memoryMb() {
  return Math.ceil(process.memoryUsage().rss / 1_048_576);
}

async function load(handlerName) {
  const dot = handlerName.lastIndexOf('.');
  const [file, name] = [handlerName.slice(0, dot), handlerName.slice(dot + 1)];
  const found = ['.js', '.mjs', '.cjs'].map((ending) => join(codeFolder, file + ending)).find(existsSync);
  if (!found) throw new ImportModuleError(`Error: Cannot find module '${file}'`);
  const module = await import(pathToFileURL(found).href);
  const handler = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') throw new HandlerNotFound(`${handlerName} is undefined or not exported`);
  return handler;
}

function contextOf(request) {
  return {
    awsRequestId: request.requestId,
    functionName: request.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: request.functionArn,
    memoryLimitInMB: String(request.memoryMb),
    logGroupName: request.logGroup,
    logStreamName: request.logStream,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, request.deadline - Date.now()),
  };
}

function call(handler, request) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(JSON.parse(request.event), contextOf(request), callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(undefined);
  });
}

let loading;

async function answer(request) {
  requestId = request.requestId;
  let handler;
  try {
    loading ??= load(request.handler);
    handler = await loading;
  } catch (error) {
    loading = undefined;
    fail('Uncaught Exception', error);
    return;
  }
  try {
    const result = await call(handler, request);
    send({ type: 'result', payload: JSON.stringify(result ?? null) ?? 'null', memoryMb: memoryMb() });
  } catch (error) {
    fail('Invoke Error', error);
  }
}

for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => {
    fail(event === 'uncaughtException' ? 'Uncaught Exception' : 'Unhandled Promise Rejection', error);
    process.exit(1);
  });
}

createInterface({ input: process.stdin }).on('line', (line) => answer(JSON.parse(line)));
