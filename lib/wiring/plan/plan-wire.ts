import { accountOf, functionName, streamName } from '../arn';
import type { ArnReading } from '../call/call';
import type { Calls } from '../call/calls';
import type { Evidence } from '../evidence';
import type { MappingSettings } from '../inventory';
import { missingOf } from '../judge/missing';
import type { Ends, Kind } from '../kind/kind';
import type { Verdict } from '../need';
import type { Said } from '../said';
import { settingsToUpdate } from '../setting/settings';
import { changeOf, type Draft, inOrder } from './change';
import { blockedBy, preChecks } from './check';
import { isOurs } from './our-statements';
import type { KeyShare, Place, Plan, RoleGrant } from './plan';
import { keyChanges } from './share-key';
import { resourceChanges } from './share-resource';
import { roleChanges } from './share-role';
import { statementsOf } from './statements';

/** One account's part of a plan: where it is and whether its connection may change anything. */
export type PlanSide = Place & { name: string; mayChange: boolean };

export type WiringQuestion = {
  kind: Kind;
  wireId: string;
  ends: Ends;
  producer: PlanSide;
  consumer: PlanSide;
  evidence: Evidence;
  verdicts: Verdict[];
  settings: MappingSettings;
  roleGrant: RoleGrant;
  keyGrant: KeyShare;
};

export type PlanBody = Pick<Plan, 'changes' | 'checks' | 'blocked' | 'keeps' | 'costs'>;

function consumerChange({ ends, verdicts, producer }: WiringQuestion): Draft[] {
  const answers = missingOf(verdicts, (need) => need.id === 'consumer-registered');
  if (answers.length === 0 || ends.consumer === null) return [];
  const call = {
    call: 'kinesis:RegisterStreamConsumer' as const,
    streamArn: ends.sourceArn,
    consumerName: ends.consumer.name,
  };
  return [changeOf({ side: 'producer', place: producer, answers, glyph: 'add', call })];
}

function mappingChanges(question: WiringQuestion): Draft[] {
  const { ends, kind, evidence, settings, verdicts, consumer } = question;
  const base = { side: 'consumer' as const, place: consumer, answers: [] };
  const { mapping } = evidence;
  if (mapping.state === 'absent') return [create(question)];
  if (mapping.state !== 'known') return [];
  const { uuid, functionArn, sourceArn, settings: previous } = mapping.value;
  const answers = missingOf(verdicts, (need) => need.id === 'mapping-current');
  if (answers.length > 0 && sourceArn !== kind.mappedArn(ends)) {
    const dead = verdicts.some(({ code }) => code === 'mapping-orphaned');
    const call = {
      call: 'lambda:DeleteEventSourceMapping' as const,
      uuid,
      functionArn,
      sourceArn,
      settings: previous,
      dead,
    };
    const notes: Said[] = [{ key: 'note.mapping-replaced', values: { position: settings.startingPosition } }];
    return [create(question), changeOf({ ...base, answers, glyph: 'remove', call, notes })];
  }
  if (settingsToUpdate(settings, previous).length === 0) return [];
  const call = { call: 'lambda:UpdateEventSourceMapping' as const, uuid, functionArn, settings, previous };
  return [changeOf({ ...base, glyph: 'change', call })];
}

function create({ kind, ends, settings, consumer }: WiringQuestion): Draft {
  const call = {
    call: 'lambda:CreateEventSourceMapping' as const,
    sourceArn: kind.mappedArn(ends),
    functionArn: ends.functionArn,
    settings,
  };
  return changeOf({ side: 'consumer', place: consumer, answers: [], glyph: 'add', call });
}

function keeps({ evidence, ends }: WiringQuestion, changes: readonly Draft[]): Said[] {
  const source = evidence.source.state === 'known' ? evidence.source.value : null;
  const policy = source?.policy;
  const others = policy?.state === 'known' ? statementsOf(policy.value).filter((one) => !isOurs(one.sid)) : [];
  const stream = streamName(ends.sourceArn);
  const said: Said[] = [];
  if (others.length > 0) said.push({ key: 'keeps.statements', values: { count: others.length, stream } });
  if (ends.consumer?.arn) said.push({ key: 'keeps.consumer', values: { consumer: ends.consumer.name, stream } });
  const replaced = changes.some(({ call }) => call.call === 'lambda:DeleteEventSourceMapping');
  if (evidence.mapping.state === 'known' && !replaced) {
    said.push({
      key: 'keeps.mapping',
      values: { uuid: evidence.mapping.value.uuid, function: functionName(ends.functionArn) },
    });
  }
  return said;
}

/** What is going to be billed that was not before. */
function costs({ kind, ends, evidence }: WiringQuestion, changes: readonly Draft[]): Said[] {
  if (!changes.some(({ call }) => call.call === 'kinesis:RegisterStreamConsumer')) return [];
  const summary = evidence.source.state === 'known' ? evidence.source.value.summary : null;
  return kind.costs(ends, summary?.state === 'known' ? summary.value.openShards : null);
}

/** What is missing, as ordered changes, each with its difference and its undo. */
export function planWire(calls: Calls, arns: ArnReading, question: WiringQuestion): PlanBody {
  const resource = resourceChanges(question);
  const key = keyChanges(question);
  const drafts = [
    ...consumerChange(question),
    ...roleChanges(question),
    ...resource.drafts,
    ...key.drafts,
    ...mappingChanges(question),
  ];
  const changes = inOrder(calls, arns, drafts, question.kind.make);
  const checks = preChecks(question, changes, {
    policies: [resource, key],
    oneAccount: accountOf(question.ends.sourceArn) === accountOf(question.ends.functionArn),
  });
  return {
    changes,
    checks,
    blocked: blockedBy(question.verdicts, changes, checks),
    keeps: keeps(question, drafts),
    costs: costs(question, drafts),
  };
}
