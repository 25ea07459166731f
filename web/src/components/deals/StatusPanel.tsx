import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useDealChanges } from '../../services/dealChanges';
import { dealStatuses, type DealRow } from '../../services/deals';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { CommentField } from '../CommentField';
import { DrawerFrame } from '../DrawerFrame';
import { SaveTrouble } from '../SaveTrouble';

type Status = DealRow['status'];

const needsAuthority = (status: Status): boolean => status === 'CONDITIONALLY_APPROVED' || status === 'FUNDED';

/** Moves a deal on; steps that need authority are shut where it is missing, with the reason (AP-6). */
export function StatusPanel({ deal, onClose }: { deal: DealDetails; onClose(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const [status, setStatus] = useState<Status>(deal.status);
  const [comment, setComment] = useState('');
  const changes = useDealChanges(deal);
  const save = useSave();
  const authority = deal.can('authorityStep');
  const submit = async () => {
    if (await save.run(() => changes.setStatus(status, comment.trim()))) onClose();
  };
  return (
    <DrawerFrame title={t('deal.statusTitle', { reference: deal.reference })} onClose={onClose} unsaved={status !== deal.status || comment !== ''}>
      <Stack gap="sm">
        <Radio.Group label={t('deal.status')} value={status} onChange={(value) => setStatus(value as Status)} size="xs">
          <Stack gap={8} mt={6}>
            {dealStatuses.map((value) => (
              <Radio
                key={value}
                value={value}
                label={names.dealStatus(value)}
                description={needsAuthority(value) && !authority.allowed ? authority.reason : undefined}
                disabled={needsAuthority(value) && !authority.allowed}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="xs" c="dimmed">
          {t('deal.statusHint')}
        </Text>
        <CommentField value={comment} onChange={setComment} />
        <SaveTrouble save={save} />
        <div>
          <Button onClick={() => void submit()} loading={save.saving} disabled={status === deal.status}>
            {t('deal.statusSave')}
          </Button>
        </div>
      </Stack>
    </DrawerFrame>
  );
}
