import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useDealChanges } from '../../services/dealChanges';
import type { DealPanel } from '../../services/dealPanel';
import { useSave, type Outcome } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { SaveTrouble } from '../SaveTrouble';
import { PickUpButton } from './PickUpButton';

interface Props {
  deal: DealDetails;
  onOpen(panel: DealPanel): void;
}

/** Statuses in which a deal is nobody's work, so that taking it from somebody is not offered. */
const closed: ReadonlySet<DealDetails['status']> = new Set(['FUNDED', 'DECLINED', 'CANCELLED']);

/** What can be done with a deal from where it stands; what the viewer may not do says why. */
export function DealActions({ deal, onOpen }: Props) {
  const { t } = useTranslation();
  const changes = useDealChanges(deal);
  const save = useSave();
  const lingering = deal.delegates.some(({ backing }) => backing === 'LINGERING');
  const at = (action: 'unassign' | 'release' | 'undelegate', change: () => Promise<Outcome>) => (
    <AbilityButton ability={deal.can(action)} label={t(`deal.${action}`)} loading={save.saving} onClick={() => void save.run(change)} />
  );
  return (
    <div>
      <Group gap="xs" justify="flex-end">
        {!deal.owner && <PickUpButton deal={deal} />}
        {deal.held && at('release', changes.release)}
        {lingering && at('undelegate', changes.undelegate)}
        <AbilityButton ability={deal.can('assign')} label={t(deal.owner ? 'deal.reassign' : 'deal.assign')} onClick={() => onOpen('assign')} />
        {deal.owner && !closed.has(deal.status) && at('unassign', changes.unassign)}
        <AbilityButton ability={deal.can('status')} label={t('deal.setStatus')} onClick={() => onOpen('status')} />
      </Group>
      <SaveTrouble save={save} />
    </div>
  );
}
