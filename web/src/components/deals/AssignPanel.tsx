import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useDealChanges } from '../../services/dealChanges';
import type { Person } from '../../services/person';
import { useSave } from '../../services/save';
import { CommentField } from '../CommentField';
import { DrawerFrame } from '../DrawerFrame';
import { PersonField } from '../PersonField';
import { SaveTrouble } from '../SaveTrouble';

/** Gives a deal to somebody by hand; capacity and limits are not asked (AS-11). */
export function AssignPanel({ deal, onClose }: { deal: DealDetails; onClose(): void }) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const [comment, setComment] = useState('');
  const changes = useDealChanges(deal);
  const save = useSave();
  const submit = async () => {
    if (person && (await save.run(() => changes.assign(person.id, comment.trim())))) onClose();
  };
  return (
    <DrawerFrame title={t(deal.owner ? 'deal.reassignTitle' : 'deal.assignTitle', { reference: deal.reference })} onClose={onClose} unsaved={person !== null || comment !== ''}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('deal.assignHint')}
        </Text>
        <PersonField label={t('deal.newOwner')} value={person} onChange={setPerson} without={deal.owner?.id} required />
        <CommentField value={comment} onChange={setComment} />
        <SaveTrouble save={save} />
        <div>
          <Button onClick={() => void submit()} loading={save.saving} disabled={!person}>
            {person ? t('deal.assignTo', { name: person.name }) : t('deal.assign')}
          </Button>
        </div>
      </Stack>
    </DrawerFrame>
  );
}
