/** An error of one service that means something to whoever made the call, by its code or by a text in its message. */
export type KnownFault = ({ code: string } | { text: RegExp }) & {
  means: /** A grant, a role or a function is missing, or AWS's services do not see it yet. */
    | 'unready'
    /** AWS is still busy with an earlier change of the same thing. */
    | 'in-use'
    /** A quota is used up: other than a rate it does not come back by waiting. */
    | 'used-up';
  /** Rows of domain: failures. */
  source: string;
};
