import type { Messages } from '@/lib/messages/catalogues';
import type { Values } from './message';

/** Every refusal and fault that has words in the catalogue. */
export type ProblemCode = keyof Messages['problem'];

/** RFC 9457 problem details, as every refusal and fault of the HTTP API is sent. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  cause?: string;
  fix?: string;
  /** Its words are under `problem.<code>` in `lib/messages`, with `values`, so that a screen can say it in its language. */
  code: ProblemCode;
  values?: Values;
};
