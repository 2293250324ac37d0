import type { Change } from '@/lib/wiring/plan';

/** The commands that one account's owner runs, in the order of the plan. A run of neighbours makes one script. */
export type CommandScript = {
  connectionId: string;
  accountId: string;
  region: string;
  side: Change['side'];
  changes: Change[];
};

/**
 * Splits a plan's commands where the account changes: order matters across accounts (a mapping is made after the grant),
 * so one account may come up twice.
 */
export function commandScripts(changes: Change[]): CommandScript[] {
  const scripts: CommandScript[] = [];
  for (const change of changes) {
    const last = scripts.at(-1);
    if (last && last.connectionId === change.place.connectionId && last.region === change.place.region) {
      last.changes.push(change);
    } else {
      scripts.push({ ...change.place, side: change.side, changes: [change] });
    }
  }
  return scripts;
}

/** A script as it is downloaded: stops at the first command that fails. */
export function scriptText(script: CommandScript): string {
  const commands = script.changes.map((change) => change.command);
  return ['#!/bin/sh', `# ${script.accountId} ${script.region}`, 'set -eu', '', commands.join('\n\n'), ''].join('\n');
}
