import type { LogLine } from '@/lib/wiring/log-line';

/** What a line of the log may show a record by. */
export type Marks = { sequenceNumber: string; base64: string; word: string | null };

/**
 * A function may log the event (sequence number, data in base64) or what it made of the data. The longest word of the
 * data is looked for too when it is long enough to be no accident, such as the id of a test record.
 */
export function marksOf(sequenceNumber: string, data: string): Marks {
  const words = data.match(/[\w-]{12,}/g) ?? [];
  const word = words.toSorted((one, other) => other.length - one.length)[0] ?? null;
  return { sequenceNumber, base64: Buffer.from(data, 'utf8').toString('base64'), word };
}

/** CloudWatch's pattern for "any of these phrases"; it takes 1,024 characters. */
export function patternFor({ sequenceNumber, base64, word }: Marks): string {
  const phrases = [sequenceNumber, base64, ...(word ? [word] : [])].filter((phrase) => phrase.length < 256);
  return phrases.map((phrase) => `?"${phrase}"`).join(' ');
}

/** The line that names the record: by its sequence number where one does, else by its data. */
export function lineNaming(lines: readonly LogLine[], marks: Marks): LogLine | null {
  const naming = (mark: string | null) => (mark ? lines.find((line) => line.message.includes(mark)) : undefined);
  return naming(marks.sequenceNumber) ?? naming(marks.base64) ?? naming(marks.word) ?? null;
}

/** An invocation by its START line, as Lambda writes it, in plain text or JSON. */
export type Invocation = { requestId: string; stream: string; startedAt: string };

/** The invocations that began in these lines, oldest first. */
export function invocationsIn(lines: readonly LogLine[]): Invocation[] {
  return lines
    .flatMap((line): Invocation[] => {
      const requestId = /^START RequestId: (\S+)/.exec(line.message)?.[1] ?? platformStart(line.message);
      return requestId ? [{ requestId, stream: line.stream, startedAt: line.at }] : [];
    })
    .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
}

/** Functions that log as JSON have `{"type":"platform.start","record":{"requestId":…}}` instead. */
function platformStart(message: string): string | null {
  if (!message.includes('"platform.start"')) return null;
  return /"requestId"\s*:\s*"([^"]+)"/.exec(message)?.[1] ?? null;
}

/** The invocation that wrote a line: the last one begun before it in the same stream. */
export function invocationOf(line: LogLine, invocations: readonly Invocation[]): Invocation | null {
  return invocations.findLast(({ stream, startedAt }) => stream === line.stream && startedAt <= line.at) ?? null;
}
