import { consumer, role } from './administrators';
import { oddlyWritten } from './random-text';
import type { Foreign, Start } from './start';

export const otherRole = `arn:aws:iam::${consumer}:role/other`;

/** Actions of a resource: those that a wire needs of it, and others. */
export type Actions = { needed: readonly string[]; others: readonly string[] };

export function document(statements: object[], { layout }: Pick<Start, 'layout'>, random: () => number): string {
  const [only] = statements;
  const Statement = layout === 'alone' && statements.length === 1 ? only : statements;
  const whole = { Version: '2012-10-17', Statement };
  if (layout === 'indented') return JSON.stringify(whole, null, 4);
  return layout === 'one-line' ? JSON.stringify(whole) : oddlyWritten(whole, random);
}

/** Near what a policy may hold. */
function padded(statements: object[], start: Start, action: string, Resource: string): string {
  const filler = (count: number) => ({
    Sid: 'Filler',
    Effect: 'Allow',
    Principal: { AWS: Array.from({ length: count }, (_, index) => String(100_000_000_000 + index)) },
    Action: action,
    Resource,
  });
  const written = (count: number) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [...statements, filler(count)] });
  return written(Math.max(1, Math.floor((start.padding - written(1).length) / 15)));
}

export function statementOf({ needed, others }: Actions, foreign: Foreign, index: number, Resource: string): object {
  const Action = [...new Set([...needed.slice(0, foreign.needed), ...others])];
  const AWS = foreign.principals.map((one) => principalArn[one]);
  return {
    ...(foreign.sid === null ? {} : { Sid: index < 0 ? foreign.sid : `${foreign.sid}${index}` }),
    Effect: foreign.effect,
    Principal: { AWS: AWS.length === 1 ? AWS[0] : AWS },
    Action: Action.length === 1 ? Action[0] : Action,
    Resource,
    ...(foreign.condition ? { Condition: { Bool: { 'aws:SecureTransport': true } } } : {}),
  };
}

/** The policy of what is read, with somebody's statements and perhaps half of the wire's own. */
export function sharedDocument(
  start: Start,
  random: () => number,
  { actions, arn, ownSid }: { actions: Actions; arn: string; ownSid: string },
): string | null {
  const statements = start.streamPolicy.map((one, index) => statementOf(actions, one, index, arn));
  if (start.ownHalf) {
    const half = { principals: ['reader' as const], effect: 'Allow' as const, condition: false, needed: 2 };
    statements.push(statementOf(actions, { ...half, sid: ownSid }, -1, arn));
  }
  const text = statements.length === 0 ? null : document(statements, start, random);
  const [filler = ''] = actions.needed.slice(-1);
  return text === null || start.padding === 0 ? text : padded(statements, start, filler, arn);
}

const principalArn: Record<Foreign['principals'][number], string> = {
  account: '123456789012',
  root: 'arn:aws:iam::210987654321:root',
  'other-role': otherRole,
  reader: role,
  dead: `arn:aws:iam::${consumer}:role/deleted`,
};
