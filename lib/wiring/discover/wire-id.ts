import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { parseArn } from '../arn';
import { chosenParts } from '../kind/chosen-parts';
import type { Kind } from '../kind/kind';
import type { ResourceTable } from '../resource/resources';
import type { Chosen } from '../view';
import { viewOf } from './settle';

/** A wire's lasting name: twelve hexadecimal digits made from its kind and what it joins. */
export function wireId(kind: string, read: string, readerArn: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${kind}\n${read}\n${readerArn}`))).slice(0, 12);
}

/**
 * The id of the wire between what was chosen. It is made of lasting names: an ARN that changes when the thing is made again
 * leaves the wire the same.
 */
export function wireIdOf(resources: ResourceTable, kind: Kind, chosen: Chosen): string {
  const parts = chosenParts(kind, chosen);
  const evidence = { parts: {}, others: { state: 'pending' as const }, ours: [] };
  const { arn } = viewOf(resources, chosen, parts, evidence);
  return wireId(
    kind.id,
    stable(resources, parts[kind.reads]?.is, arn(kind.reads)),
    stable(resources, kind.reader, chosen.reader),
  );
}

function stable(resources: ResourceTable, is: string | undefined, arn: string): string {
  const resource = resources[is ?? ''];
  const parsed = parseArn(arn);
  return resource && parsed.ok && parsed.arn.service === resource.arn.service ? resource.stable(arn) : arn;
}
