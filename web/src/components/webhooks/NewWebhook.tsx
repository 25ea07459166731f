import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issued } from '../../services/directoryChanges';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import { ActionsField } from '../ActionsField';
import { SecretGate } from '../directories/SecretGate';
import { DrawerFrame } from '../DrawerFrame';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

interface Props {
  onClose(): void;
  onMade(id: string): void;
}

/** A webhook is named, pointed at an address, and its secret stored: then its page opens. */
export function NewWebhook({ onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  return (
    <DrawerFrame title={t('webhooks.new')} onClose={made ? () => onMade(made.id) : onClose}>
      {made ? (
        <SecretGate values={[{ label: t('webhooks.signingSecret'), value: made.secret, secret: true }]} onStored={() => onMade(made.id)} />
      ) : (
        <Form onMade={({ id, secret }) => (id && secret ? setMade({ id, secret }) : id && onMade(id))} />
      )}
    </DrawerFrame>
  );
}

function Form({ onMade }: { onMade(made: Issued): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<string[]>([]);
  const changes = useWebhookChanges();
  const save = useSave();
  useUnsaved((name !== '' || url !== '' || events.length > 0) && !save.saved);
  const submit = () =>
    save.run(async () => {
      const made = await changes.create({ name: name.trim(), url: url.trim(), events });
      if (made.outcome.written) onMade(made);
      return made.outcome;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <TextInput label={t('webhooks.name')} description={t('webhooks.nameHint')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} data-autofocus required />
        <TextInput label={t('webhooks.url')} description={t('webhooks.urlHint')} value={url} onChange={(event) => setUrl(event.currentTarget.value)} type="url" maxLength={2000} required />
        <ActionsField label={t('webhooks.events')} description={t('webhooks.eventsHint')} anything={t('webhooks.allEvents')} value={events} onChange={setEvents} />
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" loading={save.saving} disabled={name.trim() === '' || url.trim() === ''}>
            {t('webhooks.make')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
