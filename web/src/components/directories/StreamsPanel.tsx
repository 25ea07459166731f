import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeadEvents, type DirectoryDetails, type Stream } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { CopyValue } from './CopyValue';
import copy from './CopyValue.module.css';
import classes from '../Cards.module.css';

/** Who is told of what the directory's people and groups go through. */
export function StreamsPanel({ directory }: { directory: DirectoryDetails }) {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('directories.tab.streams')}>
        <Text size="sm" c="dimmed" mb="sm">
          {t('directories.streamsHint')}
        </Text>
        {directory.eventStreams.length === 0 && <Text size="sm">{t('directories.noStreams')}</Text>}
        <ul className={classes.cards} aria-label={t('directories.tab.streams')}>
          {directory.eventStreams.map((stream) => (
            <Card key={stream.id} stream={stream} />
          ))}
        </ul>
      </Panel>
      <Panel title={t('directories.newStream')}>
        <NewStream directoryId={directory.id} />
      </Panel>
    </>
  );
}

function Card({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  const changes = useDirectoryChanges();
  const save = useSave();
  const [asked, setAsked] = useState(false);
  const { audience, endpoint, pollUrl, keysUrl, queuedCount, deadCount, lastError } = stream;
  return (
    <li className={classes.card}>
      <Text fw={500}>{audience}</Text>
      <dl className={copy.list}>
        <CopyValue label={t(pollUrl ? 'directories.pollUrl' : 'directories.endpoint')} value={pollUrl ?? endpoint} />
        <CopyValue label={t('directories.keysUrl')} value={keysUrl} />
      </dl>
      <Text size="sm">{t('directories.queued', { count: queuedCount })}</Text>
      {lastError && <Text size="sm">{t('directories.lastError', { error: lastError })}</Text>}
      {deadCount > 0 && <DeadEvents streamId={stream.id} />}
      <SaveTrouble save={save} />
      <Group gap="xs">
        {asked ? (
          <>
            <Text size="sm">{t('directories.endStreamText')}</Text>
            <Button size="xs" color="red" variant="outline" loading={save.saving} onClick={() => void save.run(() => changes.deleteStream(stream.id))}>
              {t('directories.endConfirm')}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
              {t('directories.cancel')}
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            {t('directories.endStream')}
          </Button>
        )}
      </Group>
    </li>
  );
}

function DeadEvents({ streamId }: { streamId: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const names = useNames();
  const { rows } = useDeadEvents(streamId);
  const changes = useDirectoryChanges();
  const save = useSave();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t('directories.dead', { count: rows.length })}
      </Text>
      {rows.map(({ id, entry, attempts, error }) => (
        <Group key={id} gap="xs">
          <Text size="sm">
            {entry ? `${names.action(entry.action)} · ${entry.targetName} · ${moment(entry.at)}` : id}
            {` · ${t('directories.attempts', { count: attempts })} · ${error}`}
          </Text>
          <Button size="compact-xs" variant="default" loading={save.saving} onClick={() => void save.run(() => changes.requeue(id))}>
            {t('directories.requeue')}
          </Button>
        </Group>
      ))}
      <SaveTrouble save={save} />
    </Stack>
  );
}

const nothing = { audience: '', endpoint: '', authorization: '' };

function NewStream({ directoryId }: { directoryId: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(nothing);
  const changes = useDirectoryChanges();
  const save = useSave();
  const { audience, endpoint, authorization } = typed;
  useUnsaved(typed !== nothing);
  const submit = async () => {
    const input = { directoryId, audience: audience.trim(), ...(endpoint.trim() && { endpoint: endpoint.trim() }), ...(authorization.trim() && { authorization: authorization.trim() }) };
    if (await save.run(() => changes.createStream(input))) setTyped(nothing);
  };
  const refused = (field: string) => save.refusals.find((refusal) => refusal.field[0] === field)?.message;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" maw={520}>
        <TextInput label={t('directories.audience')} description={t('directories.audienceHint')} value={audience} error={refused('audience')} onChange={(event) => setTyped({ ...typed, audience: event.currentTarget.value })} required />
        <TextInput label={t('directories.endpoint')} description={t('directories.endpointHint')} value={endpoint} error={refused('endpoint')} onChange={(event) => setTyped({ ...typed, endpoint: event.currentTarget.value })} />
        {endpoint && (
          <TextInput label={t('directories.authorization')} description={t('directories.authorizationHint')} value={authorization} error={refused('authorization')} onChange={(event) => setTyped({ ...typed, authorization: event.currentTarget.value })} autoComplete="off" />
        )}
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" variant="default" loading={save.saving} disabled={audience.trim() === ''}>
            {t('directories.makeStream')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
