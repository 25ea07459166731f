import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { deviceOf, type Passkey, type SignIn } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { makesPasskeys } from '../../services/passkey';
import { useSave, type Outcome } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { Factor, Removal } from './Factor';
import classes from './Factor.module.css';

const nothing: Outcome = { written: false, refusals: [], trouble: null };

/** Passkeys: kept by a device, and both factors at once. */
export function PasskeyFactor({ signIn: { passkeys, passkeysOffered } }: { signIn: SignIn }) {
  const { t } = useTranslation();
  return (
    <Factor title={t('me.passkey.title')} text={t('me.passkey.text')} on={passkeys.length > 0}>
      {passkeys.map((passkey) => (
        <Line key={passkey.id} passkey={passkey} />
      ))}
      {passkeysOffered && makesPasskeys() ? <NewPasskey /> : <Text size="sm">{t('me.passkey.unable')}</Text>}
    </Factor>
  );
}

function Line({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  const { t } = useTranslation();
  const { day, instant } = useFormats();
  const changes = useMeChanges();
  return (
    <div className={classes.passkey}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Text size="sm" c="dimmed">
        {t('me.passkey.since', { day: day(createdAt) })} · {lastUsedAt ? t('me.passkey.used', { instant: instant(lastUsedAt) }) : t('me.passkey.neverUsed')}
      </Text>
      <Removal label={t('me.passkey.remove', { name })} text={t('me.passkey.removeText')} remove={() => changes.removePasskey(id)} />
    </div>
  );
}

function NewPasskey() {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const changes = useMeChanges();
  const save = useSave();
  useUnsaved(name !== null);
  const typed = name ?? deviceOf(navigator.userAgent).slice(0, 60);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(false);
    const written = await save.run(async () => {
      const outcome = await changes.addPasskey(typed.trim());
      setRefused(outcome === null);
      return outcome ?? nothing;
    });
    if (written) setName(null);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <SaveTrouble save={save} />
      {refused && (
        <Text size="sm" role="alert" mb="xs">
          {t('me.passkey.refused')}
        </Text>
      )}
      <Group gap="sm" align="end">
        <TextInput label={t('me.passkey.name')} value={typed} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} w={260} />
        <Button type="submit" variant="default" loading={save.saving} disabled={typed.trim() === ''}>
          {t('me.passkey.add')}
        </Button>
      </Group>
    </form>
  );
}
