/** What a colour stands for. Colour never stands alone: a word or a glyph goes with it. */
export type Tone = 'ok' | 'bad' | 'warn' | 'idle' | 'producer' | 'consumer';

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  bad: 'text-bad',
  warn: 'text-warn',
  idle: 'text-idle',
  producer: 'text-producer',
  consumer: 'text-consumer',
};

export const toneWash: Record<Tone, string> = {
  ok: 'bg-ok-wash text-ok',
  bad: 'bg-bad-wash text-bad',
  warn: 'bg-warn-wash text-warn',
  idle: 'bg-idle-wash text-idle',
  producer: 'bg-producer-wash text-producer',
  consumer: 'bg-consumer-wash text-consumer',
};
