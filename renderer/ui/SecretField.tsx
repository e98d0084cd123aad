/** A field for a key: covered as it is typed, and shown to whoever asks to see it. */
import { Eye, EyeOff } from 'lucide-react';
import { useText } from '../i18n/useText.ts';
import { IconButton } from './Button.tsx';
import { Field, type FieldProps } from './Field.tsx';
import styles from './SecretField.module.css';

export interface SecretFieldProps extends Omit<FieldProps, 'type' | 'mono'> {
  readonly visible: boolean;
  readonly onVisible: (visible: boolean) => void;
}

export function SecretField({ visible, onVisible, ...field }: SecretFieldProps) {
  const { t } = useText();
  return (
    <div className={styles.row} data-labelled={field.hideLabel !== true}>
      <Field {...field} mono type={visible ? 'text' : 'password'} />
      <IconButton
        className={styles.eye}
        label={t(visible ? 'common.hideKey' : 'common.showKey')}
        icon={visible ? <EyeOff /> : <Eye />}
        onClick={() => onVisible(!visible)}
      />
    </div>
  );
}
