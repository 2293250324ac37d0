import { parsePolicy, type Statement } from '@/lib/policy/document';

/** The statements of a policy's text, each as it stands there; none when the text does not parse. */
export function statementsOf(text: string): readonly Statement[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? parsed.document.statements : [];
}

/** Whom a statement names as `Principal`. */
export function namedBy({ principals }: Pick<Statement, 'principals'>): string[] {
  return (principals ?? []).map(({ value }) => value);
}
