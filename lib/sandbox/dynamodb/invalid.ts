import { Fault } from '../service';

/** DynamoDB's word for a request that it does not take. */
export function invalid(message: string): Fault {
  return new Fault('ValidationException', message);
}

/** The same where the value of a parameter is at fault. */
export function invalidParameter(problem: string): Fault {
  return invalid(`One or more parameter values were invalid: ${problem}`);
}

/** Refuses what AWS would take and the practice accounts do not serve, so that nothing is ignored in silence. */
export function refuseUnserved<Input extends object>(input: Input, names: readonly (keyof Input & string)[]): void {
  const asked = names.find((name) => (input[name] ?? null) !== null);
  if (asked) throw invalid(`The practice accounts do not serve ${asked}.`);
}
