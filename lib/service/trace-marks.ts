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

/** START and REPORT lines of one invocation, as Lambda writes them, in plain text or JSON. */
export type Invocation = { requestId: string; stream: string; startedAt: string; reportedAt: string | null };

const start = /^START RequestId: (\S+)/;
const report = /^REPORT RequestId: (\S+)/;

/** The invocations that began in these lines, oldest first. */
export function invocationsIn(lines: readonly LogLine[]): Invocation[] {
  const found = new Map<string, Invocation>();
  for (const line of lines) {
    const begun = start.exec(line.message)?.[1] ?? platformRequest(line.message, 'platform.start');
    if (begun) found.set(begun, { requestId: begun, stream: line.stream, startedAt: line.at, reportedAt: null });
  }
  for (const line of lines) {
    const ended = report.exec(line.message)?.[1] ?? platformRequest(line.message, 'platform.report');
    const invocation = ended ? found.get(ended) : undefined;
    if (invocation) invocation.reportedAt = line.at;
  }
  return [...found.values()].toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
}

/** Functions that log as JSON have `{"type":"platform.start","record":{"requestId":…}}` instead. */
function platformRequest(message: string, type: string): string | null {
  if (!message.includes(`"${type}"`)) return null;
  return /"requestId"\s*:\s*"([^"]+)"/.exec(message)?.[1] ?? null;
}

/** The invocation that wrote a line: the last one begun before it in the same stream. */
export function invocationOf(line: LogLine, invocations: readonly Invocation[]): Invocation | null {
  return invocations.findLast(({ stream, startedAt }) => stream === line.stream && startedAt <= line.at) ?? null;
}
