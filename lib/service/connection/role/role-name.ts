import { arnOf } from '@/lib/wiring/arn';

/** `/tributary/` and `operator` of `arn:aws:iam::111122223333:role/tributary/operator`. */
export type RoleName = { path: string; name: string };

export function roleNameOf(roleArn: string): RoleName {
  const parts = arnOf(roleArn).resource.split('/').slice(1);
  const name = parts.at(-1) ?? '';
  return { path: ['', ...parts.slice(0, -1), ''].join('/'), name };
}
