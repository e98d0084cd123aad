/** A verb of several actions: `airdock project add ...`. The first word says which. */
import { UsageError } from './usage.ts';
import type { VerbContext } from './verb.ts';

export interface Action {
  /** How many words follow, lowest and highest. */
  readonly words: readonly [number, number];
  run(context: VerbContext, words: readonly string[]): Promise<0 | 1>;
}

/**
 * Runs the action that the first word names.
 * @param otherwise the action without any word
 * @param given the words to look at, for an action that has actions of its own
 */
export function runAction(
  actions: Readonly<Record<string, Action>>,
  context: VerbContext,
  otherwise: string,
  given: readonly string[] = context.args.positionals,
): Promise<0 | 1> {
  const [name = otherwise, ...words] = given;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) {
    throw new UsageError('badAction', { value: name, allowed: Object.keys(actions).join(', ') });
  }
  const [lowest, highest] = action.words;
  if (words.length < lowest) throw new UsageError('tooFew', { wanted: String(lowest) });
  const extra = words[highest];
  if (extra !== undefined) throw new UsageError('tooMany', { word: extra });
  return action.run(context, words);
}
