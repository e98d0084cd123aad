/** The command line: a door like the others. It attaches to a running core, or is one for as long as the verb takes. */
import { resolve } from 'node:path';
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseVerbArguments, text, type VerbArguments } from './arguments.ts';
import { overview, verbHelp } from './help.ts';
import { openCore } from './openCore.ts';
import { createOutput, type Output, type OutputMode } from './output.ts';
import { chooseLanguage, createTranslator } from './translator.ts';
import { UsageError } from './usage.ts';
import type { Verb } from './verb.ts';
import { verbs } from './verbs/index.ts';

const done = 0;
const refused = 1;
const misused = 2;

function modeOf(words: readonly string[]): OutputMode {
  if (words.includes('--jsonl')) return 'jsonl';
  return words.includes('--json') ? 'json' : 'text';
}

/** Ctrl-C once asks the verb to end; twice ends the process. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  let asked = false;
  const interrupt = () => {
    if (asked) process.exit(130);
    asked = true;
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}

async function runVerb(verb: Verb, args: VerbArguments, output: Output, t: Translate): Promise<number> {
  const core = await openCore();
  try {
    return await verb.run({
      core: core.client,
      args,
      output,
      t,
      path: (word) => resolve(process.cwd(), word),
      signal: interruptSignal(),
    });
  } finally {
    await core.close();
  }
}

function reportFailure(error: unknown, output: Output, t: Translate, verb: Verb | undefined): number {
  if (error instanceof UsageError) {
    output.note(t(`cli.usage.${error.key}`, error.params));
    for (const line of verb === undefined ? overview(t, verbs) : verbHelp(t, verb)) output.note(line);
    return misused;
  }
  const data = AppError.from(error).toData();
  if (output.mode !== 'text') output.result({ error: data }, []);
  output.note(t(`error.${data.code}`, data.params));
  if (process.env['AIRDOCK_DEBUG'] === '1' && error instanceof Error) output.note(error.stack ?? '');
  return refused;
}

async function main(words: readonly string[]): Promise<number> {
  const output = createOutput(modeOf(words), { stdout: process.stdout, stderr: process.stderr });
  const langWord = words.indexOf('--lang');
  const t = await createTranslator(
    chooseLanguage(langWord < 0 ? undefined : words[langWord + 1], process.env),
  );
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    output.result({ verbs: verbs.map((verb) => verb.name) }, overview(t, verbs));
    return name === undefined ? misused : done;
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
    return await runVerb(verb, args, output, t);
  } catch (error) {
    return reportFailure(error, output, t, verb);
  }
}

process.exitCode = await main(process.argv.slice(2));
