import type { Ref } from '@/lib/wiring/part';
import type { Read } from '@/lib/wiring/read';
import { resourceIdOf } from '@/lib/wiring/resource/arn-reading';
import type { Mapping } from '@/lib/wiring/resource/lambda';
import { unqualified } from '@/lib/wiring/resource/lambda-arn';
import type { ResourceTable } from '@/lib/wiring/resource/resources';
import { type By, byArn, type ReadersOf } from '../reader';
import { absent } from '../session/reading';
import type { Session } from '../session/session';
import { wholeList } from '../whole-list';
import { listFunctions, listMappings, readFunction } from './read';

/** Those that read something which is known here. */
async function* mappingsOf(
  session: Session,
  { by, resources }: { by: By; resources: ResourceTable },
): AsyncGenerator<Read<Mapping[]>> {
  for await (const page of listMappings(session, { sourceArn: by.source, functionArn: by.function })) {
    if (page.state !== 'known') yield page;
    else yield { ...page, value: page.value.filter(({ sourceArn }) => resourceIdOf(resources, sourceArn) !== null) };
  }
}

/**
 * By its ARN; or by the function that it feeds and what it reads: `source`, or what that begins with, `under`, where it
 * has another ARN whenever it is made again. Nobody can list by an ARN that is gone: those are the function's.
 */
async function readMapping(session: Session, ref: Ref): Promise<Read<Mapping>> {
  const by = 'by' in ref ? ref.by : {};
  const filter = by.source === undefined ? { functionArn: by.function } : { sourceArn: by.source };
  const all = await wholeList(listMappings(session, filter));
  if (all.state !== 'known') return all;
  const own = all.value.filter((mapping) => ('arn' in ref ? mapping.arn === ref.arn : joins(mapping, ref.by)));
  // One to a version or an alias of the function counts, unless the very function has one.
  const found = own.find(({ functionArn }) => functionArn === by.function) ?? own[0];
  return found ? { ...all, value: found } : absent();
}

function joins({ functionArn, sourceArn, state }: Mapping, by: By): boolean {
  const reads = by.under === undefined ? sourceArn === by.source : isUnder(sourceArn, by.under);
  return reads && state !== 'Deleting' && unqualified(functionArn) === unqualified(by.function ?? '');
}

function isUnder(arn: string, prefix: string): boolean {
  return arn.startsWith(`${prefix}:`) || arn.startsWith(`${prefix}/`);
}

export const readers: ReadersOf<'lambda-function' | 'event-source-mapping'> = {
  'lambda-function': { read: byArn(readFunction), list: (session) => listFunctions(session) },
  'event-source-mapping': { read: readMapping, list: mappingsOf },
};
