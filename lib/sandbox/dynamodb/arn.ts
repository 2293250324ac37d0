/** What an ARN of DynamoDB names: a table, and one of its streams where `label` is given. */
export type Named = { region: string; accountId: string; table: string; label?: string };

const form =
  /^arn:aws[a-zA-Z-]*:dynamodb:([a-z0-9-]+):(\d{12}):table\/([a-zA-Z0-9_.-]{3,255})(?:\/stream\/([0-9T:.-]+))?$/;

export function parseArn(arn: string): Named | null {
  const [, region, accountId, table, label] = form.exec(arn) ?? [];
  if (!region || !accountId || !table) return null;
  return { region, accountId, table, ...(label === undefined ? {} : { label }) };
}

export function arnOf({ region, accountId, table, label }: Named): string {
  const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
  return label === undefined ? arn : `${arn}/stream/${label}`;
}
