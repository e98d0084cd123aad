/** A command line that does not fit; ends with exit code 2 and the verb's usage line. */
export class UsageError extends Error {
  /** Text key below `cli.usage.` with its params. */
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;

  constructor(key: string, params: Readonly<Record<string, string>> = {}) {
    super(`${key} ${JSON.stringify(params)}`);
    this.name = 'UsageError';
    this.key = key;
    this.params = params;
  }
}
