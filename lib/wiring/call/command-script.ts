import type { Change } from '../plan/plan';
import type { Output } from './call';
import { type Calls, typeOf } from './calls';
import { outputsIn, outputsOf } from './outputs';

/** The commands that one account's owner runs, in the order of the plan. A run of neighbours makes one script. */
export type CommandScript = {
  connectionId: string;
  accountId: string;
  region: string;
  side: Change['side'];
  changes: Change[];
  /** The commands, ready to be pasted into a shell. */
  commands: string;
};

type Part = Omit<CommandScript, 'commands'>;

/**
 * Splits a plan's commands where the account changes: order matters across accounts (a mapping is made after the grant),
 * so one account may come up twice. Every script can stand alone: what an earlier one has got from AWS is asked for.
 */
export function commandScripts(calls: Calls, changes: readonly Change[]): CommandScript[] {
  const parts: Part[] = [];
  for (const change of changes) {
    const last = parts.at(-1);
    if (last && last.connectionId === change.place.connectionId && last.region === change.place.region) {
      last.changes.push(change);
    } else {
      parts.push({ ...change.place, side: change.side, changes: [change] });
    }
  }
  return parts.map((part) => ({ ...part, commands: commandsOf(calls, part, parts) }));
}

/** A script as it is downloaded: stops at the first command that fails. */
export function scriptText({ side, accountId, region, commands }: CommandScript): string {
  return ['#!/bin/sh', `# ${side} ${accountId} ${region}`, 'set -eu', '', commands, ''].join('\n');
}

function commandsOf(calls: Calls, part: Part, parts: readonly Part[]): string {
  const commands = part.changes.map(({ command }) => command);
  const [asked, printed]: [string[], string[]] = [[], []];
  for (const output of outputsOf(calls)) {
    const { variable, meaning } = output;
    const giver = parts.find((one) => gives(calls, one, output))?.accountId ?? '';
    if (gives(calls, part, output)) printed.push(`echo "export ${variable}=$${variable}"`);
    else if (part.changes.some(({ call }) => takes(calls, call, output)))
      asked.push(`: "\${${variable}:?is ${meaning}, printed by the commands of ${giver}}"`);
  }
  return [...asked, ...commands, ...printed].join('\n\n');
}

/** Whether a call is made with an output of another. */
function takes(calls: Calls, call: Change['call'], output: Output): boolean {
  return outputsIn(calls, call).some((one) => one.output === output);
}

/** Whether a call of these has an output in its answer. */
function gives(calls: Calls, { changes }: Part, output: Output): boolean {
  return changes.some(({ call }) => {
    const { output: own, cli } = typeOf(calls, call);
    return own === output && cli(call).keeps !== undefined;
  });
}
