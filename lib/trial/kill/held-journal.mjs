// `node --import ./lib/trial/kill/held-journal.mjs`: whoever writes the journal writes it through `held-journal.ts`.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const own = context.parentURL?.endsWith('/lib/trial/kill/held-journal.ts') ?? false;
  if (own || !found.url.endsWith('/lib/store/journal.ts')) return found;
  return { ...found, url: found.url.replace(/store\/journal\.ts$/, 'trial/kill/held-journal.ts') };
}
