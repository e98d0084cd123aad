/** Writes a favourite: a name and its lines, checked while they are typed. */
import { useState } from 'react';
import type { Favourite } from '../../../shared/contract/terminal.ts';
import { formatSequence, parseSequences } from '../../../shared/domain/atSequence.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useAction } from '../../stores/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Lines } from './Lines.tsx';

export function SequenceDialog({
  favourite,
  onClose,
}: {
  readonly favourite: Favourite | null;
  readonly onClose: () => void;
}) {
  const { t, code } = useText();
  const core = useCore();
  const action = useAction();
  const [name, setName] = useState(favourite?.sequence.name ?? '');
  const [lines, setLines] = useState(
    favourite === null ? '' : formatSequence({ ...favourite.sequence, name: '' }).trim(),
  );
  const { sequences, problems } = parseSequences(lines);
  const [sequence, second] = sequences;
  const problem = problems[0];
  const wrong =
    second !== undefined
      ? t('terminal.oneSequence')
      : problem === undefined || lines.trim() === ''
        ? undefined
        : t('terminal.problem', { line: problem.line, why: code('sequence', problem.code) });
  const canSave = sequence !== undefined && wrong === undefined && name.trim() !== '';
  const save = async () => {
    if (!canSave || sequence === undefined) return;
    const given = { ...sequence, name: name.trim(), steps: sequence.steps.map((step) => ({ ...step })) };
    const saved = await action.run(() =>
      core.terminal.saveFavourite({
        sequence: given,
        ...(favourite === null ? {} : { id: favourite.id }),
      }),
    );
    if (saved !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(favourite === null ? 'terminal.newFavourite' : 'terminal.editFavourite')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            data-testid="favourite-save"
            disabled={!canSave}
            busy={action.busy}
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      {action.error === null ? null : <ErrorNote error={action.error} />}
      <Field
        label={t('terminal.favouriteName')}
        value={name}
        maxLength={80}
        data-testid="favourite-name"
        onText={setName}
      />
      <Lines
        label={t('terminal.favouriteLines')}
        hint={t('terminal.directives')}
        error={wrong}
        value={lines}
        testId="favourite-lines"
        onText={setLines}
      />
    </Dialog>
  );
}
