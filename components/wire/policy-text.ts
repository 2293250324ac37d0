import { type PartDrawings, partDrawingOf } from '@/components/resource/part-drawings';
import type { DrawnRooms } from '@/components/resource/rooms';
import type { Verdict } from '@/lib/wiring/need';
import type { DocumentType } from '@/lib/wiring/resource/resource';
import type { PolicyText, Thing } from '@/lib/wiring/thing';
import type { WireDetail } from '@/lib/wiring/wire-detail';

type Evidence = Pick<WireDetail['evidence'], 'parts'>;

/** The policy that a verdict rests on, as it is stored: the one its statement stands in, or the one it was sought in. */
export function policyBehind(
  { resources }: Pick<DrawnRooms, 'resources'>,
  verdict: Verdict,
  evidence: Evidence,
): { name: string; text: string } | null {
  const thing = grantingThing(verdict, evidence);
  const { demand } = verdict.need;
  if (thing === null || demand.type !== 'grant') return null;
  const documents = Object.values(resources[thing.is]?.documents ?? {});
  const sought = resources[thing.is]?.documents[demand.in.slot];
  // A boundary or another of a role's policies may have decided.
  const name = verdict.statement?.policy ?? sought?.name;
  const policy = documents.flatMap((document) => policiesOf(document, thing)).find((one) => one.name === name);
  return policy?.document.state === 'known' ? { name: policy.name, text: policy.document.value } : null;
}

/** What a verdict rests on, where no policy but something beside it lets the asker in. */
export function besidePolicy(drawings: PartDrawings, verdict: Verdict, evidence: Evidence) {
  const thing = grantingThing(verdict, evidence);
  return thing === null ? null : (partDrawingOf(drawings, thing.is).behind?.(thing, verdict) ?? null);
}

/** The thing whose document must grant what a verdict is about, where it was read. */
function grantingThing({ need: { demand } }: Verdict, { parts }: Evidence): Thing | null {
  const read = demand.type === 'grant' ? parts[demand.in.part] : undefined;
  return read?.state === 'known' ? read.value : null;
}

function policiesOf(document: DocumentType<Thing>, thing: Thing): readonly PolicyText[] {
  return document.texts(thing).flatMap((list) => (list.state === 'known' ? list.value : []));
}

/** A policy's text around one of its statements; the middle is empty where the statement does not stand in it as given. */
export function around(
  text: string,
  statement: string | undefined,
): [before: string, statement: string, after: string] {
  const start = statement ? text.indexOf(statement) : -1;
  if (!statement || start < 0) return [text, '', ''];
  return [text.slice(0, start), statement, text.slice(start + statement.length)];
}
