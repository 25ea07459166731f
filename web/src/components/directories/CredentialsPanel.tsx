import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goodOnes, type Credential, type DirectoryDetails } from '../../services/directories';
import { useDirectoryChanges, type Issued } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useSave, type Outcome } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { CopyValue } from './CopyValue';
import copy from './CopyValue.module.css';
import classes from '../Cards.module.css';
import { SecretGate } from './SecretGate';

const most = 2;

interface Fresh {
  id: string;
  secret: string;
}

/** Tokens and OAuth clients: one is replaced by making the next, storing it at the IdP, and ending the old one. */
export function CredentialsPanel({ directory }: { directory: DirectoryDetails }) {
  const { t } = useTranslation();
  const changes = useDirectoryChanges();
  const tokenAddress = new URL('/scim/oauth/token', directory.scimBaseUrl).href;
  return (
    <>
      <Panel title={t('directories.tokens')}>
        <dl className={copy.list}>
          <CopyValue label={t('directories.address')} value={directory.scimBaseUrl} />
        </dl>
        <Kind
          kind="token"
          all={goodOnes(directory.tokens)}
          make={() => changes.issueToken(directory.id)}
          end={changes.revokeToken}
          shown={({ secret }) => [{ label: t('directories.token'), value: secret, secret: true }]}
        />
      </Panel>
      <Panel title={t('directories.clients')}>
        <Text size="sm" c="dimmed">
          {t('directories.clientsHint')}
        </Text>
        <Kind
          kind="client"
          all={goodOnes(directory.clients)}
          make={() => changes.issueClient(directory.id)}
          end={changes.revokeClient}
          shown={({ id, secret }) => [
            { label: t('directories.tokenUrl'), value: tokenAddress },
            { label: 'client_id', value: id },
            { label: 'client_secret', value: secret, secret: true },
          ]}
        />
      </Panel>
    </>
  );
}

interface Props {
  kind: 'token' | 'client';
  all: Credential[];
  make(): Promise<Issued>;
  end(id: string): Promise<Outcome>;
  shown(fresh: Fresh): { label: string; value: string; secret?: boolean }[];
}

function Kind({ kind, all, make, end, shown }: Props) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const save = useSave();
  const issue = () =>
    save.run(async () => {
      const { outcome, secret, id } = await make();
      if (secret && id) setFresh({ id, secret });
      return outcome;
    });
  return (
    <Stack gap="sm" mt="sm">
      <ul className={classes.cards} aria-label={t(`directories.${kind}s`)}>
        {all.map((one) => (
          <Card key={one.id} kind={kind} one={one} end={end} />
        ))}
      </ul>
      {all.length === 0 && <Text size="sm">{t(`directories.none.${kind}`)}</Text>}
      <SaveTrouble save={save} />
      {fresh ? (
        <SecretGate values={shown(fresh)} onStored={() => setFresh(null)} />
      ) : (
        <Group gap="sm">
          <Button variant="default" onClick={() => void issue()} loading={save.saving} disabled={all.length >= most}>
            {t(`directories.make.${kind}`)}
          </Button>
          {all.length >= most && (
            <Text size="sm" c="dimmed">
              {t(`directories.most.${kind}`)}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

function Card({ kind, one, end }: { kind: Props['kind']; one: Credential; end: Props['end'] }) {
  const { t } = useTranslation();
  const { instant, day } = useFormats();
  const [asked, setAsked] = useState(false);
  const save = useSave();
  return (
    <li className={classes.card}>
      <Text ff="monospace" size="sm">{one.hint}</Text>
      <Text size="sm" c="dimmed">
        {t('directories.madeOn', { day: day(one.createdAt) })}
        {one.expiresAt && ` · ${t('directories.ends', { day: day(one.expiresAt) })}`}
      </Text>
      <Text size="sm">{one.lastUsedAt ? t('directories.used', { instant: instant(one.lastUsedAt) }) : t('directories.neverUsed')}</Text>
      <SaveTrouble save={save} />
      {asked ? (
        <Group gap="xs" role="group" aria-label={t(`directories.end.${kind}`)}>
          <Text size="sm">{t(`directories.endText.${kind}`)}</Text>
          <Button size="xs" color="red" variant="outline" loading={save.saving} onClick={() => void save.run(() => end(one.id))}>
            {t('directories.endConfirm')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
            {t('directories.cancel')}
          </Button>
        </Group>
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            {t(`directories.end.${kind}`)}
          </Button>
        </div>
      )}
    </li>
  );
}
