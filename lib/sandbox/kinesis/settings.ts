import type {
  DecreaseStreamRetentionPeriodInput,
  IncreaseStreamRetentionPeriodInput,
  UpdateStreamModeInput,
} from '@aws-sdk/client-kinesis';
import { within } from '../out-of-model';
import type { Call } from '../service';
import { Fault } from '../service';
import type { Stream } from './kinesis-state';
import { perAccountOnStreams, perStream } from './limits';
import { onStream, theActiveStream } from './reference';

const SECONDS_TO_UPDATE = 10;

export const increaseStreamRetentionPeriod = onStream<IncreaseStreamRetentionPeriodInput, object>(
  'IncreaseStreamRetentionPeriod',
  perStream('IncreaseStreamRetentionPeriod', 5),
  (input, call) => keepFor(input, call, (hours, stream) => hours >= stream.retentionHours, 'shorter than'),
);

export const decreaseStreamRetentionPeriod = onStream<DecreaseStreamRetentionPeriodInput, object>(
  'DecreaseStreamRetentionPeriod',
  perStream('DecreaseStreamRetentionPeriod', 5),
  (input, call) => keepFor(input, call, (hours, stream) => hours <= stream.retentionHours, 'longer than'),
);

export const updateStreamMode = onStream<UpdateStreamModeInput, object>(
  'UpdateStreamMode',
  perAccountOnStreams('UpdateStreamMode', 5),
  (input, call) => {
    const stream = theActiveStream(input, call);
    stream.mode = input.StreamModeDetails?.StreamMode ?? stream.mode;
    update(stream, call);
    return {};
  },
);

function update(stream: Stream, call: Call): void {
  stream.change = { status: 'UPDATING', until: call.clock.after(SECONDS_TO_UPDATE) };
}

function keepFor(
  input: IncreaseStreamRetentionPeriodInput,
  call: Call,
  fits: (hours: number, stream: Stream) => boolean,
  wrong: string,
): object {
  const stream = theActiveStream(input, call);
  const hours = input.RetentionPeriodHours ?? 0;
  within(hours, 'retentionPeriodHours', 24, 8760);
  if (!fits(hours, stream)) {
    const asked = `Requested retention period (${hours} hours) for stream ${stream.name}`;
    const now = `existing retention period (${stream.retentionHours} hours)`;
    throw new Fault('InvalidArgumentException', `${asked} can not be ${wrong} ${now}.`);
  }
  stream.retentionHours = hours;
  return {};
}
