import { documentOf } from '../judge/document';
import type { PartName } from '../part';
import type { Slot, Thing } from '../thing';
import type { Draft } from './change';
import { grantsIn, type PolicyStatement, statementsFor } from './needed-statements';
import { rolePolicyName } from './our-statements';
import type { PlanQuestion } from './question';
import { statementsOf } from './statements';

type RoleChange = {
  part: PartName;
  slot: Slot;
  thing: Thing;
  place: Pick<Draft, 'side' | 'place'>;
  answers: string[];
};

/** Gives a role what its own policies lack: AWS's managed policy, and an inline policy for what that one lacks. */
export function roleChanges(question: PlanQuestion, change: RoleChange): Draft[] {
  const { kind, view, rooms, verdicts } = question;
  const { part, slot, thing, place, answers } = change;
  const type = documentOf(rooms.resources, view, part, slot);
  const ownRead = rooms.resources[thing.is]?.ownRead?.(thing);
  if (!type.writing?.named || (ownRead && ownRead.state !== 'known')) return [];
  const managed = kind.managed?.(view) ?? null;
  const isAttached = policiesOf(question, change).some((policy) => policy.arn === managed?.arn);
  const given = new Set(
    verdicts.flatMap(({ need: { id, demand } }) =>
      demand.type === 'grant' && managed?.actions.includes(demand.action) && answers.includes(id) ? [id] : [],
    ),
  );
  const byManaged = answers.filter((id) => given.has(id));
  const attaches = managed !== null && view.chosen.roleGrant !== 'least' && !isAttached && byManaged.length > 0;
  const rest = attaches ? answers.filter((id) => !given.has(id)) : answers;
  const drafts: Draft[] = [];
  if (attaches) {
    const call = type.writing.named.attach(view.arn(part), managed.arn);
    drafts.push({ ...place, answers: byManaged, glyph: 'add', call });
  }
  if (rest.length > 0) {
    const besideManaged = attaches || (isAttached && !rest.some((id) => given.has(id)));
    drafts.push(inlineChange(question, { ...change, answers: rest }, managed?.actions ?? [], besideManaged));
  }
  return drafts;
}

function policiesOf({ rooms, view }: PlanQuestion, { part, slot, thing }: RoleChange) {
  const lists = documentOf(rooms.resources, view, part, slot).texts(thing);
  return lists.flatMap((list) => (list.state === 'known' ? list.value : []));
}

function inlineChange(
  question: PlanQuestion,
  change: RoleChange,
  managedActions: readonly string[],
  besideManaged: boolean,
): Draft {
  const { rooms, view, wireId, verdicts } = question;
  const { part, slot, place, answers } = change;
  const policyName = rolePolicyName(wireId);
  const own = policiesOf(question, change).find(({ name, arn }) => name === policyName && arn === null)?.document;
  const before = own?.state === 'known' ? own.value : null;
  const standing = new Set(statementsOf(before ?? '').map(({ sid }) => sid));
  const needs = verdicts.map(({ need }) => need);
  const form = { sidOf: (sid: string) => sid, resource: 'arn' as const, principal: false };
  const all = statementsFor(rooms.resources, view, grantsIn(needs, part, slot), form);
  const asked = new Set(
    needs.flatMap(({ id, demand }) => (demand.type === 'grant' && answers.includes(id) ? [demand.action] : [])),
  );
  const isAnswer = ({ Action }: PolicyStatement) => [Action].flat().some((action) => asked.has(action));
  const ofManaged = all.filter(({ Action }) => [Action].flat().every((action) => managedActions.includes(action)));
  const needsThose = !besideManaged && ofManaged.some(isAnswer);
  // What stood there already stays: the policy was made for the same wire. What others gave the role is not given again.
  const Statement = all.filter(
    (one) => standing.has(one.Sid) || (ofManaged.includes(one) ? needsThose : isAnswer(one)),
  );
  const after = JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
  const named = documentOf(rooms.resources, view, part, slot).writing?.named;
  if (!named) throw new Error(`the part ${part} takes no named policies`);
  const call = named.put(view.arn(part), policyName, { before, after });
  return { ...place, answers, glyph: before === null ? 'add' : 'change', call };
}
