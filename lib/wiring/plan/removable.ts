import type { Statement } from '@/lib/policy/document';
import { accountOf } from '../arn';
import { letsIn } from '../judge/judge-resource';
import type { Grant } from '../need';
import type { Single } from '../resource/resource';
import { type Asking, decidedAlone } from './alone';
import { type DependentDemand, demandsOnDocument } from './dependents';
import { grantsIn } from './needed-statements';
import { grantName, isOfWire, isOurGrant, isOurs } from './our-statements';
import { askersOf, type Document, isSeen, type RemovalQuestion } from './removal-question';

/** What becomes of a statement or a grant when a wire goes: it is of others, other wires live off it, or it goes. */
export type Removable = 'of-others' | 'in-use' | 'due';

export type RemovableIn = {
  statement: (statement: Statement) => Removable;
  single: (single: Single) => Removable;
  /** What other wires need of the document that a statement alone lets them do. */
  users: (statement: Statement) => DependentDemand[];
};

/**
 * Tells what of one document goes with a wire: what bears its id, and what it lived off of ours, unless other wires live
 * off it too.
 */
export function removableIn(question: RemovalQuestion, document: Document): RemovableIn {
  const { rooms, kind, view, wireId, wireIds, dependents } = question;
  const arn = view.arn(document.part);
  const type = rooms.resources[view.parts[document.part]?.is ?? '']?.documents[document.slot];
  const own = grantsIn(kind.needs(view), document.part, document.slot);
  const others = demandsOnDocument(rooms, dependents ?? [], { arn, slot: document.slot });
  // Who lives off a document asks as somebody whom it lets in: of that one's account.
  const accounts = askersOf(question, document).map((asker) => accountOf(asker) ?? '');
  const seen = isSeen(question, document.part, accounts);
  const ids = seen ? [wireId, ...wireIds] : [wireId];
  const alone = (wire: Asking, grant: Grant, statement: Statement) =>
    type ? decidedAlone(rooms.resources, wire, grant, statement, { arn, type }) : 'deny';
  const users: RemovableIn['users'] = (statement) =>
    others.filter(({ dependent, grant }) => alone(dependent, grant, statement) !== 'deny');
  return {
    users,
    statement(one) {
      const isOwn = ids.some((id) => isOfWire(one.sid, id));
      const isBorrowed = seen && isOurs(one.sid) && own.some((grant) => alone(question, grant, one) === 'allow');
      if (!isOwn && !isBorrowed) return 'of-others';
      return users(one).length > 0 ? 'in-use' : 'due';
    },
    single(one) {
      const isOwn = ids.some((id) => one.name === grantName(id));
      const isBorrowed = seen && isOurGrant(one.name) && own.some((grant) => letsIn(one, grant));
      if (!isOwn && !isBorrowed) return 'of-others';
      return others.some(({ grant }) => letsIn(one, grant)) ? 'in-use' : 'due';
    },
  };
}
