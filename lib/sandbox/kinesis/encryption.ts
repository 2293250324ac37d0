import { useKey as askKms, resolveKey } from '../kms/use-key';
import { type Call, Fault } from '../service';
import type { StoredRecord, Stream } from './kinesis-state';

/** What Kinesis makes of KMS's own faults. */
const faultOf: Record<string, string> = {
  AccessDeniedException: 'KMSAccessDeniedException',
  DisabledException: 'KMSDisabledException',
  InvalidArnException: 'KMSNotFoundException',
  KMSInvalidStateException: 'KMSInvalidStateException',
  NotFoundException: 'KMSNotFoundException',
};

/** The key that was chosen last, whether it is in force already or not. */
export function chosenKey({ keyChanges }: Stream): string | undefined {
  return keyChanges.at(-1)?.keyId ?? undefined;
}

/**
 * Has a data key made for records that are written now, as their writer.
 * @returns the ARN of the key they are under, `undefined` where the stream is not encrypted
 * @throws Fault in Kinesis's words where KMS refuses
 */
export function keyToWriteUnder(stream: Stream, call: Call): string | undefined {
  const now = call.clock.now();
  const keyId = stream.keyChanges.findLast(({ from }) => from <= now)?.keyId ?? undefined;
  return keyId === undefined ? undefined : makeDataKey(stream, keyId, call);
}

/** As `keyToWriteUnder`, under a key that is not that of the stream (yet). */
export function makeDataKey(stream: Stream, keyId: string, call: Call): string {
  try {
    return throughKms(stream, keyId, 'kms:GenerateDataKey', call);
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Decrypts records as their reader, each under the key that it was written under.
 * @throws Fault in Kinesis's words where KMS refuses one of the keys
 */
export function decryptAll(stream: Stream, records: readonly StoredRecord[], call: Call): void {
  const keys = new Set(records.map(({ keyArn }) => keyArn));
  for (const keyArn of keys) {
    if (keyArn === undefined) continue;
    try {
      throughKms(stream, keyArn, 'kms:Decrypt', call);
    } catch (error) {
      const fault = translated(error);
      throw fault.code === 'KMSAccessDeniedException' ? new Fault(fault.code, mayNotDecrypt(stream, call)) : fault;
    }
  }
}

function throughKms(stream: Stream, keyRef: string, action: 'kms:GenerateDataKey' | 'kms:Decrypt', call: Call): string {
  if (!resolveKey(call.world, stream.accountId, stream.region, keyRef)) {
    throw new Fault('NotFoundException', `Key '${keyRef}' does not exist`);
  }
  const context = { 'aws:kinesis:arn': stream.arn };
  const service = `kinesis.${stream.region}.amazonaws.com`;
  return askKms(call, keyRef, stream.accountId, action, context, service).keyArn;
}

function translated(error: unknown): Fault {
  const code = error instanceof Fault ? faultOf[error.code] : undefined;
  if (!(error instanceof Fault) || !code) throw error;
  return new Fault(code, error.message);
}

function mayNotDecrypt(stream: Stream, { caller }: Call): string {
  const who = 'arn' in caller.principal ? caller.principal.arn : caller.accountId;
  const which = `${stream.accountId}:${stream.name}:${Math.floor(stream.createdAt / 1000)}`;
  return `User ${who} is not authorized to decrypt records in stream ${which}`;
}
