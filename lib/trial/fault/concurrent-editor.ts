import { Fault } from '@/lib/sandbox/service';
import type { World } from '@/lib/sandbox/world';
import { kinesisPolicy } from '@/lib/trial/sandbox/reader-role';
import { type Administrators, consumer, producer, reader, stream } from './accounts';
import { lostOf, othersIn } from './others-statements';
import { snapshot } from './snapshot';
import type { Edit, Preempting } from './trouble';

type Document = { Version?: string; Statement?: object | object[] };

/**
 * The other administrator, who edits policies while a run is under way, and who keeps account of what is theirs: every
 * statement that is not the wire's own must still be there whenever they look.
 */
export class ConcurrentEditor {
  /** Other people's statements as they last were, by the policy's ARN. */
  private readonly theirs = new Map<string, string[]>();
  /** Policies that the other administrator has edited, with how many requests had gone out by then. */
  readonly edited = new Map<string, number>();
  /** They took statements away, the wire's own or one that let its reader in. */
  tookAway = false;

  /** What they made for themselves. */
  preempted: Preempting['what'] | null = null;

  constructor(
    private readonly admin: Administrators,
    private readonly world: World,
    private readonly wireId: string,
    private readonly keyArn: string | null,
  ) {
    this.note();
  }

  /** Statements that somebody lost and did not remove. */
  missing(): string[] {
    const { policies } = snapshot(this.world);
    return [...this.theirs].flatMap(([arn, before]) => lostOf(before, othersIn(policies.get(arn), this.wireId)));
  }

  /** What others have in a policy now. */
  statementsOn(arn: string): string[] {
    return this.theirs.get(arn) ?? [];
  }

  /** The policy that an edit is meant for, without a consumer's epoch. */
  arnOf(on: Edit['on']): string | null {
    return { stream, consumer: `${stream}/consumer/reader`, key: this.keyArn }[on];
  }

  async edit({ what, on }: Edit, after: number): Promise<void> {
    const shown = this.arnOf(on);
    const own = snapshot(this.world).consumers.find(({ name }) => name === 'reader');
    const arn = on === 'consumer' ? (own?.arn ?? null) : shown;
    if (arn === null || shown === null) return;
    const text = snapshot(this.world).policies.get(shown);
    try {
      await this.write(what, arn, await this.read(arn));
    } catch (error) {
      if (error instanceof Fault) return;
      throw error;
    }
    const edited = snapshot(this.world).policies.get(shown);
    if (edited === text) return;
    this.edited.set(shown, after);
    if (what === 'remove-last' || what === 'empty') this.tookAway = true;
    this.note();
  }

  /** Makes what the plan was going to make. AWS may refuse, as it would the plan. */
  async preempt(what: Preempting['what'], fanOut: boolean): Promise<void> {
    const { consumers, attached, mappings } = snapshot(this.world);
    const own = consumers.find(({ name }) => name === 'reader');
    const isThere = {
      role: attached.includes(kinesisPolicy),
      registration: own !== undefined,
      mapping: mappings.length > 0,
    };
    if (isThere[what] || (what === 'registration' && !fanOut)) return;
    try {
      await this.make[what](fanOut ? own?.arn : stream);
      this.preempted = what;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  private readonly make: Record<Preempting['what'], (source?: string) => Promise<object>> = {
    role: () => this.admin.ask(consumer, 'iam:AttachRolePolicy', { RoleName: 'reader', PolicyArn: kinesisPolicy }),
    registration: () =>
      this.admin.ask(producer, 'kinesis:RegisterStreamConsumer', { StreamARN: stream, ConsumerName: 'reader' }),
    mapping: (EventSourceArn) =>
      this.admin.ask(consumer, 'lambda:CreateEventSourceMapping', {
        EventSourceArn,
        FunctionName: reader,
        StartingPosition: 'TRIM_HORIZON',
      }),
  };

  private async read(arn: string): Promise<Document> {
    const answer = arn.includes(':kms:')
      ? await this.admin.ask<{ Policy: string }>(producer, 'kms:GetKeyPolicy', { KeyId: arn })
      : await this.admin.ask<{ Policy: string }>(producer, 'kinesis:GetResourcePolicy', { ResourceARN: arn });
    return JSON.parse(answer.Policy) as Document;
  }

  private async write(what: Edit['what'], arn: string, before: Document): Promise<void> {
    const isKey = arn.includes(':kms:');
    const statements = [before.Statement ?? []].flat();
    const added = {
      Sid: `Meanwhile${statements.length}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${producer}:root` },
      Action: isKey ? 'kms:DescribeKey' : `kinesis:Describe${arn.includes('/consumer/') ? 'StreamConsumer' : 'Stream'}`,
      Resource: isKey ? '*' : arn,
    };
    const after = {
      add: [...statements, added],
      rewrite: [...statements, added].reverse(),
      'remove-last': statements.slice(0, -1),
      empty: [],
    }[what];
    if (after.length === 0 && isKey) return;
    if (after.length === 0)
      return void (await this.admin.ask(producer, 'kinesis:DeleteResourcePolicy', { ResourceARN: arn }));
    const Policy = JSON.stringify(
      { ...before, Version: before.Version ?? '2012-10-17', Statement: after },
      null,
      what === 'rewrite' ? 0 : 3,
    );
    if (isKey) await this.admin.ask(producer, 'kms:PutKeyPolicy', { KeyId: arn, Policy });
    else await this.admin.ask(producer, 'kinesis:PutResourcePolicy', { ResourceARN: arn, Policy });
  }

  /** Takes what stands now for what is to stay. */
  note(): void {
    this.theirs.clear();
    for (const [arn, text] of snapshot(this.world).policies) this.theirs.set(arn, othersIn(text, this.wireId));
  }
}
