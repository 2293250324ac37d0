'use client';

import type { Message } from '@/lib/wiring/message';
import { chosenOf, pulseOf, readerOf } from '@/lib/wiring/projection';
import { arnReading, resourceIdOf, sourceOf } from '@/lib/wiring/resource/arn-reading';
import type { Thing } from '@/lib/wiring/thing';
import type { Wire } from '@/lib/wiring/wire';
import type { Drawing, Says } from './drawing';
import { type DrawnRooms, drawingOf, kindOf, questionsOf, useRooms } from './rooms';

/** Names by ARN, as people call the things; an ARN of anything else as it is. */
export function useNames(): (arn: string) => string {
  return arnReading(useRooms().resources).name;
}

/** The name of the source that an ARN stands for, which may be that of something of it. */
export function sourceName({ resources }: Pick<DrawnRooms, 'resources'>, arn: string): string {
  return arnReading(resources).name(sourceOf(resources, arn));
}

/** What stands between source and reader, by name. */
export type Through = { is: string; name: string; said: Message | null };

/** The one of the wire's kind through which its source is read; `null` for a kind without. */
export function throughOf(rooms: DrawnRooms, wire: Wire): Through | null {
  const chosen = chosenOf(wire);
  for (const { name, names } of questionsOf(rooms, kindOf(rooms, wire.kind))) {
    const answer = chosen[name];
    if (names === undefined || typeof answer !== 'string') continue;
    return { is: names, name: answer, said: drawingOf(rooms, names).through?.(answer) ?? null };
  }
  return null;
}

/** How an ARN's resource is drawn; `null` for what no resource is. */
export function drawingOfArn(rooms: DrawnRooms, arn: string): Drawing<Thing> | null {
  const id = resourceIdOf(rooms.resources, arn);
  return id === null ? null : drawingOf(rooms, id);
}

/** Whether what reads a wire writes a log. */
export function hasLog({ resources }: Pick<DrawnRooms, 'resources'>, wire: Wire): boolean {
  const reader = readerOf(wire);
  const is = reader === null ? null : resourceIdOf(resources, reader);
  return is !== null && resources[is]?.logGroup !== undefined;
}

/** Whether the wire's kind has something that moves its records, and this wire lacks it. */
export function lacksPulse({ kinds }: Pick<DrawnRooms, 'kinds'>, wire: Wire): boolean {
  return pulseOf(wire) === null && kindOf({ kinds }, wire.kind)?.pulse !== null;
}

/** The words of whatever moves the records of a kind's wires; `null` where nothing is said of that. */
export function pulseWords(
  rooms: Pick<DrawnRooms, 'kinds' | 'drawings'>,
  kindId: string | null,
): Drawing<Thing>['pulse'] | null {
  const kind = kindOf(rooms, kindId);
  const drawn = (kind?.lists ?? []).flatMap((is) => drawingOf(rooms, is).pulse ?? []);
  return kind?.pulse === null ? null : (drawn[0] ?? null);
}

/** What AWS says of whatever moves a wire's records; `null` where nothing does. */
export function saysOf(rooms: DrawnRooms, wire: Wire): Says | null {
  const pulse = pulseOf(wire);
  return pulse === null ? null : (drawingOf(rooms, pulse.is).says?.(pulse) ?? null);
}
