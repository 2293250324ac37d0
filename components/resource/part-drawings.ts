'use client';

import { createContext } from 'react';
import { registryOf } from '@/lib/wiring/registry';
import type { ResourceId } from '@/lib/wiring/resource/resources';
import type { Thing } from '@/lib/wiring/thing';
import type { PartDrawing } from './part-drawing';
import * as services from './part-services';

/** Drawings of parts by the ids of resources: the product's, or those and more. */
export type PartDrawings = Readonly<Record<string, PartDrawing<Thing>>>;

/** How every resource of the product is drawn on the page of a wire. */
export const partDrawings = registryOf(services) satisfies PartDrawings & Readonly<Record<ResourceId, unknown>>;

/** What parts of wires are drawn with inside. */
export const PartDrawingsContext = createContext<PartDrawings>(partDrawings);

/** How a part is drawn. Throws for one that nothing draws. */
export function partDrawingOf(drawings: PartDrawings, is: string): PartDrawing<Thing> {
  const drawing = drawings[is];
  if (!drawing) throw new Error(`nothing draws ${is}`);
  return drawing;
}
