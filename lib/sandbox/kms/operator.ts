/** What Tributary's role may do with keys. */
export function operator() {
  return [{ Sid: 'Keys', Effect: 'Allow', Action: actions, Resource: '*' }, grantLimits];
}

const actions = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:ListGrants',
  'kms:ListAliases',
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:RevokeGrant',
];

/** A grant may let its role read and nothing else. */
const grantLimits = {
  Sid: 'KeyGrantLimits',
  Effect: 'Deny',
  Action: 'kms:CreateGrant',
  Resource: '*',
  Condition: { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
};
