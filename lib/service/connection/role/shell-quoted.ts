/** For a POSIX shell: a role's path may hold any printable character. Plain words stay as they are. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
