import type { Change } from '../plan/plan';
import { consumerVariable } from './command';

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

/**
 * Splits a plan's commands where the account changes: order matters across accounts (a mapping is made after the grant),
 * so one account may come up twice. Every script can stand alone: what an earlier one learned is asked for.
 */
export function commandScripts(changes: readonly Change[]): CommandScript[] {
  const scripts: Omit<CommandScript, 'commands'>[] = [];
  for (const change of changes) {
    const last = scripts.at(-1);
    if (last && last.connectionId === change.place.connectionId && last.region === change.place.region) {
      last.changes.push(change);
    } else {
      scripts.push({ ...change.place, side: change.side, changes: [change] });
    }
  }
  const registers = scripts.find(({ changes: own }) => own.some(isRegistration));
  return scripts.map((script) => ({ ...script, commands: commandsOf(script, registers?.accountId ?? '') }));
}

/** A script as it is downloaded: stops at the first command that fails. */
export function scriptText({ side, accountId, region, commands }: CommandScript): string {
  return ['#!/bin/sh', `# ${side} ${accountId} ${region}`, 'set -eu', '', commands, ''].join('\n');
}

function commandsOf({ changes }: Pick<CommandScript, 'changes'>, registeredBy: string): string {
  const commands = changes.map(({ command }) => command);
  if (changes.some(isRegistration))
    return [...commands, `echo "export ${consumerVariable}=$${consumerVariable}"`].join('\n\n');
  if (!commands.some((command) => command.includes(`$${consumerVariable}`))) return commands.join('\n\n');
  const asks = `: "\${${consumerVariable}:?is the ARN of the registered consumer, printed by the commands of ${registeredBy}}"`;
  return [asks, ...commands].join('\n\n');
}

function isRegistration({ call }: Change): boolean {
  return call.call === 'kinesis:RegisterStreamConsumer';
}
