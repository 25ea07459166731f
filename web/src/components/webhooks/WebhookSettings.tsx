import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import type { Webhook } from '../../services/webhooks';
import { ActionsField } from '../ActionsField';
import { ConfirmButton } from '../ConfirmButton';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { SaveTrouble } from '../SaveTrouble';
import { useDraft } from '../useDraft';

interface Props {
  webhook: Webhook;
  onRemoved(): void;
}

/** Where a webhook is told and of what; pausing it, telling it again, ending it. */
export function WebhookSettings({ webhook, onRemoved }: Props) {
  const { t } = useTranslation();
  const changes = useWebhookChanges();
  const removal = useSave();
  const remove = async () => {
    if (await removal.run(() => changes.remove(webhook.id, webhook.version))) onRemoved();
  };
  return (
    <>
      <Panel title={t('webhooks.tab.settings')}>
        <Form webhook={webhook} />
      </Panel>
      {webhook.state === 'ACTIVE' && <Pause webhook={webhook} />}
      <Again webhook={webhook} />
      <Panel title={t('webhooks.remove')}>
        <SaveTrouble save={removal} />
        <ConfirmButton label={t('webhooks.remove')} text={t('webhooks.removeText')} confirm={t('webhooks.removeConfirm')} saving={removal.saving} onConfirm={() => void remove()} />
      </Panel>
    </>
  );
}

function Form({ webhook: { id, version, name, url, events } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const names = useNames();
  const draft = useDraft({ name, url, events }, version);
  const changes = useWebhookChanges();
  const save = useSave();
  const { value } = draft;
  const compare: Compared<typeof value>[] = [
    { field: 'name', label: t('webhooks.name'), text: (form) => form.name },
    { field: 'url', label: t('webhooks.url'), text: (form) => form.url },
    { field: 'events', label: t('webhooks.events'), text: (form) => form.events.map(names.action).join(', ') || t('webhooks.allEvents') },
  ];
  const submit = async () => {
    const input = { webhookId: id, expectedVersion: draft.version, name: value.name.trim(), url: value.url.trim(), events: value.events };
    if (await save.run(() => changes.update(input))) draft.discard();
  };
  return (
    <Stack gap="sm" maw={520}>
      <TextInput label={t('webhooks.name')} value={value.name} onChange={(event) => draft.change({ name: event.currentTarget.value })} maxLength={200} required />
      <TextInput label={t('webhooks.url')} description={t('webhooks.urlHint')} value={value.url} onChange={(event) => draft.change({ url: event.currentTarget.value })} maxLength={2000} required />
      <ActionsField label={t('webhooks.events')} description={t('webhooks.eventsHint')} anything={t('webhooks.allEvents')} value={value.events} onChange={(chosen) => draft.change({ events: chosen })} />
      <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={value.name.trim() !== '' && value.url.trim() !== ''} compare={compare} />
    </Stack>
  );
}

function Pause({ webhook: { id, version } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const changes = useWebhookChanges();
  const save = useSave();
  return (
    <Panel title={t('webhooks.pause')}>
      <SaveTrouble save={save} />
      <Text size="sm" mb="sm">
        {t('webhooks.pauseText')}
      </Text>
      <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.update({ webhookId: id, expectedVersion: version, active: false }))}>
        {t('webhooks.pause')}
      </Button>
    </Panel>
  );
}

/** All that the receiver missed, from a seal on. */
function Again({ webhook: { id, seal } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState<number | ''>('');
  const changes = useWebhookChanges();
  const save = useSave();
  const send = () => save.run(() => changes.replay({ webhookId: id, fromSeal: Number(from) }));
  return (
    <Panel title={t('webhooks.again')}>
      <Text size="sm" mb="sm">
        {t('webhooks.againText', { count: seal })}
      </Text>
      <SaveTrouble save={save} />
      <Group align="flex-end" gap="sm">
        <NumberInput label={t('webhooks.fromSeal')} min={1} max={seal} allowDecimal={false} value={from} onChange={(value) => setFrom(typeof value === 'number' ? value : '')} w={180} />
        <Button variant="default" loading={save.saving} disabled={from === ''} onClick={() => void send()}>
          {t('webhooks.sendAgain')}
        </Button>
      </Group>
      {save.saved && (
        <Text size="sm" mt="xs" role="status">
          {t('webhooks.sending')}
        </Text>
      )}
    </Panel>
  );
}
