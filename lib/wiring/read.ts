/** A call that AWS refused: who made it, what it asked for, and AWS's own words. */
export type Refusal = {
  principal: string;
  action: string;
  resource?: string;
  /** The policy type AWS named in its message, where it named one. */
  policyType?: string;
  message: string;
};

/** What came of reading one thing from AWS. A failure is never emptiness. `at` is an ISO time. */
export type Read<T> =
  | { state: 'known'; value: T; at: string }
  | { state: 'absent'; at: string }
  | { state: 'refused'; refusal: Refusal; at: string }
  | { state: 'failed'; message: string; at: string }
  | { state: 'pending' };
