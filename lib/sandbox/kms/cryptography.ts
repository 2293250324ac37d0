import { randomBytes } from 'node:crypto';
import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
} from '@aws-sdk/client-kms';
import { accessDenied } from '../enforce';
import { outOfModel, present, within } from '../out-of-model';
import { type Call, Fault, type Operation } from '../service';
import { keyOfBlob, open, seal } from './ciphertext';
import { endDryRun } from './dry-run';
import { type Asking, keyAsk, kmsProtocol } from './key-ask';
import { keyMeant, referenceOf, theKey } from './key-reference';
import { mustBeEnabled } from './key-states';
import { cryptographic } from './rates';

const mostPlaintext = 4096;

export const encrypt: Operation<EncryptRequest, EncryptResponse> = {
  limit: (_input, call) => cryptographic(call),
  asks: (input, call) => [keyAsk('Encrypt', present(input.KeyId, 'keyId'), call, shownBy(input))],
  run: (input, call) => {
    const plaintext = present(input.Plaintext, 'plaintext');
    if (plaintext.length < 1 || plaintext.length > mostPlaintext) {
      throw outOfModel('java.nio.HeapByteBuffer', 'plaintext', `have length between 1 and ${mostPlaintext}`);
    }
    const key = usable(input.KeyId, input, call);
    const CiphertextBlob = seal(key, plaintext, input.EncryptionContext ?? {});
    return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
};

export const generateDataKey: Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> = {
  limit: (_input, call) => cryptographic(call),
  asks: (input, call) => [keyAsk('GenerateDataKey', present(input.KeyId, 'keyId'), call, shownBy(input))],
  run: (input, call) => {
    const bytes = dataKeyBytes(input);
    const key = usable(input.KeyId, input, call);
    const Plaintext = new Uint8Array(randomBytes(bytes));
    return { CiphertextBlob: seal(key, Plaintext, input.EncryptionContext ?? {}), Plaintext, KeyId: key.arn };
  },
};

/** The key is the one that the ciphertext names; a key in the request must be that one. */
export const decrypt: Operation<DecryptRequest, DecryptResponse> = {
  limit: (_input, call) => cryptographic(call),
  asks: (input, call) => [keyAsk('Decrypt', input.KeyId ?? keyOfCiphertext(input, call), call, shownBy(input))],
  run: (input, call) => {
    const blob = present(input.CiphertextBlob, 'ciphertextBlob');
    const made = keyOfCiphertext(input, call);
    if (input.KeyId !== undefined && theKey(input.KeyId, call).arn !== made) {
      const message = 'The key ID in the request does not identify a CMK that can perform this operation.';
      throw new Fault('IncorrectKeyException', message);
    }
    const key = usable(made, input, call);
    const Plaintext = open(key, blob, input.EncryptionContext ?? {});
    return { Plaintext, KeyId: key.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
};

type Cryptographic = {
  EncryptionContext?: Record<string, string> | undefined;
  GrantTokens?: string[] | undefined;
  DryRun?: boolean | undefined;
};

function shownBy({ EncryptionContext = {}, GrantTokens = [] }: Cryptographic): Asking {
  return { encryptionContext: EncryptionContext, grantTokens: GrantTokens };
}

function usable(name: string | undefined, input: Cryptographic, call: Call) {
  const key = theKey(name, call);
  mustBeEnabled(key);
  endDryRun(input);
  return key;
}

/** @throws AccessDeniedException where there is no such key (any more) in the Region: KMS does not tell which */
function keyOfCiphertext({ CiphertextBlob }: DecryptRequest, call: Call): string {
  const arn = keyOfBlob(present(CiphertextBlob, 'ciphertextBlob'));
  const reference = referenceOf(arn, call.accountId, call.region);
  const here = reference?.region === call.region && keyMeant(call.world, reference, call.clock.now());
  if (here) return arn;
  throw accessDenied(
    kmsProtocol,
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
  );
}

function dataKeyBytes({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new Fault('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  if (NumberOfBytes === undefined) return KeySpec === 'AES_128' ? 16 : 32;
  within(NumberOfBytes, 'numberOfBytes', 1, 1024);
  return NumberOfBytes;
}
