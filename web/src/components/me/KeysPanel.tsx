import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useMyKeys, type OwnKey } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { SecretGate } from '../directories/SecretGate';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { Removal } from './Factor';
import classes from './Factor.module.css';

const lives = ['30', '90', '365'] as const;
type Life = (typeof lives)[number];

/** Keys with which a program does what their person may do. */
export function KeysPanel({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const keys = useMyKeys(userId);
  return (
    <Panel title={t('me.tab.keys')}>
      <Stack gap="md">
        <Text size="sm">{t('me.key.text')}</Text>
        {keys.rows.length > 0 && (
          <ul className={classes.factors} aria-label={t('me.tab.keys')}>
            {keys.rows.map((key) => (
              <Line key={key.id} own={key} />
            ))}
          </ul>
        )}
        <NewKey />
      </Stack>
    </Panel>
  );
}

function Line({ own: { id, name, hint, createdAt, expiresAt, lastUsedAt } }: { own: OwnKey }) {
  const { t } = useTranslation();
  const { day, instant } = useFormats();
  const changes = useMeChanges();
  return (
    <li className={classes.factor}>
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        <Text size="sm" ff="monospace">
          {hint}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t('directories.madeOn', { day: day(createdAt) })}
        {expiresAt && ` · ${t('directories.ends', { day: day(expiresAt) })}`}
        {` · ${lastUsedAt ? t('directories.used', { instant: instant(lastUsedAt) }) : t('directories.neverUsed')}`}
      </Text>
      <Removal label={t('me.key.end', { name })} text={t('me.key.endText')} remove={() => changes.endKey(id)} />
    </li>
  );
}

function NewKey() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [life, setLife] = useState<Life>('90');
  const [secret, setSecret] = useState<string | null>(null);
  const changes = useMeChanges();
  const save = useSave();
  useUnsaved(name !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ends = new Date(Date.now() + Number(life) * 86_400_000).toISOString();
    const written = await save.run(async () => {
      const { outcome, key } = await changes.makeKey(name.trim(), ends);
      setSecret(key);
      return outcome;
    });
    if (written) setName('');
  };
  if (secret) return <SecretGate values={[{ label: t('me.key.key'), value: secret, secret: true }]} text={t('me.key.store')} onStored={() => setSecret(null)} />;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <SaveTrouble save={save} />
      <Group gap="sm" align="end">
        <TextInput label={t('me.key.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} w={240} />
        <Select label={t('me.key.life')} data={lives.map((days) => ({ value: days, label: t('directories.days', { count: Number(days) }) }))} value={life} onChange={(value) => value && setLife(value as Life)} allowDeselect={false} w={150} />
        <Button type="submit" variant="default" loading={save.saving} disabled={name.trim() === ''}>
          {t('me.key.make')}
        </Button>
      </Group>
    </form>
  );
}
