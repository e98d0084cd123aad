/** `doctor`: what this computer lacks for field work, and what to do about it. */
import type { Verb } from '../verb.ts';

const marks = { ok: 'ok  ', warning: '!   ', problem: '!!  ' } as const;

export const doctor: Verb = {
  name: 'doctor',
  takes: '',
  positionals: [0, 0],
  options: {},
  async run({ core, output, t }) {
    const checks = await core.app.doctor({});
    output.result(
      { checks },
      checks.flatMap(({ name, state, detail, advice }) => [
        `${marks[state]}${t(`doctor.${name}`)}${detail === '' ? '' : `: ${detail}`}`,
        ...(advice === undefined ? [] : [`    ${t(`doctorAdvice.${advice.code}`, advice.params)}`]),
      ]),
    );
    return checks.some(({ state }) => state === 'problem') ? 1 : 0;
  },
};
