import { registeredAgain, roleMadeAnew } from './decays';
import { killsAtEveryPoint } from './killed-story';

const keyByPolicy = 'fan-out, key by policy';
const keyByGrant = 'fan-out, key by grant';

killsAtEveryPoint(
  {
    [keyByPolicy]: { kind: 'kinesis-fanout', keyGrant: 'policy', encrypted: true, calls: 7 },
    [keyByGrant]: { kind: 'kinesis-fanout', keyGrant: 'grant', encrypted: true, calls: 7 },
  },
  [roleMadeAnew(keyByPolicy), registeredAgain(keyByGrant)],
);
