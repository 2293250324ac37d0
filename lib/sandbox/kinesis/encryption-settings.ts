import type { StartStreamEncryptionInput, StopStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import { outOfModel } from '../out-of-model';
import { type Call, Fault } from '../service';
import { makeDataKey } from './encryption';
import type { Stream } from './kinesis-state';
import { perAccountOnStreams } from './limits';
import { onStream, theActiveStream } from './reference';

const SECONDS_TO_CHANGE = 10;
const CHANGES_A_DAY = 25;
const DAY = 86_400_000;

/** The key may be given by id, ARN, alias name or alias ARN, and is answered as it was given. */
export const startStreamEncryption = onStream<StartStreamEncryptionInput, object>(
  'StartStreamEncryption',
  perAccountOnStreams('StartStreamEncryption', 5),
  (input, call) => {
    const { stream, keyId } = checked(input, call);
    makeDataKey(stream, keyId, call);
    change(stream, keyId, call);
    return {};
  },
);

export const stopStreamEncryption = onStream<StopStreamEncryptionInput, object>(
  'StopStreamEncryption',
  perAccountOnStreams('StopStreamEncryption', 5),
  (input, call) => {
    change(checked(input, call).stream, null, call);
    return {};
  },
);

function checked(input: StartStreamEncryptionInput, call: Call): { stream: Stream; keyId: string } {
  if (input.EncryptionType !== 'KMS') {
    throw outOfModel(input.EncryptionType, 'encryptionType', 'satisfy enum value set: [KMS]');
  }
  const keyId = input.KeyId;
  if (keyId === undefined) throw outOfModel(undefined, 'keyId', 'not be null');
  return { stream: theActiveStream(input, call), keyId };
}

/** Records are written as before until the stream is ACTIVE again. */
function change(stream: Stream, keyId: string | null, { clock }: Call): void {
  const now = clock.now();
  const today = stream.keyChanges.filter(({ askedAt }) => askedAt > now - DAY);
  if (today.filter((each) => (each.keyId === null) === (keyId === null)).length >= CHANGES_A_DAY) {
    const limit = `at most ${CHANGES_A_DAY} times in a rolling 24-hour period`;
    throw new Fault('LimitExceededException', `Encryption of stream ${stream.name} can be changed ${limit}.`);
  }
  const inForce = stream.keyChanges.at(-1);
  const until = clock.after(SECONDS_TO_CHANGE);
  stream.keyChanges = [
    ...(inForce && !today.includes(inForce) ? [inForce] : today),
    { keyId, askedAt: now, from: until },
  ];
  stream.change = { status: 'UPDATING', until };
}
