import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../services/person';
import { useViewer } from '../../services/viewerContext';
import { PersonField } from '../PersonField';
import classes from './WhoseLeave.module.css';

interface Props {
  person: Person | null;
  own: boolean;
  onChoose(id: string | undefined): void;
}

/** Whose leave the page shows. Only who may look after the leave of others chooses. */
export function WhoseLeave({ person, own, onChoose }: Props) {
  const { t } = useTranslation();
  const { permissions, reports } = useViewer();
  const others = permissions.has('absence.manage') || permissions.has('user.manage') || reports.length > 0;
  if (!others && own) return null;
  return (
    <Group gap="xs" align="flex-end" className={classes.whose}>
      <PersonField label={t('absence.whose')} value={person && { id: person.id, name: person.name }} onChange={(chosen) => chosen && onChoose(chosen.id)} required />
      {!own && (
        <Button variant="default" onClick={() => onChoose(undefined)}>
          {t('absence.mine')}
        </Button>
      )}
    </Group>
  );
}
