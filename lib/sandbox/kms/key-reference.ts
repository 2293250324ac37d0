import { type Call, Fault } from '../service';
import type { World } from '../world';
import { awsManagedKey } from './aws-managed-key';
import { type Key, kmsArn, kmsState, removeExpired } from './key';

/** What a request means by a key id, key ARN, alias name or alias ARN. `name` is `key/…` or `alias/…`. */
export type KeyReference = { accountId: string; region: string; name: string };

const arnForm = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(key\/[a-zA-Z0-9-]+|alias\/[a-zA-Z0-9/_-]+)$/;
const idForm = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `null` when it is none of the four forms. Names without an account are of the one given. */
export function referenceOf(text: string, accountId: string, region: string): KeyReference | null {
  const [, itsRegion, itsAccount, name] = arnForm.exec(text) ?? [];
  if (itsRegion && itsAccount && name) return { accountId: itsAccount, region: itsRegion, name };
  if (/^alias\/[a-zA-Z0-9/_-]+$/.test(text)) return { accountId, region, name: text };
  return idForm.test(text) ? { accountId, region, name: `key/${text}` } : null;
}

/** The key that is meant. Naming the alias of an AWS managed key makes that key. */
export function keyMeant(world: World, { accountId, region, name }: KeyReference, now: number): Key | undefined {
  const state = kmsState(world, accountId, region);
  removeExpired(state, now);
  if (name.startsWith('key/')) return state.keys.get(name.slice('key/'.length));
  const keyId = state.aliases.get(name)?.keyId;
  return keyId === undefined ? awsManagedKey(world, { accountId, region }, name, now) : state.keys.get(keyId);
}

/** What a request names. Throws what KMS says to names that cannot be a key of the Region called. */
export function named(text: string | undefined, call: Call, accountId = call.accountId): KeyReference {
  const wanted = text ?? '';
  const reference = referenceOf(wanted, accountId, call.region);
  if (!reference && wanted.startsWith('arn:')) throw new Fault('InvalidArnException', `Invalid arn ${wanted}`);
  if (!reference) throw new Fault('NotFoundException', `Invalid keyId '${wanted}'`);
  if (reference.region !== call.region) throw new Fault('NotFoundException', `Invalid arn ${reference.region}`);
  return reference;
}

/** The key that a request names. Throws NotFoundException. */
export function theKey(text: string | undefined, call: Call, accountId = call.accountId): Key {
  const reference = named(text, call, accountId);
  const key = keyMeant(call.world, reference, call.clock.now());
  if (key) return key;
  const arn = kmsArn(reference.region, reference.accountId, reference.name);
  const what = reference.name.startsWith('alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`;
  throw new Fault('NotFoundException', what);
}
