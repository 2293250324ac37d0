import { Fault } from '../service';
import { isPending } from './describe-function';
import { discardBatch } from './discard-batch';
import type { Poll } from './event-source';
import { type Invocation, invokeFunction } from './invoke-function';
import type { Batch, Lane, ShardPosition } from './lambda-state';
import { newBatch } from './lanes';
import { answerIn, firstFailed } from './partial-failure';
import { countEvents, measureFunction, stillPolls } from './polled-mapping';
import { functionCallFailed, readingFailed, roleNotAssumed } from './processing-result';

const longestWaitSeconds = 60;

/**
 * Invokes the function with a lane's batches, one after the other, until none is left or one must wait for another
 * try. Order within the lane is kept: nothing overtakes a batch that fails.
 */
export async function deliverBatches(poll: Poll, position: ShardPosition, lane: Lane): Promise<void> {
  for (let batch = lane.work[0]; batch && stillPolls(poll); batch = lane.work[0]) {
    if (poll.clock.now() < batch.notBefore || isPending(poll.record, poll.clock)) return;
    dropAged(poll, position, batch);
    if (batch.records.length === 0 && !batch.closesWindow) lane.work.shift();
    else if (!(await deliver(poll, position, lane, batch))) return;
  }
}

/** Invokes the function once. `false` when the lane must wait. */
async function deliver(poll: Poll, position: ShardPosition, lane: Lane, batch: Batch): Promise<boolean> {
  const { mapping, clock } = poll;
  if (!(await isAtHand(poll, position, batch))) return false;
  const outcome = await invoke(poll, position, lane, batch);
  if (!outcome) {
    batch.failures += 1;
    batch.notBefore = waitAfter(poll, batch);
    return false;
  }
  const last = batch.records.at(-1);
  if (last) measureFunction(poll, 'IteratorAge', Math.max(0, clock.now() - last.arrivedAt));
  countEvents(poll, 'InvokedEventCount', batch.records.length);
  const failedAt = outcome.failed ? 0 : partiallyFailedAt(poll, batch, outcome);
  mapping.lastProcessingResult = outcome.failed ? functionCallFailed : 'OK';
  if (failedAt === null) {
    keepWindow(lane, batch, outcome);
    lane.work.shift();
    return true;
  }
  countEvents(poll, 'FailedInvokeEventCount', batch.records.length - failedAt);
  return retryFrom(poll, position, lane, { batch, failedAt, outcome });
}

/** `false` when the records of a failed batch may not be read again. */
async function isAtHand(poll: Poll, position: ShardPosition, batch: Batch): Promise<boolean> {
  try {
    await poll.source.reread?.(poll, position, batch);
    return true;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const problem = readingFailed(fault, poll);
    if (problem === null) return true;
    poll.mapping.lastProcessingResult = problem;
    batch.failures += 1;
    batch.notBefore = waitAfter(poll, batch);
    return false;
  }
}

/** `null` when the invocation did not take place: throttled, or no role to run it under. */
async function invoke(poll: Poll, position: ShardPosition, lane: Lane, batch: Batch): Promise<Invocation | null> {
  const { world, clock, mapping, source, record } = poll;
  const part = lane.window && { window: lane.window, shardId: position.shardId, final: batch.closesWindow };
  try {
    const outcome = await invokeFunction(world, clock, record, source.event(mapping, record, batch.records, part));
    if (!('throttled' in outcome)) return outcome;
    mapping.lastProcessingResult = functionCallFailed;
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    mapping.lastProcessingResult = roleNotAssumed;
  }
  return null;
}

function partiallyFailedAt({ mapping }: Poll, batch: Batch, outcome: Invocation): number | null {
  return mapping.settings.reportBatchItemFailures ? firstFailed(outcome.payload, batch.records) : null;
}

function keepWindow(lane: Lane, batch: Batch, outcome: Invocation): void {
  if (!lane.window) return;
  if (batch.closesWindow) {
    lane.window = null;
    return;
  }
  const answer = answerIn(outcome.payload);
  const state = typeof answer === 'object' && answer !== null && 'state' in answer ? answer.state : null;
  lane.window.state = typeof state === 'object' && state !== null ? { ...state } : {};
}

type Failure = { batch: Batch; failedAt: number; outcome: Invocation };

/** Plans the next try of what failed: from the first failed record on, in halves, or not any more. */
function retryFrom(poll: Poll, position: ShardPosition, lane: Lane, failure: Failure): boolean {
  const { batch, failedAt, outcome } = failure;
  const { BisectBatchOnFunctionError: bisect, MaximumRetryAttempts: most } = poll.mapping.settings;
  batch.failures += 1;
  if (failedAt > 0) {
    // What was reported as done is done; the rest starts anew.
    batch.records = batch.records.slice(failedAt);
    batch.attempts = 0;
  } else if (bisect && batch.records.length > 1) {
    halve(lane, batch, waitAfter(poll, batch));
    return false;
  } else {
    batch.attempts += 1;
    if (most >= 0 && batch.attempts > most) {
      lane.work.shift();
      if (batch.closesWindow) lane.window = null;
      discardBatch(poll, position.shardId, batch, { condition: 'RetryAttemptsExhausted', outcome });
      return true;
    }
  }
  batch.notBefore = waitAfter(poll, batch);
  return false;
}

function halve(lane: Lane, batch: Batch, notBefore: number): void {
  const middle = Math.ceil(batch.records.length / 2);
  const halves = [batch.records.slice(0, middle), batch.records.slice(middle)];
  const split = halves.map((records) => ({ ...newBatch(records, false), attempts: batch.attempts, notBefore }));
  lane.work.splice(0, 1, ...split);
}

function waitAfter({ clock }: Poll, batch: Batch): number {
  return clock.after(Math.min(longestWaitSeconds, 2 ** (batch.failures - 1)));
}

/** Gives up the records that are older than the mapping tries for, or than the stream keeps. */
function dropAged(poll: Poll, position: ShardPosition, batch: Batch): void {
  const { settings, retentionHours } = poll.mapping;
  const retained = retentionHours * 3600;
  const age =
    settings.MaximumRecordAgeInSeconds < 0 ? retained : Math.min(settings.MaximumRecordAgeInSeconds, retained);
  const horizon = poll.clock.now() - age * 1000;
  const aged = batch.records.filter((record) => record.arrivedAt < horizon);
  if (aged.length === 0) return;
  batch.records = batch.records.filter((record) => record.arrivedAt >= horizon);
  discardBatch(poll, position.shardId, { ...batch, records: aged }, { condition: 'RecordAgeExceeded', outcome: null });
}
