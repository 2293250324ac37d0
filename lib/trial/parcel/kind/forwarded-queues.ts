import { parsePolicy } from '@/lib/policy/document';
import { accountOf } from '@/lib/wiring/arn';
import type { Index } from '@/lib/wiring/discover/index-of';
import { remembered } from '@/lib/wiring/discover/remembered';
import type { Found } from '@/lib/wiring/kind/kind';
import type { Forwarder, Queue } from '../resource/parcel';

const found = remembered<Forwarder, Found[]>();

/** A wire for each role that the target of a forwarder lets receive what is forwarded. */
export function forwardedQueues(index: Index): Found[] {
  const forwarders = index.of('parcel-forwarder') as readonly Forwarder[];
  return forwarders.flatMap((forwarder) => {
    const target = index.byArn(forwarder.targetArn) as Queue | undefined;
    return found(forwarder, [target], () => wiresOf(forwarder, target));
  });
}

function wiresOf(forwarder: Forwarder, target: Queue | undefined): Found[] {
  const { queueArn: source, targetArn, roleArn, name } = forwarder;
  if (accountOf(source) === accountOf(targetArn)) return [];
  return readersOf(target).map((reader) => ({
    chosen: { source, reader, target: targetArn, forwarderRole: roleArn, forwarderName: name },
    pulse: forwarder,
  }));
}

/** Roles of other accounts that a queue's policy lets receive. */
function readersOf(queue: Queue | undefined): string[] {
  const policy = queue?.policy.state === 'known' ? parsePolicy(queue.policy.value) : null;
  if (!queue || !policy?.ok) return [];
  const roles = policy.document.statements.flatMap(({ effect, actions, text }) =>
    effect === 'Allow' && actions?.includes('parcel:ReceiveParcels')
      ? (text.match(/arn:aws:iam::\d+:role\/[^"]+/g) ?? [])
      : [],
  );
  return [...new Set(roles)].filter((role) => accountOf(role) !== queue.accountId);
}
