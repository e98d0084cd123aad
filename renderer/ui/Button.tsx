/** The one button. `primary` is the page's one clear next action; everything else stays quiet. */
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'primary' | 'plain' | 'ghost' | 'danger';
  readonly size?: 'm' | 's';
  readonly icon?: ReactNode;
  /** Shows that the click is being worked on and refuses another. Not `disabled`: that would drop the focus. */
  readonly busy?: boolean;
  readonly 'data-testid'?: string;
}

export function Button({
  look = 'plain',
  size = 'm',
  icon,
  busy = false,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const refuse = (event: MouseEvent) => event.preventDefault();
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, styles[look], size === 's' && styles.small, className)}
      onClick={busy ? refuse : onClick}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children === undefined ? null : <span className={styles.label}>{children}</span>}
    </button>
  );
}

/** A button that shows only a picture; its name is spoken and shown as a title. */
export function IconButton({
  label,
  icon,
  size = 's',
  className,
  ...rest
}: Omit<ButtonProps, 'children'> & { readonly label: string }) {
  return (
    <Button
      look="ghost"
      {...rest}
      size={size}
      icon={icon}
      aria-label={label}
      title={label}
      className={classes(styles.iconOnly, className)}
    />
  );
}
