import { Fault } from '@/lib/sandbox/service';
import type { World } from '@/lib/sandbox/world';
import { type Administrators, consumer, producer, reader } from './administrators';
import { apiOf, readPolicy, writePolicy } from './edit-policy';
import { endsOf } from './ends/all-ends';
import type { Ends } from './ends/ends';
import { lostOf, othersIn } from './others-statements';
import type { Scenario } from './scenario';
import { type Snapshot, snapshot, stable } from './snapshot';
import type { Edit, PolicyEdit, Preempting, Switch } from './trouble';

type Watched = {
  admin: Administrators;
  world: World;
  wireId: string;
  keyArn: string | null;
  scenario: Pick<Scenario, 'start'>;
};

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

  /** They switched the table's stream off, and perhaps on again. */
  switched = false;

  /** What they made for themselves. */
  preempted: Preempting['what'] | null = null;

  private readonly ends: Ends;

  constructor(private readonly trial: Watched) {
    this.ends = endsOf(trial.scenario.start);
    this.note();
  }

  /** Statements that somebody lost and did not remove. */
  missing(): string[] {
    const { policies } = this.now();
    return [...this.theirs].flatMap(([arn, before]) => lostOf(before, othersIn(policies.get(arn), this.trial.wireId)));
  }

  /** What others have in a policy now. */
  statementsOn(arn: string): string[] {
    return this.theirs.get(arn) ?? [];
  }

  /** What an edit is meant for, by the ARN that lasts, or the table's name. */
  nameOf(on: Edit['on']): string | null {
    if (on === 'table') return 'orders';
    const arn = this.arnOf(on);
    return arn === null ? null : stable(arn);
  }

  /** What has the policy, as it is now. */
  private arnOf(on: Exclude<Edit['on'], 'table'>): string | null {
    return on === 'key' ? this.trial.keyArn : this.ends.shared(this.now())[on];
  }

  async edit(edit: Edit, after: number): Promise<void> {
    if (edit.on === 'table') return this.switchStream(edit.what, after);
    const { what, on } = edit;
    const arn = this.arnOf(on);
    if (arn === null) return;
    const shown = stable(arn);
    const text = this.now().policies.get(shown);
    try {
      await this.write(what, arn, await this.read(arn));
    } catch (error) {
      if (error instanceof Fault) return;
      throw error;
    }
    const edited = this.now().policies.get(shown);
    if (edited === text) return;
    this.edited.set(shown, after);
    if (what === 'remove-last' || what === 'empty') this.tookAway = true;
    this.note();
  }

  /** As the owner of a table does: the policy of a stream goes with it. */
  private async switchStream(what: Switch['what'], after: number): Promise<void> {
    const now = this.now();
    const arn = now.tableStream?.arn;
    try {
      await this.ends[what === 'off' ? 'takeAway' : 'replace'](this.trial.admin, now);
    } catch (error) {
      if (error instanceof Fault) return;
      throw error;
    }
    if (arn === undefined || this.now().tableStream?.arn === arn) return;
    this.switched = true;
    this.tookAway = true;
    this.edited.set(stable(arn), after);
    this.note();
  }

  /** Makes what the plan was going to make. AWS may refuse, as it would the plan. */
  async preempt(what: Preempting['what']): Promise<void> {
    const { managedPolicy, between, readNow } = this.ends;
    const now = this.now();
    const isThere = {
      role: now.attached.includes(managedPolicy),
      between: between?.isThere(now) ?? true,
      mapping: now.mappings.length > 0,
    };
    if (isThere[what]) return;
    const { admin } = this.trial;
    const mapped = { EventSourceArn: readNow(now), FunctionName: reader, StartingPosition: 'TRIM_HORIZON' };
    const make: Record<Preempting['what'], () => unknown> = {
      role: () => admin.ask(consumer, 'iam:AttachRolePolicy', { RoleName: 'reader', PolicyArn: managedPolicy }),
      between: () => between?.make(admin),
      mapping: () => admin.ask(consumer, 'lambda:CreateEventSourceMapping', mapped),
    };
    try {
      await make[what]();
      this.preempted = what;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }

  private async read(arn: string): Promise<Document> {
    return JSON.parse(await readPolicy(this.trial.admin, arn)) as Document;
  }

  private async write(what: PolicyEdit['what'], arn: string, before: Document): Promise<void> {
    const statements = [before.Statement ?? []].flat();
    const added = {
      Sid: `Meanwhile${statements.length}`,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${producer}:root` },
      Action: apiOf(arn).action(arn),
      Resource: arn.includes(':kms:') ? '*' : arn,
    };
    const after = {
      add: [...statements, added],
      rewrite: [...statements, added].reverse(),
      'remove-last': statements.slice(0, -1),
      empty: [],
    }[what];
    const Policy = JSON.stringify(
      { ...before, Version: before.Version ?? '2012-10-17', Statement: after },
      null,
      what === 'rewrite' ? 0 : 3,
    );
    await writePolicy(this.trial.admin, arn, after.length === 0 ? null : Policy);
  }

  private now(): Snapshot {
    return snapshot(this.trial.world);
  }

  /** Takes what stands now for what is to stay. */
  note(): void {
    this.theirs.clear();
    for (const [arn, text] of this.now().policies) this.theirs.set(arn, othersIn(text, this.trial.wireId));
  }
}
