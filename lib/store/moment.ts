/** PostgreSQL writes a moment its own way; everything of ours is ISO in UTC. */
export function toIso(moment: string): string {
  return new Date(moment).toISOString();
}

export function isoOrNull(moment: string | null): string | null {
  return moment === null ? null : toIso(moment);
}
