import { z } from 'zod/mini';
import { expectResource } from '@/lib/wiring/resource/arn-reading';
import { roleArn } from '@/lib/wiring/resource/iam-arn';
import { resources } from '@/lib/wiring/resource/resources';
import { looksLikeRegion } from './regions';

/** What a person fills in. Each message names the sentence, under `connection.form.problem`, that says it. */
export const connectionDraft = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'name'), z.maxLength(80, 'longName')),
  mode: z.enum(['read-only', 'may-change']),
  roleArn: z.string().check(
    z.trim(),
    z.refine((text) => expectResource(resources, text, ['iam-role']).ok, 'roleArn'),
  ),
  regions: z.array(z.string().check(z.refine(looksLikeRegion, 'region'))).check(z.minLength(1, 'regions')),
});

export type ConnectionDraft = z.infer<typeof connectionDraft>;

/** The role that we suggest to make. */
export function suggestedRole(accountId: string): string {
  return roleArn(accountId, 'tributary/operator');
}

/** Twelve digits, with or without hyphens, become the ARN of the role that we suggest to make; all else stays. */
export function withSuggestedRole(text: string): string {
  const digits = text.trim().replaceAll('-', '');
  return /^\d{12}$/.test(digits) ? suggestedRole(digits) : text.trim();
}
