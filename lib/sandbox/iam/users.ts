import type { World } from '../world';
import { iamOf } from './state';
import { uniqueId } from './unique-id';

/** Makes a user with one access key and the managed policies attached, as the account's own first administrator has. */
export function makeUser(
  world: World,
  accountId: string,
  user: { name: string; path: string; key: { id: string; secret: string }; policies: string[]; createdAt: number },
): void {
  iamOf(world, accountId).users.set(user.name.toLowerCase(), {
    name: user.name,
    path: user.path,
    id: uniqueId('AIDA'),
    arn: `arn:aws:iam::${accountId}:user${user.path}${user.name}`,
    createdAt: user.createdAt,
    tags: {},
    inline: new Map(),
    attached: new Set(user.policies),
    keys: new Map([[user.key.id, { secret: user.key.secret, createdAt: user.createdAt }]]),
  });
}
