import { byArn, type ReadersOf } from '../reader';
import { known } from '../session/reading';
import { readRole } from './read';

/** Each piece of a role says for itself whether it could be read. */
export const readers: ReadersOf<'iam-role'> = {
  'iam-role': { read: byArn(async (session, arn) => known(await readRole(session, arn))) },
};
