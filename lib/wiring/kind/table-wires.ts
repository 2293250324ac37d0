import type { Index } from '../discover/index-of';
import type { Table } from '../resource/dynamodb';
import { withoutLabel } from '../resource/dynamodb-arn';
import type { Mapping } from '../resource/lambda';
import type { Found } from './kind';
import { mappedSources } from './mapped-sources';
import { tableRead } from './table';
import { unreadGrants } from './unread-grants';

const mapped = mappedSources(tableRead);

/** Wires of tables that mappings tell of. */
export function mappedTables(index: Index): Found[] {
  return currentOf(mapped(index), index);
}

/** Of several mappings between the same ends, the one on the stream that is on: the others read labels of before. */
function currentOf(found: readonly Found[], index: Index): Found[] {
  const ends = ({ chosen }: Found) => `${chosen.source} ${chosen.reader}`;
  const byEnds = new Map<string, Found>();
  for (const one of found) {
    const { stream } = (index.byArn(one.chosen.source) as Table | undefined) ?? {};
    const isCurrent = stream?.state === 'known' && (one.pulse as Mapping).sourceArn === stream.value.arn;
    if (isCurrent || !byEnds.has(ends(one))) byEnds.set(ends(one), one);
  }
  return [...byEnds.values()];
}

/** Whom a stream's policy lets in and who does not read it. */
export function grantedReaders(index: Index): Found[] {
  return (index.of('dynamodb-table') as readonly Table[]).flatMap((source) => {
    const { stream } = source;
    if (stream.state !== 'known' || stream.value.policy.state !== 'known') return [];
    return unreadGrants({ source, policy: stream.value.policy, reads: withoutLabel(stream.value.arn) }, index);
  });
}
