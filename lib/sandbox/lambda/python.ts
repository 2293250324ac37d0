import { spawnSync } from 'node:child_process';

let found: { path: string | null } | undefined;

/** The machine's Python 3, or `null` where there is none. Looked for once. */
export function pythonCommand(): string | null {
  found ??= { path: lookForPython() };
  return found.path;
}

/** Whether functions with a Python runtime can run on this machine. */
export function pythonAvailable(): boolean {
  return pythonCommand() !== null;
}

function lookForPython(): string | null {
  const answer = spawnSync('python3', ['-c', 'import json, resource, sys; print(sys.executable)'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return answer.status === 0 && answer.stdout.trim() !== '' ? answer.stdout.trim() : null;
}
