import type { Wire } from '@/lib/wiring/wire';
import { readInventory } from '../inventory/read-inventory';

/** Every wire of the connected accounts with its status, worst first. */
export async function listWires(): Promise<Wire[]> {
  return (await readInventory()).wires;
}
