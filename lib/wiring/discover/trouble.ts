import type { Evidence } from '../evidence';
import type { Mapping, Source, StatusCode } from '../inventory';
import { judgeFact } from '../judge/judge-fact';
import { judgeOwner } from '../judge/judge-owner';
import type { Ends, Kind } from '../kind/kind';
import type { Verdict, VerdictCode } from '../need';
import { reason, type Trouble } from './status';

/** Facts that the stream, its consumers, its key and the mapping tell by themselves. */
const factsOfSource = ['readable-encryption', 'consumer-registered', 'mapping-current'];

/** What a verdict means for the wire as a whole. Any other unmet grant is a half wire. */
const meaning = {
  'aws-managed-key': 'broken',
  'key-disabled': 'broken',
  'key-pending-deletion': 'broken',
  'key-state': 'broken',
  'key-gone': 'broken',
  'consumer-unregistered': 'broken',
  'consumer-deleting': 'broken',
  'mapping-orphaned': 'broken',
  'mapping-elsewhere': 'broken',
  'dead-principal': 'half',
} as const satisfies Partial<Record<VerdictCode & StatusCode, Trouble['status']>>;

function isMeant(code: VerdictCode): code is keyof typeof meaning {
  return code in meaning;
}

/** The first thing, in the order of the kind's needs, that the stream's account lacks for this mapping. */
export function troubleOf(kind: Kind, ends: Ends, source: Source, mapping: Mapping): Trouble | null {
  const evidence = ofOwner(ends, source, mapping);
  for (const need of kind.needs(ends)) {
    const { demand } = need;
    if (need.weight !== 'required') continue;
    let verdict: Verdict | null = null;
    if (demand.type === 'fact') {
      if (factsOfSource.includes(demand.fact)) verdict = judgeFact(need, demand.fact, { ends, evidence });
    } else if (demand.place === 'resource-policy' || demand.place === 'key-policy') {
      verdict = judgeOwner(need, demand, ends, evidence);
    }
    if (verdict?.state === 'missing' || verdict?.state === 'denied') return meant(verdict);
  }
  return null;
}

function meant({ code, because, need }: Verdict): Trouble {
  if (isMeant(code)) return { status: meaning[code], ...reason(code, because.values) };
  const { demand } = need;
  const onKey = demand.type === 'grant' && demand.place === 'key-policy';
  if (!onKey) return { status: 'half', ...reason('mapped-ungranted') };
  return { status: 'half', ...reason('key-ungranted', { key: demand.resource }) };
}

function ofOwner(ends: Ends, source: Source, mapping: Mapping): Evidence {
  const pending = { state: 'pending' as const };
  return {
    source: { state: 'known', value: source, at: '' },
    mapping: { state: 'known', value: mapping, at: '' },
    function: pending,
    role: { arn: ends.roleArn, role: pending, attached: pending, inline: pending, boundary: pending },
    rivals: pending,
    formerKeys: [],
  };
}
