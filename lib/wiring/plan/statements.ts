import { parsePolicy } from '@/lib/policy/document';

/** The statements of a policy's text, each as it stands there; none when the text does not parse. */
export function statementsOf(text: string): { sid: string | null; text: string }[] {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return [];
  return parsed.document.statements.map((statement) => ({ sid: statement.sid ?? null, text: statement.text }));
}
