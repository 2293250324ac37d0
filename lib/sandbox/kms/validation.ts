import { Fault } from '../service';

/** KMS's words for a parameter outside of its model. */
export function invalid(value: unknown, member: string, constraint: string): Fault {
  const shown = value === undefined ? 'null' : `'${String(value)}'`;
  const where = `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
  return new Fault('ValidationException', `1 validation error detected: ${where}`);
}

export function present<Value>(value: Value | undefined, member: string): Value {
  if (value === undefined) throw invalid(value, member, 'Member must not be null');
  return value;
}

export function within(value: number, member: string, least: number, most: number): void {
  if (value > most) throw invalid(value, member, `Member must have value less than or equal to ${most}`);
  if (value < least) throw invalid(value, member, `Member must have value greater than or equal to ${least}`);
}

/** Ends a request that only asks whether it would succeed, where it would. */
export function endDryRun(input: { DryRun?: boolean | undefined }): void {
  if (!input.DryRun) return;
  const message = 'The request would have succeeded, but the DryRun option is set.';
  throw new Fault('DryRunOperationException', message);
}
