import { eventStream } from '@/lib/service/http/event-stream';
import { requestBody } from '@/lib/service/http/request-body';
import { route } from '@/lib/service/http/route';
import { sendTestRecord } from '@/lib/service/trace/send-test-record';
import { testRecordInput } from '@/lib/service/trace/test-record-input';
import type { TraceEvent } from '@/lib/service/trace/trace-event';
import { traceableWire } from '@/lib/service/trace/traceable-wire';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ id: string }> };

export const POST = route<Context>(async (request, { params }) => {
  const record = await requestBody(request, testRecordInput);
  const wire = await traceableWire((await params).id);
  return eventStream<TraceEvent>(request, (send, signal) => sendTestRecord(wire, record, send, signal));
});
