import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CreateGrantRequest, CreateGrantResponse, GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import type { ConditionContext } from '@/lib/policy/question';
import { principalExists, storedPrincipal } from '../iam/principals';
import { propagate, propagating } from '../iam/propagation';
import { outOfModel, present } from '../out-of-model';
import { type Call, Fault } from '../service';
import { endDryRun } from './dry-run';
import { type EncryptionContext, grantToken, noLooser } from './grantees';
import type { Grant, Key } from './key';
import { mustBeEnabled } from './key-states';
import { onKey } from './on-key';

/** What a grant on a symmetric encryption key can allow. */
const grantable: readonly GrantOperation[] = [
  'CreateGrant',
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
];

export const createGrant = onKey<CreateGrantRequest, CreateGrantResponse>(
  'CreateGrant',
  {
    perSecond: 50,
    asking: (input) => ({
      context: conditionsOf(input),
      encryptionContext: pairsOf(input.Constraints),
      // Whoever was granted CreateGrant can hand on what the grant itself allows, and no more.
      grant: (grant) => covers(grant, input),
    }),
  },
  (key, input, call) => {
    const facts = factsOf(input, call);
    mustBeEnabled(key);
    endDryRun(input);
    const grant = alike(key, facts) ?? newGrant(key, facts, call);
    return { GrantId: grant.id, GrantToken: grantToken(grant, key) };
  },
);

type Facts = Pick<Grant, 'name' | 'grantee' | 'retiring' | 'operations' | 'constraints' | 'issuingAccount'>;

function factsOf(input: CreateGrantRequest, call: Call): Facts {
  if (input.GranteeServicePrincipal !== undefined || input.RetiringServicePrincipal !== undefined) {
    throw new Fault('UnsupportedOperationException', 'The practice accounts grant to no service principals.');
  }
  const grantee = principal(present(input.GranteePrincipal, 'granteePrincipal'), call);
  const retiring = input.RetiringPrincipal === undefined ? undefined : principal(input.RetiringPrincipal, call);
  const operations = present(input.Operations, 'operations');
  const other = operations.find((operation) => !grantable.includes(operation));
  if (other !== undefined || operations.length === 0) {
    throw outOfModel(`[${operations.join(', ')}]`, 'operations', `satisfy enum value set: [${grantable.join(', ')}]`);
  }
  checkConstraints(input.Constraints);
  return {
    name: input.Name,
    grantee,
    retiring,
    operations: [...new Set(operations)].sort(),
    constraints: input.Constraints,
    issuingAccount: call.accountId,
  };
}

/** A request that is repeated under the same name gives the grant that it made the first time. */
function alike(key: Key, facts: Facts): Grant | undefined {
  if (facts.name === undefined) return undefined;
  return [...key.grants.values()].find(({ id, createdAt, effective, withdrawn, ...made }) => {
    return !withdrawn && isDeepStrictEqual(made, facts);
  });
}

function newGrant(key: Key, facts: Facts, { clock }: Call): Grant {
  const grant: Grant = {
    ...facts,
    id: randomBytes(32).toString('hex'),
    createdAt: clock.now(),
    withdrawn: false,
    effective: propagating(false),
  };
  propagate(grant.effective, true, clock);
  key.grants.set(grant.id, grant);
  return grant;
}

function principal(arn: string, { world, clock }: Call): string {
  const named = arn.startsWith('arn:') && principalExists(world, clock, arn);
  if (!named) throw new Fault('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`);
  return storedPrincipal(world, arn);
}

function checkConstraints(constraints: GrantConstraints = {}): void {
  for (const pairs of [constraints.EncryptionContextEquals, constraints.EncryptionContextSubset]) {
    const entries = Object.entries(pairs ?? {});
    if (entries.length > 8 || entries.some(([, value]) => value.length > 384)) {
      throw new Fault('ValidationException', 'A grant constraint holds at most 8 pairs of at most 384 characters.');
    }
  }
}

function conditionsOf({ GranteePrincipal, RetiringPrincipal, Operations, Constraints }: CreateGrantRequest) {
  const types = Object.entries(Constraints ?? {}).flatMap(([type, value]) => (value === undefined ? [] : [type]));
  const context: ConditionContext = {
    'kms:GrantIsForAWSResource': 'false',
    'kms:GrantOperations': Operations ?? [],
    ...(types.length > 0 ? { 'kms:GrantConstraintType': types } : {}),
    ...(GranteePrincipal === undefined ? {} : { 'kms:GranteePrincipal': GranteePrincipal }),
    ...(RetiringPrincipal === undefined ? {} : { 'kms:RetiringPrincipal': RetiringPrincipal }),
  };
  return context;
}

function pairsOf(constraints: GrantConstraints = {}): EncryptionContext {
  return { ...constraints.EncryptionContextSubset, ...constraints.EncryptionContextEquals };
}

function covers(parent: Grant, { Operations = [], Constraints }: CreateGrantRequest): boolean {
  const known = Operations.every((operation) => parent.operations.includes(operation));
  return known && noLooser(Constraints, parent.constraints);
}
