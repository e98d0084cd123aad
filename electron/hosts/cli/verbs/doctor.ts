/** `doctor`: what this computer lacks for field work. */
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
      checks.map(
        ({ name, state, detail }) =>
          `${marks[state]}${t(`doctor.${name}`)}${detail === '' ? '' : `: ${detail}`}`,
      ),
    );
    return checks.some(({ state }) => state === 'problem') ? 1 : 0;
  },
};
