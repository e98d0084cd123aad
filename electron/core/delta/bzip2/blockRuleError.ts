/** What a stream breaks, by a stable name, and where. */
export class BlockRuleError extends Error {
  readonly rule: string;
  readonly byteOffset: number;
  readonly expected: string;
  readonly found: string;

  constructor(rule: string, byteOffset: number, expected: string, found: string) {
    super(`${rule} at byte ${byteOffset}: expected ${expected}, found ${found}`);
    this.name = 'BlockRuleError';
    this.rule = rule;
    this.byteOffset = byteOffset;
    this.expected = expected;
    this.found = found;
  }
}
