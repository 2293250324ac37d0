import { Fault } from '../service';

/** DynamoDB's word for a request that it does not take. */
export function invalid(message: string): Fault {
  return new Fault('ValidationException', message);
}

/** The same where the value of a parameter is at fault. */
export function invalidParameter(problem: string): Fault {
  return invalid(`One or more parameter values were invalid: ${problem}`);
}

/** The same where a value does not keep to the model. */
export function outOfModel(value: unknown, member: string, constraint: string): Fault {
  const shown = value === undefined ? 'null' : `'${String(value)}'`;
  return invalid(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** Refuses what AWS would take and the practice accounts do not serve, so that nothing is ignored in silence. */
export function refuseUnserved<Input extends object>(input: Input, names: readonly (keyof Input & string)[]): void {
  const asked = names.find((name) => (input[name] ?? null) !== null);
  if (asked) throw invalid(`The practice accounts do not serve ${asked}.`);
}

/** @throws Fault ValidationException where a whole number lies outside of its range */
export function within(value: number | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return;
  if (value > most) throw outOfModel(value, member, `have value less than or equal to ${most}`);
  if (value < least) throw outOfModel(value, member, `have value greater than or equal to ${least}`);
}
