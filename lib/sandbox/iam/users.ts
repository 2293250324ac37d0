import type * as iam from '@aws-sdk/client-iam';
import { type Call, Fault, type Operation } from '../service';
import type { World } from '../world';
import { dateOf, listAsk, noSuchEntity } from './entities';
import { page } from './page';
import { iamOf, type User } from './state';
import { uniqueId } from './unique-id';

/** Makes a user with one access key and managed policies attached, as an account's own administrator is. */
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

export const getUser: Operation<iam.GetUserRequest, iam.GetUserResponse> = {
  asks: ({ UserName }, call) => {
    const name = UserName ?? callerName(call);
    return [{ action: 'iam:GetUser', resource: userArn(call, name), shown: `user ${name}` }];
  },
  run: ({ UserName }, call) => {
    const name = UserName ?? callerName(call);
    if (name === '') throw new Fault('ValidationError', 'Must specify userName when calling with non-User credentials');
    const user = iamOf(call.world, call.accountId).users.get(name.toLowerCase());
    if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
    return { User: shape(user) };
  },
};

export const listUsers: Operation<iam.ListUsersRequest, iam.ListUsersResponse> = {
  asks: ({ PathPrefix }, call) => listAsk(call, 'ListUsers', 'user', PathPrefix),
  run: (input, { world, accountId }) => {
    const users = [...iamOf(world, accountId).users.values()];
    const { items, position } = page(
      users.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/')),
      input,
    );
    return { Users: items.map(shape), ...position };
  },
};

export const listAccessKeys: Operation<iam.ListAccessKeysRequest, iam.ListAccessKeysResponse> = {
  asks: ({ UserName }, call) => {
    const name = UserName ?? callerName(call);
    return [{ action: 'iam:ListAccessKeys', resource: userArn(call, name), shown: `user ${name}` }];
  },
  run: (input, call) => {
    const name = input.UserName ?? callerName(call);
    const user = iamOf(call.world, call.accountId).users.get(name.toLowerCase());
    if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
    const { items, position } = page([...user.keys], input);
    const keys = items.map(([id, { createdAt }]) => ({
      UserName: user.name,
      AccessKeyId: id,
      Status: 'Active' as const,
      CreateDate: dateOf(createdAt),
    }));
    return { AccessKeyMetadata: keys, ...position };
  },
};

function callerName({ caller }: Call): string {
  return caller.principal.type === 'user' ? (caller.principal.arn.split('/').at(-1) ?? '') : '';
}

function userArn(call: Call, name: string): string {
  const user = iamOf(call.world, call.accountId).users.get(name.toLowerCase());
  return user?.arn ?? `arn:aws:iam::${call.accountId}:user/${name}`;
}

function shape(user: User): iam.User {
  return { Path: user.path, UserName: user.name, UserId: user.id, Arn: user.arn, CreateDate: dateOf(user.createdAt) };
}
