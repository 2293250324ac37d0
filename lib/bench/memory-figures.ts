import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Wire } from '@/lib/wiring/wire';
import type { ProductionServer } from './production-server';

/** MiB of the server's processes together. */
export type MemoryFigure = { atRest: number; withTails: number; tails: number; lines: number };

const settles = 3_000;
const tailsFor = 20_000;

/** The server at rest, asked for nothing but its health, and with so many tails open on as many logs. */
export async function memoryFigure(server: ProductionServer, tails: number): Promise<MemoryFigure> {
  await setTimeout(settles);
  const atRest = memoryOf(server.pid);
  const answer = await fetch(`${server.origin}/api/wires`);
  const { wires } = (await answer.json()) as { wires: Wire[] };
  const followed = wires.filter(({ functionArn }) => functionArn !== null).slice(0, tails);
  const stop = new AbortController();
  const counts = followed.map((wire) => linesOf(server, wire, stop.signal));
  await setTimeout(tailsFor);
  const withTails = memoryOf(server.pid);
  stop.abort();
  const lines = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  return { atRest, withTails, tails: followed.length, lines };
}

/** Follows the log of a wire until aborted; answers how many lines came. */
async function linesOf(server: ProductionServer, { id }: Wire, signal: AbortSignal): Promise<number> {
  const headers = { accept: 'text/event-stream' };
  const { body } = await fetch(`${server.origin}/api/wires/${id}/logs?follow=true`, { headers, signal });
  let lines = 0;
  try {
    for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      lines += part.split('"message"').length - 1;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return lines;
}

/** What a process and those it started hold, in MiB: on Linux their share of what is shared, else what is resident. */
export function memoryOf(pid: number): number {
  const rollup = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(rollup)) return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024;
  const kib = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(rollup, 'utf8'))?.[1] ?? 0);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return kib / 1024 + children.reduce((sum, child) => sum + memoryOf(child), 0);
}
