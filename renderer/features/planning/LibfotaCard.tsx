/** What libfota and libfota2 make of a project, a board and two versions; and the URL that they ask for. */
import { useMemo, useState } from 'react';
import type { CoreClient } from '../../../shared/contract/index.ts';
import type { LibfotaNaming } from '../../../shared/contract/planning.ts';
import { useText } from '../../i18n/useText.ts';
import { useLibfota } from '../../stores/planning.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Field } from '../../ui/Field.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './Planning.module.css';

type LibfotaInput = Parameters<CoreClient['planning']['composeLibfota']>[0];
type IdentityKind = NonNullable<LibfotaInput['identity']>['kind'];

interface Typed {
  readonly client: LibfotaInput['client'];
  readonly url: string;
  readonly project: string;
  readonly board: string;
  readonly core: string;
  readonly version: string;
  readonly key: string;
  readonly kind: IdentityKind;
  readonly identity: string;
}

/** The vendor's own address, as the libraries have it built in. */
const vendorUrl = 'http://iot.openluat.com/api/site/firmware_upgrade';

const start: Typed = {
  client: 'libfota2',
  url: vendorUrl,
  project: '',
  board: '',
  core: '',
  version: '',
  key: '',
  kind: 'imei',
  identity: '',
};

/** Null until everything that a name needs is there. */
function inputOf(typed: Typed): LibfotaInput | null {
  const needed = [typed.url, typed.project, typed.board, typed.core, typed.version];
  if (needed.some((text) => text.trim() === '')) return null;
  const identity = typed.identity.trim();
  const projectKey = typed.key.trim();
  return {
    client: typed.client,
    url: typed.url.trim(),
    project: typed.project.trim(),
    board: typed.board.trim(),
    core: typed.core.trim(),
    version: typed.version.trim(),
    ...(projectKey === '' ? {} : { projectKey }),
    ...(identity === '' ? {} : { identity: { kind: typed.kind, value: identity } }),
  };
}

export function LibfotaCard() {
  const { t } = useText();
  const [typed, setTyped] = useState(start);
  const input = useMemo(() => inputOf(typed), [typed]);
  const answer = useLibfota(input);
  const edit = (patch: Partial<Typed>) => setTyped({ ...typed, ...patch });
  return (
    <Card title={t('planning.libfotaTitle')} hint={t('planning.libfotaHint')} data-testid="libfota">
      <div className={styles.libfota}>
        <div className={styles.form}>
          <Select
            label={t('planning.libfotaClient')}
            value={typed.client}
            options={(['libfota2', 'libfota', 'libfota2023'] as const).map((value) => ({
              value,
              label: t(`planning.client_${value}`),
            }))}
            onChange={(value) => {
              if (value === 'libfota' || value === 'libfota2' || value === 'libfota2023')
                edit({ client: value });
            }}
          />
          <TextField name="url" typed={typed} edit={edit} placeholder={vendorUrl} />
          <div className={styles.pair}>
            <TextField name="project" typed={typed} edit={edit} placeholder="DEMO" />
            <TextField name="board" typed={typed} edit={edit} placeholder="Air780EHM" />
          </div>
          <div className={styles.pair}>
            <TextField name="core" typed={typed} edit={edit} placeholder="V2034" />
            <TextField name="version" typed={typed} edit={edit} placeholder="1.2.3" />
          </div>
          <TextField name="key" typed={typed} edit={edit} />
          <div className={styles.identity}>
            <Segmented
              label={t('planning.identityKind')}
              value={typed.kind}
              segments={(['imei', 'mac', 'uid'] as const).map((value) => ({
                value,
                label: t(`planning.identity_${value}`),
              }))}
              onChange={(kind) => edit({ kind })}
            />
            <TextField name="identity" typed={typed} edit={edit} />
          </div>
        </div>
        <div>
          {answer.state === 'failed' ? <ErrorNote error={answer.error} /> : null}
          {answer.state === 'done' ? <Composed naming={answer.value} /> : null}
          {input === null ? <p className={styles.quiet}>{t('planning.libfotaEmpty')}</p> : null}
        </div>
      </div>
    </Card>
  );
}

interface TextFieldProps {
  readonly name: 'url' | 'project' | 'board' | 'core' | 'version' | 'key' | 'identity';
  readonly typed: Typed;
  readonly edit: (patch: Partial<Typed>) => void;
  readonly placeholder?: string;
}

function TextField({ name, typed, edit, placeholder }: TextFieldProps) {
  const { t } = useText();
  return (
    <Field
      label={t(`planning.libfota_${name}`)}
      mono
      value={typed[name]}
      maxLength={name === 'url' ? 1024 : 128}
      placeholder={placeholder}
      data-testid={`libfota-${name}`}
      onText={(text) => edit({ [name]: text })}
    />
  );
}

function Composed({ naming }: { readonly naming: LibfotaNaming }) {
  const { t } = useText();
  return (
    <div data-testid="libfota-result">
      <KeyValue
        facts={[
          { name: t('planning.made_name'), value: <CopyText value={naming.name} /> },
          ...naming.aliases.map((alias) => ({
            name: t('planning.made_alias'),
            value: <CopyText value={alias} />,
          })),
          { name: t('planning.made_version'), value: <CopyText value={naming.version} /> },
          { name: t('planning.made_fileName'), value: <CopyText value={naming.fileName} /> },
          { name: t('planning.made_option'), value: <CopyText value={naming.option} block /> },
          {
            name: t('planning.made_url'),
            value:
              naming.url === null ? (
                <span className={styles.quiet}>{t('planning.urlNeeds')}</span>
              ) : (
                <CopyText value={naming.url} block />
              ),
          },
        ]}
      />
    </div>
  );
}
