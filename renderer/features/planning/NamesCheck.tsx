/** The form for a platform's console, judged while it is filled in. */
import { useEffect, useMemo, useState } from 'react';
import type { PackageManifest } from '../../../shared/contract/package.ts';
import type { NameFinding } from '../../../shared/contract/planning.ts';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { useNameCheck } from '../../stores/planning.ts';
import { useAction } from '../../stores/run.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { NameFiles } from './NameFiles.tsx';
import { NameVerdict } from './NameVerdict.tsx';
import { checkInput, findingsOf, type NameEntries, noEntries, withSuggestion } from './nameEntries.ts';
import styles from './Planning.module.css';

/** With a package the form begins with what its versions tell. */
export function NamesCheck({ manifest }: { readonly manifest: PackageManifest | undefined }) {
  const { t } = useText();
  const [entries, setEntries] = useSuggested(manifest);
  const { platform } = entries;
  const input = useMemo(() => checkInput(entries), [entries]);
  const answer = useNameCheck(input);
  const checked = answer.state === 'done' ? answer.value : null;
  const findings = checked?.findings ?? [];
  const edit = (patch: Partial<NameEntries>) => setEntries({ ...entries, ...patch });
  return (
    <div className={styles.split}>
      <Card title={t('planning.namesForm')} hint={manifest?.fileName}>
        <div className={styles.form}>
          <Segmented
            label={t('planning.platform')}
            value={platform}
            segments={(['openluat', 'quecthing', 'onenet'] as const).map((value) => ({
              value,
              label: t(`planning.platform_${value}`),
              testId: `names-${value}`,
            }))}
            onChange={(next) => edit({ platform: next })}
          />
          <Segmented
            label={t('planning.packageKind')}
            value={entries.kind}
            segments={(['delta', 'full'] as const).map((value) => ({
              value,
              label: t(`planning.kind_${value}`),
            }))}
            onChange={(kind) => edit({ kind })}
          />
          <NameField part="name" value={entries.name} findings={findings} onText={(name) => edit({ name })} />
          <NameField
            part="version"
            value={entries.version}
            findings={findings}
            onText={(version) => edit({ version })}
          />
          {entries.kind === 'full' ? null : (
            <NameField
              part="sourceVersion"
              value={entries.sourceVersion}
              findings={findings}
              onText={(sourceVersion) => edit({ sourceVersion })}
            />
          )}
          <NameFiles
            files={entries.files}
            named={checked?.files ?? []}
            onFiles={(files) => edit({ files })}
          />
          {answer.state === 'failed' ? <ErrorNote error={answer.error} /> : null}
        </div>
      </Card>
      <NameVerdict platform={platform} checked={checked} asked={input !== null} />
    </div>
  );
}

type SetEntries = (entries: NameEntries) => void;

/** What stands in the form: typed, over what the core suggests for the package on the chosen platform. */
function useSuggested(manifest: PackageManifest | undefined): [NameEntries, SetEntries] {
  const core = useCore();
  const { run } = useAction();
  const sha256 = manifest?.sha256;
  const [entries, setEntries] = useState<NameEntries>(noEntries);
  const { platform } = entries;
  useEffect(() => {
    if (sha256 === undefined) return undefined;
    let wanted = true;
    void run(() => core.planning.suggestNames({ sha256, platform })).then((suggested) => {
      if (!wanted || suggested === undefined) return;
      const empty = { ...noEntries, platform, files: [{ kind: 'package', sha256 } as const] };
      setEntries(withSuggestion(empty, suggested.naming));
    });
    return () => {
      wanted = false;
    };
  }, [core, run, sha256, platform]);
  return [entries, setEntries];
}

interface NameFieldProps {
  readonly part: 'name' | 'version' | 'sourceVersion';
  readonly value: string;
  readonly findings: readonly NameFinding[];
  readonly onText: (text: string) => void;
}

/** A field with the first objection to it below. */
function NameField({ part, value, findings, onText }: NameFieldProps) {
  const { t, code } = useText();
  const [first] = findingsOf(findings, part);
  const said = first === undefined ? undefined : code('packageName', first.code, first.params);
  return (
    <Field
      label={t(`planning.field_${part}`)}
      mono
      value={value}
      maxLength={256}
      data-testid={`names-${part}`}
      hint={first?.level === 'warning' ? said : undefined}
      error={first?.level === 'error' ? said : undefined}
      onText={onText}
    />
  );
}
