/** Why the module does not take a package. On the wire all of them are -1003 or a failed verification. */
export type RefusalReason =
  /** The 7E/7D wrapper is not as expected. */
  | 'wrapper'
  /** More bytes than the FOTA area holds. */
  | 'tooLarge'
  /** Not a delta.par of this chip, or its fields contradict each other. */
  | 'format'
  /** The SHA-256 of the package differs. */
  | 'damaged'
  /** Made for another firmware than the one in the flash. */
  | 'base'
  /** A bzip2 stream that the module cannot decode. */
  | 'stream'
  /** Records that do not add up to their part. */
  | 'records'
  /** Made in a way that a real module knows and this one does not. */
  | 'notSimulated'
  /** Nothing is wrong with it: a knob wanted this. */
  | 'asked';

/** Thrown inside the module only; never crosses its port. */
export class PackageRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.name = 'PackageRefused';
    this.reason = reason;
  }
}
