import type { ButtonProps } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { What } from '../../../services/moves';
import { useViewer } from '../../../services/viewerContext';
import { AbilityButton } from '../../AbilityButton';

const ReassignDialog = lazy(() => import('./ReassignDialog').then(({ ReassignDialog }) => ({ default: ReassignDialog })));

interface Props extends Pick<ButtonProps, 'size' | 'variant'> {
  /** Read when the button is pressed. */
  what(): What;
  onDone?(): void;
}

/** Opens the reassignment of several deals; who may not do it reads why. */
export function ReassignButton({ what, onDone, ...look }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [asked, setAsked] = useState<What | null>(null);
  const ability = { allowed: viewer.permissions.has('deal.assign'), reason: t('reassign.lacks') };
  return (
    <>
      <AbilityButton {...look} ability={ability} label={t('reassign.button')} onClick={() => setAsked(what())} />
      <Suspense fallback={null}>{asked && <ReassignDialog what={asked} onClose={() => setAsked(null)} onDone={onDone} />}</Suspense>
    </>
  );
}
