import { runInNewContext } from 'node:vm';
import type { FunctionRecord } from '@/lib/sandbox/lambda/lambda-state';
import type { RuntimeProcess } from '@/lib/sandbox/lambda/runtime-process';
import { filesOf } from '@/lib/sandbox/lambda/zip';

type Handler = (event: unknown) => unknown;

/** Stands in for the process of a function's own: a JavaScript handler that runs in this one. */
export function startRuntime(record: FunctionRecord): RuntimeProcess {
  const code = Buffer.from(filesOf(record.zip).get('index.js') ?? '').toString();
  return {
    alive: () => true,
    kill: () => {},
    async run({ event, requestId }, log) {
      const line = (text: string) => log(`${new Date().toISOString()}\t${requestId}\tINFO\t${text}`);
      const exports: { handler?: Handler } = {};
      runInNewContext(code, { exports, console: { log: line } });
      const result = await exports.handler?.(JSON.parse(event));
      return { type: 'result', payload: JSON.stringify(result ?? null), memoryMb: 64 };
    },
  };
}
