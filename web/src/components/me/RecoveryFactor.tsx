import { Alert, Button, Checkbox, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { Factor } from './Factor';
import classes from './Factor.module.css';

/** Ten codes for the day the other factors are gone, each good once. */
export function RecoveryFactor({ left }: { left: number }) {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<string[] | null>(null);
  const changes = useMeChanges();
  const save = useSave();
  const make = () =>
    save.run(async () => {
      const { outcome, codes: made } = await changes.makeCodes();
      setCodes(made);
      return outcome;
    });
  return (
    <Factor title={t('me.recovery.title')} text={t('me.recovery.text')} on={left > 0}>
      <Text size="sm">{t('me.recovery.left', { count: left })}</Text>
      <SaveTrouble save={save} />
      {codes ? (
        <Codes codes={codes} onStored={() => setCodes(null)} />
      ) : (
        <div>
          <Button size="xs" variant="default" loading={save.saving} onClick={() => void make()}>
            {t(left > 0 ? 'me.recovery.replace' : 'me.recovery.make')}
          </Button>
        </div>
      )}
    </Factor>
  );
}

function Codes({ codes, onStored }: { codes: string[]; onStored(): void }) {
  const { t } = useTranslation();
  const [stored, setStored] = useState(false);
  return (
    <Alert color="orange" variant="outline" icon={<IconKey size={18} />} title={t('directories.secret.title')}>
      <Stack gap="sm">
        <span>{t('me.recovery.store')}</span>
        <ol className={classes.codes} aria-label={t('me.recovery.title')} data-testid="codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <Group gap="sm">
          <CopyButton value={codes.join('\n')}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? t('directories.copied') : t('me.recovery.copy')}
              </Button>
            )}
          </CopyButton>
          <Checkbox label={t('me.recovery.stored')} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        </Group>
        <div>
          <Button onClick={onStored} disabled={!stored}>
            {t('directories.secret.continue')}
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}
