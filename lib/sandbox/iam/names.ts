import { Fault } from '../service';
import { required, validation } from './entities';

/** A name of a role, user or policy: at most so many characters of `[\w+=,.@-]`. */
export function checkName(member: string, value: string | undefined, longest: number): string {
  const name = required(member, value);
  const refuse = (rule: string) => validation(`Value '${name}' at '${member}' failed to satisfy constraint: ${rule}`);
  if (name === '') throw refuse('Member must have length greater than or equal to 1');
  if (name.length > longest) throw refuse(`Member must have length less than or equal to ${longest}`);
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw new Fault(
      'ValidationError',
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
  }
  return name;
}

/** A path: `/`, or what begins and ends with one. */
export function checkPath(path = '/'): string {
  if (/^(\/|\/[\u0021-\u007e]+\/)$/.test(path) && path.length <= 512) return path;
  throw new Fault(
    'ValidationError',
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  );
}
