import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './CopyValue.module.css';

/** A value to paste elsewhere, with the name that it has there. */
export function CopyValue({ label, value, secret = false }: { label: string; value: string; secret?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.line}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        <code className={classes.text} data-testid={secret ? 'secret' : undefined}>
          {value}
        </code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-label={t('directories.copyOf', { label })}>
              {copied ? t('directories.copied') : t('directories.copy')}
            </Button>
          )}
        </CopyButton>
      </dd>
    </div>
  );
}
