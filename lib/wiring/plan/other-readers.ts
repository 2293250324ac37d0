/** Other mappings that live off what a wire was given. */
export type OtherReaders = {
  /** As the same role, of any stream in any Region; `null` where one could not be looked at. */
  ofRole: number | null;
  /** As the same role, of this very stream, by itself or through one of its registered consumers. */
  ofSource: number;
  /** Names of the registered consumers that those of this stream read through. */
  consumers: readonly string[];
  /** As whichever role, through this very consumer; `null` where its owner's could not be looked at. */
  ofConsumer: number | null;
};
