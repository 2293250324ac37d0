import { describe } from 'vitest';
import { slow } from '../slow';
import { keyChanged, otherSettings, registeredAgain, roleMadeAnew, streamSwitched } from './drifts';
import { killsAtEveryPoint, type Variant } from './killed-story';

/** The one with most calls first: of those that follow only the calls that are not met before are killed. */
const variants: Record<string, Variant> = {
  'fan-out, key by policy': { kind: 'kinesis-fanout', keyGrant: 'policy', encrypted: true },
  'fan-out, key by grant': { kind: 'kinesis-fanout', keyGrant: 'grant', encrypted: true },
  'shared throughput, key by policy': { kind: 'kinesis', keyGrant: 'policy', encrypted: true },
  'shared throughput, key by grant': { kind: 'kinesis', keyGrant: 'grant', encrypted: true },
  'shared throughput, the least for the role': { kind: 'kinesis', roleGrant: 'least', encrypted: false },
  'a table': { kind: 'dynamodb', encrypted: false },
};

const drifts = [
  roleMadeAnew('fan-out, key by policy'),
  registeredAgain('fan-out, key by grant'),
  keyChanged('shared throughput, key by policy'),
  otherSettings('shared throughput, the least for the role'),
  streamSwitched('a table'),
];

if (slow) {
  // Every variant has accounts of its own: a run looks at all mappings there are.
  describe.each(Object.entries(variants))('%s', (name, variant) => {
    killsAtEveryPoint(
      { [name]: variant },
      drifts.filter((drift) => drift.variant === name),
    );
  });
} else {
  killsAtEveryPoint(variants, drifts);
}
