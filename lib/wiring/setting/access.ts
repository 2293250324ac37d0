import { choice } from './control';
import { question } from './setting';

/** How the role gets its right: `managed` attaches AWS's managed policy, `least` adds an inline policy. */
export type RoleGrant = 'managed' | 'least';

/** How a customer managed key is opened to the role: by a statement in its policy, or by a grant. */
export type KeyShare = 'policy' | 'grant';

const roleGrant = question(choice(['managed', 'least']), { initial: 'managed' });

const keyGrant = question(choice(['policy', 'grant']), { initial: 'policy' });

export const settings = { roleGrant, keyGrant };
