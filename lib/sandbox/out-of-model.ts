import { Fault } from './service';

/** The words in which most services refuse a value that their model rules out: what it must do or be instead. */
export function outOfModel(value: unknown, member: string, constraint: string): Fault {
  const shown = value === undefined || value === null ? 'null' : `'${String(value)}'`;
  return new Fault(
    'ValidationException',
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** @throws Fault ValidationException where a parameter is missing */
export function present<Value>(value: Value | undefined, member: string): Value {
  if (value === undefined) throw outOfModel(value, member, 'not be null');
  return value;
}

/** @throws Fault ValidationException where a number lies outside of its range */
export function within(value: number | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return;
  if (value > most) throw outOfModel(value, member, `have value less than or equal to ${most}`);
  if (value < least) throw outOfModel(value, member, `have value greater than or equal to ${least}`);
}
