import { notifications } from '@mantine/notifications';
import { IconHandGrab } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDealChanges } from '../../services/dealChanges';
import type { DealRow } from '../../services/deals';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { whyNot } from '../TroubleText';

interface Props {
  deal: DealRow;
  compact?: boolean;
}

/** Takes a deal that belongs to nobody; of two who try at once, one is told that the other was first (AS-12). */
export function PickUpButton({ deal, compact = false }: Props) {
  const { t } = useTranslation();
  const { pickUp } = useDealChanges(deal);
  const { saving, run } = useSave();
  const take = () =>
    run(async () => {
      const outcome = await pickUp();
      const message = outcome.written ? t('deal.pickedUp', { reference: deal.reference }) : whyNot(outcome);
      notifications.show({ message, color: outcome.written ? undefined : 'red' });
      return outcome;
    });
  return (
    <AbilityButton
      ability={deal.can('pickUp')}
      label={t('deal.pickUp')}
      variant={compact ? 'default' : 'filled'}
      size={compact ? 'compact-xs' : 'xs'}
      leftSection={compact ? undefined : <IconHandGrab size={15} aria-hidden />}
      loading={saving}
      onClick={() => void take()}
    />
  );
}
