import { type PolicyThing, type Sample, sampleOf } from '@/lib/aws/policy-thing';
import type { Probe, ProbeFinds } from '@/lib/aws/probe';
import type { AwsServices } from '@/lib/aws/service';
import { reading } from '@/lib/aws/session/reading';
import type { Session } from '@/lib/aws/session/session';
import type { Read } from '@/lib/wiring/read';

/** A read, on what it was tried (nothing for a list), and what came of it. */
export type Tried = { action: string; on: string; read: Read<null> };

/** Probes of these services that look for things of this kind. */
export function finders(services: AwsServices, thing: PolicyThing): [action: string, probe: Probe][] {
  const probes = services.flatMap((service) => Object.entries(service.probes));
  return probes.filter(([, { finds }]) => finds?.includes(thing));
}

/**
 * Tries every read of these services once, all side by side; what is tried on a thing waits for the reads that look for
 * one. Answers the sample with what was found.
 */
export async function tryReads(
  session: Session,
  services: AwsServices,
  sample: Sample,
): Promise<{ tried: Tried[]; sample: Sample }> {
  const found = new Map(sample.found);
  const begun = new Map<string, Promise<Tried>>();
  const once = (action: string, probe: Probe): Promise<Tried> => {
    const running = begun.get(action) ?? tryOne(action, probe);
    begun.set(action, running);
    return running;
  };
  const tryOne = async (action: string, probe: Probe): Promise<Tried> => {
    const { on: thing } = probe;
    if (thing) await Promise.all(finders(services, thing).map(([finder, other]) => once(finder, other)));
    const on = thing ? sampleOf({ ...sample, found }, thing) : '';
    const read = await reading(session, action, on || undefined, async () => {
      for (const [kind, arn] of await findings(probe, session, on)) found.set(kind, arn);
      return null;
    });
    return { action, on, read };
  };
  const all = services.flatMap(({ probes }) => Object.entries(probes));
  const tried = await Promise.all(all.map(([action, probe]) => once(action, probe)));
  return { tried, sample: { ...sample, found } };
}

async function findings(probe: Probe, session: Session, on: string): Promise<ProbeFinds> {
  if (probe.finds) return probe.call(session, on);
  await probe.call(session, on);
  return [];
}
