/** What the practice accounts tell the AWS side about themselves, through the process they share. */
export type PracticeEndpoint = {
  /** `http://127.0.0.1:3001` */
  endpoint: string;
  /** What Tributary itself signs with there: the hub's role. */
  hub: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
};

const shared = globalThis as typeof globalThis & { tributaryPractice?: PracticeEndpoint | null };

/** `null` while the practice accounts are off. */
export function practiceEndpoint(): PracticeEndpoint | null {
  return shared.tributaryPractice ?? null;
}
