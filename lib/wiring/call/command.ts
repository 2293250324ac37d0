import type { Command, Option } from './call';
import { type Call, type Calls, typeOf } from './calls';
import { documentsOf, outputOf, outputsIn } from './outputs';

/** Where a command is asked, the call that it makes, and the calls whose answers shell variables may hold. */
type Shell = { calls: Calls; call: Call; service: string; region: string };

/** A call as the `aws` command that makes it. What only another's answer tells it takes from a shell variable. */
export function commandFor(calls: Calls, call: Call, { region }: { region: string }): string {
  const { cli, output } = typeOf(calls, call);
  const shell = { calls, call, service: call.call.slice(0, call.call.indexOf(':')), region };
  const command = cli(call);
  const { keeps, until } = command;
  if (!output || keeps === undefined) return written(shell, command);
  const asked: Option[] = [...command.options, ['query', keeps], ['output', 'text']];
  const made = `${output.variable}=$(${written(shell, { ...command, options: asked })})`;
  return until ? `${made}\nuntil [ "$(${question(shell, until)})" = ${until.is} ]; do sleep 2; done` : made;
}

/** An option a line. */
function written(shell: Shell, { verb, options, flags = [], global }: Command): string {
  const region = global ? [] : [`--region ${shell.region}`];
  const lines = [...options.map((option) => optionOf(shell, option)), ...region, ...flags];
  return [`aws ${shell.service} ${verb}`, ...lines.map((line) => `  ${line}`)].join(' \\\n');
}

function question(shell: Shell, { verb, options, query }: NonNullable<Command['until']>): string {
  const asked = options.map((option) => optionOf(shell, option));
  const rest = [`--region ${shell.region}`, `--query ${query}`, '--output text'];
  return [`aws ${shell.service} ${verb}`, ...asked, ...rest].join(' ');
}

function optionOf(shell: Shell, [name, value]: Option): string {
  return `--${name} ${quoted(shell, String(value))}`;
}

/** One argument as a POSIX shell reads it back. */
function quoted({ calls, call }: Shell, text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  const whole = outputOf(calls, text);
  if (whole) return `"$${whole.variable}"`;
  const safe = `'${text.replaceAll("'", `'\\''`)}'`;
  // The document of what is not there yet is all ours; in any other such a text is somebody else's word.
  const planned = documentsOf(calls, call).includes(text) ? outputsIn(calls, call) : [];
  return planned.reduce((so, { text: part, output }) => so.replaceAll(part, `'"$${output.variable}"'`), safe);
}
