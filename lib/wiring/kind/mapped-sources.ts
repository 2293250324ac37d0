import { accountOf } from '../arn';
import type { Index } from '../discover/index-of';
import { remembered } from '../discover/remembered';
import type { Mapping } from '../resource/lambda';
import { unqualified } from '../resource/lambda-arn';
import type { Thing } from '../thing';
import type { Chosen } from '../view';
import type { Found } from './kind';

type Source = (mappedArn: string) => Omit<Chosen, 'reader'> | null;

/**
 * What a mapping joins. `source` says what the ARN that a mapping reads stands for, `null` where it is none of the kind's.
 */
export function joinedBy(source: Source): (pulse: Thing) => Chosen | null {
  return (pulse) => {
    if (pulse.is !== 'event-source-mapping') return null;
    const { sourceArn, functionArn } = pulse as Mapping;
    const chosen = source(sourceArn);
    return chosen && { ...chosen, source: String(chosen.source), reader: unqualified(functionArn) };
  };
}

/** Wires that mappings tell of. One of the mapping's own account is shared with nobody. */
export function mappedSources(source: Source): (index: Index) => Found[] {
  const joins = joinedBy(source);
  const found = remembered<Mapping, Found | null>();
  const wireOf = (mapping: Mapping): Found | null => {
    const chosen = joins(mapping);
    return chosen === null || accountOf(chosen.source) === mapping.accountId ? null : { chosen, pulse: mapping };
  };
  return (index) => {
    const mappings = index.of('event-source-mapping') as readonly Mapping[];
    return mappings.flatMap((mapping) => found(mapping, [], () => wireOf(mapping)) ?? []);
  };
}
