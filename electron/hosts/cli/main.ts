/** The command line: a door like the others. It attaches to a running core, or is one for as long as the verb takes. */
import { resolve } from 'node:path';
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseVerbArguments, text, type VerbArguments } from './arguments.ts';
import { overview, usageLines, verbHelp } from './help.ts';
import { HintedRefusal } from './hintedRefusal.ts';
import { openCore, ownVersion } from './openCore.ts';
import { createOutput, type Output, type OutputMode } from './output.ts';
import { chooseLanguage, createTranslator } from './translator.ts';
import { UsageError } from './usage.ts';
import type { Verb } from './verb.ts';
import { verbs } from './verbs/index.ts';

const done = 0;
const refused = 1;
const misused = 2;
/** Before a person is told that others are waited for. */
const patienceMs = 1000;

function modeOf(words: readonly string[]): OutputMode {
  if (words.includes('--jsonl')) return 'jsonl';
  return words.includes('--json') ? 'json' : 'text';
}

interface Interrupt {
  readonly signal: AbortSignal;
  /** Asks the verb to end; asking twice ends the process. */
  ask(): void;
}

/** Ctrl-C, a closed terminal and a reader that went away all ask the verb to end in order. */
function createInterrupt(): Interrupt {
  const controller = new AbortController();
  const ask = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return { signal: controller.signal, ask };
}

async function runVerb(
  verb: Verb,
  args: VerbArguments,
  output: Output,
  t: Translate,
  signal: AbortSignal,
): Promise<number> {
  const core = await openCore();
  try {
    return await verb.run({
      core: core.client,
      args,
      output,
      t,
      path: (word) => resolve(process.cwd(), word),
      signal,
    });
  } finally {
    // Other doors may have joined this core; what they do ends before it does.
    const patience = setTimeout(() => output.note(t('cli.waitingForOthers')), patienceMs);
    await core.drain();
    clearTimeout(patience);
    await core.close();
  }
}

function reportFailure(error: unknown, output: Output, t: Translate, verb: Verb | undefined): number {
  if (error instanceof UsageError) {
    const text = t(`cli.usage.${error.key}`, error.params);
    if (output.mode !== 'text')
      output.result({ error: { code: `usage.${error.key}`, params: error.params } }, []);
    output.note(text);
    for (const line of usageLines(t, verb)) output.note(line);
    return misused;
  }
  const hint = error instanceof HintedRefusal ? error.hint : undefined;
  const own = AppError.from(error instanceof HintedRefusal ? error.refusal : error);
  // What reconnects in a window is the end of a command.
  const data = (own.code === 'rpc.disconnected' ? new AppError('host.coreEnded') : own).toData();
  if (output.mode !== 'text') output.result({ error: data }, []);
  output.note(t(`error.${data.code}`, data.params));
  if (hint !== undefined) output.note(t(hint));
  if (process.env['AIRDOCK_DEBUG'] === '1' && error instanceof Error) output.note(error.stack ?? '');
  return refused;
}

/** Name and version, said without a core: a data folder that cannot be used does not hide which program it is. */
function about(): { readonly name: string; readonly version: string } {
  return { name: 'airdock', version: ownVersion() };
}

/** Common options may stand before the verb; everything else belongs behind it. */
function verbFirst(words: readonly string[]): readonly string[] {
  const leading: string[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--lang') leading.push(word, words[++at] ?? '');
    else if (word === '--json' || word === '--jsonl' || word.startsWith('--lang=')) leading.push(word);
    else break;
  }
  const [verb, ...rest] = words.slice(at);
  return verb === undefined ? leading : [verb, ...leading, ...rest];
}

async function main(words: readonly string[]): Promise<number> {
  const interrupt = createInterrupt();
  const streams = { stdout: process.stdout, stderr: process.stderr };
  const output = createOutput(modeOf(words), streams, () => {
    if (!interrupt.signal.aborted) interrupt.ask();
  });
  const langWord = words.indexOf('--lang');
  const t = await createTranslator(
    chooseLanguage(langWord < 0 ? undefined : words[langWord + 1], process.env),
  );
  const [name, ...rest] = verbFirst(words);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    output.result({ verbs: verbs.map((verb) => verb.name) }, overview(t, verbs));
    return name === undefined ? misused : done;
  }
  if (name === 'version' || name === '--version' || name === '-V') {
    output.result(about(), [`${about().name} ${about().version}`]);
    return done;
  }
  const verb = verbs.find((candidate) => candidate.name === name);
  try {
    if (verb === undefined) throw new UsageError('unknownVerb', { name });
    const args = parseVerbArguments(rest, verb.options, verb.positionals);
    const language = text(args, 'lang');
    if (language !== undefined && language !== 'zh' && language !== 'en')
      throw new UsageError('badChoice', { name: 'lang', value: language, allowed: 'zh, en' });
    if (args.options['help'] === true) {
      output.result({ verb: verb.name, options: Object.keys(verb.options) }, verbHelp(t, verb));
      return done;
    }
    return await runVerb(verb, args, output, t, interrupt.signal);
  } catch (error) {
    return reportFailure(error, output, t, verb);
  }
}

process.exitCode = await main(process.argv.slice(2));
