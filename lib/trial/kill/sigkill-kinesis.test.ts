import { keyChanged, otherSettings } from './decays';
import { killsAtEveryPoint } from './killed-story';

const leastForTheRole = 'the least for the role';
const keyByPolicy = 'key by policy';
const keyByGrant = 'key by grant';

killsAtEveryPoint(
  {
    [leastForTheRole]: { kind: 'kinesis', roleGrant: 'least', encrypted: false, calls: 3 },
    [keyByPolicy]: { kind: 'kinesis', keyGrant: 'policy', encrypted: true, calls: 5 },
    [keyByGrant]: { kind: 'kinesis', keyGrant: 'grant', encrypted: true, calls: 5 },
  },
  [otherSettings(leastForTheRole), keyChanged(keyByPolicy)],
);
