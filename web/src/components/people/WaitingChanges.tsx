import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayOpen } from '../../services/viewer';
import { useViewer } from '../../services/viewerContext';

/** How many people have what they had until a second person confirms it, and the way to where that is done. */
export function WaitingChanges({ count, done }: { count: number; done: boolean }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  if (count === 0) return null;
  return (
    <Text size="sm">
      {t(done ? 'people.bulk.wait' : 'people.bulk.wouldWait', { count })}{' '}
      {done && mayOpen(viewer, 'changes') && (
        <Anchor component={Link} to="/changes" size="sm">
          {t('people.bulk.toChanges')}
        </Anchor>
      )}
    </Text>
  );
}
