import { Alert, Button, Checkbox, Stack } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyValue } from './CopyValue';
import copy from './CopyValue.module.css';

interface Props {
  values: { label: string; value: string; secret?: boolean }[];
  /** Where to keep it; an IdP's store when left out. */
  text?: string;
  onStored(): void;
}

/** A secret that is shown this once: it goes only when the person says that it is stored. */
export function SecretGate({ values, text, onStored }: Props) {
  const { t } = useTranslation();
  const [stored, setStored] = useState(false);
  return (
    <Alert color="orange" variant="outline" icon={<IconKey size={18} />} title={t('directories.secret.title')}>
      <Stack gap="sm">
        <span>{text ?? t('directories.secret.text')}</span>
        <dl className={copy.list}>
          {values.map((one) => (
            <CopyValue key={one.label} {...one} />
          ))}
        </dl>
        <Checkbox label={t('directories.secret.stored')} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        <div>
          <Button onClick={onStored} disabled={!stored}>
            {t('directories.secret.continue')}
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}
