import { describe, expect, it } from 'vitest';
import { closeEventStreams, eventStream } from './event-stream';

describe('an event stream', () => {
  it('sends each event as one data line and ends with the work', async () => {
    const response = eventStream<{ n: number }>(new Request('http://x/'), async (send) => {
      send({ n: 1 });
      send({ n: 2 });
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toBe(': open\n\ndata: {"n":1}\n\ndata: {"n":2}\n\n');
  });

  it('tells the work when the browser goes away', async () => {
    const browser = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      eventStream(new Request('http://x/', { signal: browser.signal }), async (_, signal) => {
        signal.addEventListener('abort', () => resolve());
        await new Promise(() => undefined);
      });
    });
    browser.abort();
    await stopped;
  });

  it('ends when the server stops, whatever the work does', async () => {
    const response = eventStream(new Request('http://x/'), () => new Promise(() => undefined));
    closeEventStreams();
    expect(await response.text()).toBe(': open\n\n');
  });
});
