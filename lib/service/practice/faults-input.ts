import { z } from 'zod';
import { faultKinds } from '@/lib/sandbox/practice-fault';

const pattern = z.string().min(1).max(300);

export const faultInput = z.strictObject({
  id: z.string().min(1).max(80),
  kind: z
    .enum(faultKinds)
    .describe(
      'throttle, error: refused. slow: later. timeout, reset: no answer. half-answer, malformed-answer: performed, ' +
        'and the answer is spoiled. expired: this request’s token. sessions-expire: all sessions end. deny: as by a ' +
        'service control policy. policy-edit: somebody else edits the policy right after it was read.',
    ),
  service: z.string().optional().describe('A service of `GET /api/sandbox`.'),
  operation: z.string().optional(),
  accountId: z.string().optional().describe('The account that the request is made in.'),
  only: z.enum(['reads', 'writes']).optional(),
  action: pattern.optional().describe('A pattern with * that a permission of the request must fit: *:Put*'),
  resource: pattern.optional().describe('A pattern with * that the ARN of a resource must fit.'),
  caller: pattern.optional().describe('A pattern with * that the ARN of who asks must fit.'),
  takesEffect: z
    .boolean()
    .optional()
    .describe('timeout, reset, error: the request is performed and saved before its answer is lost.'),
  edit: z.enum(['add', 'remove']).optional().describe('policy-edit: a statement is added, or the last one removed.'),
  probability: z.number().min(0).max(1).optional().describe('Strikes each matching request with this chance.'),
  every: z.int().min(1).optional().describe('Strikes every n-th matching request; goes before `probability`.'),
  after: z.int().min(0).optional().describe('Lets so many matching requests through before it begins.'),
  times: z
    .int()
    .min(1)
    .optional()
    .describe('Strikes so often and is over. sessions-expire and policy-edit strike once when nothing says how often.'),
  until: z.iso.datetime().optional().describe('Is over at this time.'),
  seconds: z.number().min(1).max(86_400).optional().describe('Is over after so long; answered as `until`.'),
  milliseconds: z.number().min(0).max(600_000).optional().describe('How long slow and timeout take.'),
});

const fault = faultInput
  .refine(({ kind, takesEffect }) => takesEffect === undefined || ['timeout', 'reset', 'error'].includes(kind), {
    path: ['takesEffect'],
    error: 'is for timeout, reset and error',
  })
  .refine(({ kind, edit }) => edit === undefined || kind === 'policy-edit', {
    path: ['edit'],
    error: 'is for policy-edit',
  })
  .refine(({ until, seconds }) => until === undefined || seconds === undefined, {
    path: ['seconds'],
    error: 'cannot stand beside until',
  });

/** The faults that are to be on; every other is switched off. */
export const faultsInput = z.strictObject({
  faults: z.array(fault).max(100),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .describe('What random faults are drawn from. Another seed than the present one starts all faults afresh.'),
});
