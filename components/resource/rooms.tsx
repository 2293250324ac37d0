'use client';

import { createContext, type ReactNode, use, useMemo } from 'react';
import { type ResourceTable, resources } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { Drawing } from './drawing';
import { type Drawings, drawings, type Questions, questions } from './drawings';
import type { Question } from './question';
import type { ShownKind } from './shown-kind';

/** What wires are made of, and how each of it is drawn and asked for. */
export type DrawnRooms = {
  kinds: readonly ShownKind[];
  resources: ResourceTable;
  drawings: Drawings;
  questions: Questions;
};

const Context = createContext<DrawnRooms | null>(null);

/** Draws what is inside with these rooms. */
export function RoomsProvider({ rooms, children }: { rooms: DrawnRooms; children: ReactNode }) {
  return <Context value={rooms}>{children}</Context>;
}

/** Draws what is inside with the product's rooms, whose kinds the server tells. */
export function ProductRooms({ kinds, children }: { kinds: readonly ShownKind[]; children: ReactNode }) {
  const rooms = useMemo(() => ({ kinds, resources, drawings, questions }), [kinds]);
  return <RoomsProvider rooms={rooms}>{children}</RoomsProvider>;
}

export function useRooms(): DrawnRooms {
  const rooms = use(Context);
  if (!rooms) throw new Error('a screen stands inside the rooms that it draws');
  return rooms;
}

/** How a resource is drawn. Throws for one that nothing draws. */
export function drawingOf({ drawings }: Pick<DrawnRooms, 'drawings'>, is: string): Drawing<Thing> {
  const drawing = drawings[is];
  if (!drawing) throw new Error(`nothing draws ${is}`);
  return drawing;
}

export function kindOf({ kinds }: Pick<DrawnRooms, 'kinds'>, id: string | null): ShownKind | undefined {
  return kinds.find((kind) => kind.id === id);
}

/** A question with the name by which it is asked. */
export type Asked = Question & { name: string };

/** What a kind asks at a step of the wizard, in its order. */
export function questionsOf(
  { questions }: Pick<DrawnRooms, 'questions'>,
  kind: Pick<ShownKind, 'asks'> | undefined,
  step?: Question['step'],
): Asked[] {
  const asked = (kind?.asks ?? []).map((name) => {
    const question = questions[name];
    if (!question) throw new Error(`nothing asks for ${name}`);
    return { ...question, name };
  });
  return asked.filter((one) => step === undefined || one.step === step);
}
