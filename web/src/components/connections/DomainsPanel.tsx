import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { Domain } from '../../services/connections';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { DomainCard } from './DomainCard';
import classes from './DomainCard.module.css';

const example = 'example.com';

interface Props {
  domains: readonly Domain[];
  /** Where the people of a domain that is added here sign in; null: on the company's page. */
  connectionId: string | null;
  onChanged(): void;
}

/** E-mail domains, and how each is proven. */
export function DomainsPanel({ domains, connectionId, onChanged }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const changes = useConnectionChanges();
  const save = useSave();
  useUnsaved(name !== '');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await save.run(() => changes.addDomain(name.trim(), connectionId)))) return;
    setName('');
    onChanged();
  };
  return (
    <Panel title={t('connections.tab.domains')}>
      <Stack gap="md">
        <Text size="sm">{t('connections.domain.text')}</Text>
        {domains.length > 0 && (
          <ul className={classes.domains} aria-label={t('connections.tab.domains')}>
            {domains.map((domain) => (
              <DomainCard key={domain.id} domain={domain} connectionId={connectionId} onChanged={onChanged} />
            ))}
          </ul>
        )}
        <SaveTrouble save={save} />
        <form onSubmit={(event) => void add(event)}>
          <Group gap="sm" align="end">
            <TextInput label={t('connections.domain.name')} placeholder={example} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={253} spellCheck={false} autoCapitalize="none" w={260} />
            <Button type="submit" variant="default" loading={save.saving} disabled={name.trim() === ''}>
              {t('connections.domain.add')}
            </Button>
          </Group>
        </form>
      </Stack>
    </Panel>
  );
}
