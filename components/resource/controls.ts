'use client';

import { createContext } from 'react';
import { registryOfEach } from '@/lib/wiring/registry';
import type { Thing } from '@/lib/wiring/thing';
import type { Chosen, Control } from './control';
import type { questions } from './drawings';
import * as services from './wizard-services';

/** How questions are answered, by their names, and what is said of chosen things, by their resources. */
export type Controls = {
  controls: Readonly<Record<string, Control>>;
  chosen: Readonly<Record<string, Chosen<Thing>>>;
};

const controls = registryOfEach(services, 'controls') satisfies Readonly<Record<keyof typeof questions, unknown>>;

/** The product's. */
export const productControls: Controls = { controls, chosen: registryOfEach(services, 'chosen') };

/** What wires are made with inside. */
export const ControlsContext = createContext<Controls>(productControls);
