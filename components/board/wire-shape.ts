import type { WireStatus } from '@/lib/wiring/discover/status';

/** The way of a wire across the river: level at both banks. Lengths in pixels. */
export function wirePath(width: number, fromY: number, toY: number): string {
  if (fromY === toY) return `M0 ${fromY}H${width}`;
  return `M0 ${fromY}C${width / 2} ${fromY} ${width / 2} ${toY} ${width} ${toY}`;
}

/** Where on its way the label stands: in the middle, or nearer to the end that it does not share with other wires. */
export function labelPlace(row: number, fromRow: number, toRow: number): number {
  if (fromRow === toRow) return 0.5;
  if (toRow === row) return 0.72;
  if (fromRow === row) return 0.28;
  return 0.5;
}

/** A point of the way at `at` (0 to 1), x as a share of the width and y as a share of the height between the ends. */
export function pointAt(at: number): { x: number; y: number } {
  return { x: 1.5 * at * (1 - at) ** 2 + 1.5 * at ** 2 * (1 - at) + at ** 3, y: 3 * at ** 2 - 2 * at ** 3 };
}

/** Readable without colour: broken is dashed, half a wire is dotted, flowing is solid, at rest is faint. */
export const wireStroke: Record<WireStatus, { dash?: string; width: number; className: string }> = {
  broken: { dash: '3 5', width: 1.75, className: 'stroke-bad' },
  failing: { dash: '3 5', width: 1.75, className: 'stroke-bad' },
  half: { dash: '1 5', width: 2, className: 'stroke-warn' },
  changing: { dash: '8 4', width: 1.75, className: 'stroke-warn' },
  unknown: { dash: '1 5', width: 1.5, className: 'stroke-idle' },
  paused: { width: 1.25, className: 'stroke-line-strong' },
  idle: { width: 1.25, className: 'stroke-edge' },
  flowing: { width: 1.75, className: 'stroke-ok' },
};
