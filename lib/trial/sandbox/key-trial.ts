import { assumeAsService } from '@/lib/sandbox/sts/assume-as-service';
import { type StagedWorld, stageWorld } from './staged-world';

export const owner = '999900009999';
export const other = '888800008888';
export const readerArn = `arn:aws:iam::${other}:role/reader`;

/** What the trial's ciphertext was made with. */
export const context = { 'aws:kinesis:arn': `arn:aws:kinesis:us-east-1:${owner}:stream/orders` };

const trust = JSON.stringify(policyOf({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }));

/** A key of one practice account, something encrypted under it, and a role of another account. */
export class KeyTrial {
  private constructor(
    readonly staged: StagedWorld,
    readonly keyArn: string,
    readonly secret: Uint8Array,
  ) {}

  static async open(): Promise<KeyTrial> {
    const staged = await stageWorld();
    const asOwner = (action: string, input: object) => staged.ask(staged.administrator(owner), action, input);
    const { KeyMetadata } = (await asOwner('kms:CreateKey', {})) as { KeyMetadata: { Arn: string } };
    const Plaintext = Buffer.from('orders');
    const input = { KeyId: KeyMetadata.Arn, Plaintext, EncryptionContext: context };
    const sealed = (await asOwner('kms:Encrypt', input)) as { CiphertextBlob: Uint8Array };
    const trial = new KeyTrial(staged, KeyMetadata.Arn, sealed.CiphertextBlob);
    await trial.makeReader();
    return trial;
  }

  asOwner(action: string, input: object = {}) {
    return this.staged.ask(this.staged.administrator(owner), action, input);
  }

  asOther(action: string, input: object = {}) {
    return this.staged.ask(this.staged.administrator(other), action, input);
  }

  get reader() {
    return assumeAsService(this.staged.world, this.staged.clock, readerArn, 'lambda.amazonaws.com', 'reader');
  }

  asReader(action: string, input: object = {}) {
    return this.staged.ask(this.reader, action, input);
  }

  /** What the reader gets out of the secret: its text, or the refusal. */
  async readerDecrypts(EncryptionContext: Record<string, string> = context, more: object = {}): Promise<string> {
    const answer = await this.asReader('kms:Decrypt', { CiphertextBlob: this.secret, EncryptionContext, ...more });
    return typeof answer === 'string' ? answer : Buffer.from(answer.Plaintext as Uint8Array).toString();
  }

  async makeReader(): Promise<void> {
    await this.makeRole('reader');
    this.staged.pass(60);
  }

  /** A role of the other account, too young to be named yet. */
  async makeRole(RoleName: string): Promise<string> {
    await this.asOther('iam:CreateRole', { RoleName, AssumeRolePolicyDocument: trust });
    return `arn:aws:iam::${other}:role/${RoleName}`;
  }

  async deleteReader(): Promise<void> {
    await this.asOther('iam:DeleteRolePolicy', { RoleName: 'reader', PolicyName: 'read' });
    await this.asOther('iam:DeleteRole', { RoleName: 'reader' });
  }

  /** Lets the reader's own account have it decrypt. */
  async letIdentity(Action: string | string[] = 'kms:Decrypt'): Promise<void> {
    const PolicyDocument = JSON.stringify(policyOf({ Action, Resource: '*' }));
    await this.asOther('iam:PutRolePolicy', { RoleName: 'reader', PolicyName: 'read', PolicyDocument });
    this.staged.pass(60);
  }

  /** The key's own policy with more statements. */
  putPolicy(...statements: object[]) {
    const root = { Principal: { AWS: `arn:aws:iam::${owner}:root` }, Action: 'kms:*', Resource: '*' };
    const Policy = JSON.stringify(policyOf(root, ...statements));
    return this.asOwner('kms:PutKeyPolicy', { KeyId: this.keyArn, Policy });
  }

  async letKeyPolicy(more: object = {}): Promise<void> {
    const answer = await this.putPolicy({
      Principal: { AWS: readerArn },
      Action: 'kms:Decrypt',
      Resource: '*',
      ...more,
    });
    if (typeof answer === 'string') throw new Error(answer);
    this.staged.pass(60);
  }

  grant(more: object = {}) {
    const input = { KeyId: this.keyArn, GranteePrincipal: readerArn, Operations: ['Decrypt'], ...more };
    return this.asOwner('kms:CreateGrant', input) as Promise<{ GrantId: string; GrantToken: string }>;
  }
}

export function policyOf(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) };
}
