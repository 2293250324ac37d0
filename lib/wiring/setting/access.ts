import { choice } from './control';
import { keyShares, roleGrants } from './granting';
import { question } from './setting';

const roleGrant = question(choice(roleGrants), { initial: 'managed' });

const keyGrant = question(choice(keyShares), { initial: 'policy' });

export const settings = { roleGrant, keyGrant };
