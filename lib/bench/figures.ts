import { cpus, loadavg } from 'node:os';
import { type BoardFigure, boardFigure } from './board-figures';
import { floorOf } from './floor';
import { type InventoryFigure, inventoryFigure } from './inventory-figures';
import type { LongestTask } from './longest-task';
import { memoryFigure, memoryOf } from './memory-figures';
import { PracticeClient } from './practice-client';
import { ProductionServer } from './production-server';
import { openStore } from './staged-accounts';

/** `times` as large as AWS's are the limits, so that the largest inventory takes less than a minute. */
const sizes = [
  { streams: 100, wires: 40, times: 4 },
  { streams: 1_000, wires: 400, times: 20 },
  { streams: 5_000, wires: 2_000, times: 25 },
];
const large = { streams: 5_000, wires: 2_000 };
const small = { streams: 200, wires: 100 };

async function main(): Promise<void> {
  const [processor] = cpus();
  print(`${cpus().length} × ${processor?.model.trim() ?? 'processor'}, Node ${process.version}, load ${load()}`);
  const practice = new PracticeClient();
  try {
    await printInventory(practice);
    await printBoard(practice);
    await printMemory(practice);
  } finally {
    practice.close();
  }
}

async function printInventory(practice: PracticeClient): Promise<void> {
  print('\nWhole inventory with policies, against the floor that the limits in force set');
  const store = await openStore();
  for (const { times, ...size } of sizes) {
    const figure = await inventoryFigure(practice, size, times);
    print(inventoryLine(figure));
  }
  await store.close();
}

function inventoryLine(figure: InventoryFigure): string {
  const { streams, times, floor, whole, serial, calls, throttled, roundTrip } = figure;
  return [
    `  ${count(streams)} streams:`,
    `${seconds(whole)} of ${seconds(floor.whole)} = ${ratio(whole / floor.whole)}`,
    `| one call after another ${seconds(serial)} = ${ratio(serial / floor.whole)}`,
    `| ${count(calls)} calls, ${throttled} throttled`,
    `| limits ${times} times AWS’s, a call ${milliseconds(roundTrip * 1000)} on its way, load ${load()}`,
  ].join(' ');
}

async function printBoard(practice: PracticeClient): Promise<void> {
  print(`\nA board of ${count(large.streams)} streams, as many mappings and ${count(large.wires)} wires in Chromium`);
  print('  (production build; practice accounts in another process, with AWS’s limits as they are)');
  const server = await ProductionServer.start(await practice.make(large, 1));
  try {
    const figure = await boardFigure(server, large);
    for (const line of boardLines(figure)) print(`  ${line}`);
    print(`  server with this inventory in memory: ${memoryOf(server.pid).toFixed(0)} MiB`);
  } finally {
    await server.stop();
  }
}

function boardLines({
  script,
  firstRow,
  everyWire,
  firstRowAgain,
  elements,
  scrolling,
  filter,
}: BoardFigure): string[] {
  const lists = floorOf(large, 1).lists;
  return [
    `script ${script.toFixed(0)} KiB compressed`,
    `first row after ${milliseconds(firstRow)}, from a warm server ${milliseconds(firstRowAgain)}`,
    `every wire after ${seconds(everyWire / 1000)}; the floor of the lists is ${seconds(lists)}`,
    `${count(elements)} elements in the page`,
    `longest task while scrolling the board ${task(scrolling.board)}`,
    `longest task while scrolling the table ${task(scrolling.table)}`,
    `filtered ${milliseconds(filter)} after the last letter; load ${load()}`,
  ];
}

async function printMemory(practice: PracticeClient): Promise<void> {
  print('\nMemory of the production server, with its embedded store');
  const server = await ProductionServer.start(await practice.make(small, 1));
  await practice.talk(100);
  try {
    const { atRest, withTails, tails, lines } = await memoryFigure(server, 100);
    print(`  at rest ${atRest.toFixed(0)} MiB`);
    print(
      `  with ${tails} tails open ${withTails.toFixed(0)} MiB = ${ratio(withTails / atRest)} (${count(lines)} lines came)`,
    );
  } finally {
    await server.stop();
  }
}

function task({ wall, working, over50, tasks }: LongestTask): string {
  return `${milliseconds(wall)}, of which it worked ${milliseconds(working)}; ${over50} of ${count(tasks)} over 50 ms`;
}

function print(line: string): void {
  console.log(line);
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function ratio(value: number): string {
  return `× ${value.toFixed(2)}`;
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

await main();
